//! Which part of Markdown an element of HTML is.

use pulldown_cmark::{BlockQuoteKind, HeadingLevel, LinkType, Tag, TagEnd};

use crate::article::html::Element;

pub(super) fn heading(level: u8) -> Tag<'static> {
    let level = HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H6);
    Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }
}

pub(super) fn block_of(element: &Element<'_>) -> Option<Tag<'static>> {
    if let Some(level) = element.heading_level() {
        return Some(heading(level));
    }
    if element.has_class("callout") {
        let kinds = [
            ("callout-note", BlockQuoteKind::Note),
            ("callout-tip", BlockQuoteKind::Tip),
            ("callout-important", BlockQuoteKind::Important),
            ("callout-warning", BlockQuoteKind::Warning),
            ("callout-caution", BlockQuoteKind::Caution),
        ];
        let kind = kinds.into_iter().find(|(class, _)| element.has_class(class));
        return Some(Tag::BlockQuote(kind.map(|(_, kind)| kind)));
    }
    Some(match element.name {
        "p" | "summary" | "dt" | "figcaption" => Tag::Paragraph,
        "blockquote" => Tag::BlockQuote(None),
        "ul" => Tag::List(None),
        "ol" => {
            let start = element.get("start").and_then(|start| start.parse().ok());
            Tag::List(Some(start.unwrap_or(1)))
        }
        "li" => Tag::Item,
        _ => return None,
    })
}

pub(super) fn inline_of(element: &Element<'_>) -> Option<Tag<'static>> {
    Some(match element.name {
        "em" | "i" | "cite" | "dfn" | "var" => Tag::Emphasis,
        "strong" | "b" => Tag::Strong,
        "del" | "s" => Tag::Strikethrough,
        "a" => Tag::Link {
            link_type: LinkType::Inline,
            dest_url: element.get("href")?.to_owned().into(),
            title: element.get("title").unwrap_or_default().to_owned().into(),
            id: "".into(),
        },
        _ => return None,
    })
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(name, "div" | "section" | "details" | "figure" | "dl" | "dd")
}

pub(super) fn tag_is_block(tag: &Tag<'_>) -> bool {
    end_is_block(tag.to_end())
}

pub(super) fn end_is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
