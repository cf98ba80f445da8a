//! The one Markdown configuration, and HTML from it that is not yet cleaned.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html,
};

use super::embed;
use super::wiki::{self, WikiEvents, WikiLink};
use crate::strings::Strings;

/// HTML of a text, and where its links and pictures stand.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) html: String,
    /// Addresses of links and pictures with their places, in the order of the text.
    pub(crate) mentions: Vec<Mention>,
    /// Places of callout markers that are not understood because text follows on their line.
    pub(crate) stray_markers: Vec<Range<usize>>,
}

/// An address in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) url: String,
    pub(crate) range: Range<usize>,
}

/// What a text says and where, event by event.
pub(super) fn events_in<'a>(text: &'a str) -> impl Iterator<Item = (Event<'a>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let taken = if text.contains("[[") {
        wiki::Taken::of(Parser::new_ext(text, options).into_offset_iter())
    } else {
        wiki::Taken::default()
    };
    let address = move |link: BrokenLink<'a>| wiki::address(text, &taken, &link);
    let parser = Parser::new_with_broken_link_callback(text, options, Some(address));
    WikiEvents::new(text, parser.into_offset_iter())
}

/// Renders a text.
pub(crate) fn render(text: &str, strings: &Strings) -> Rendered {
    let mut rendered = Rendered::default();
    let mut writer =
        Writer { text, strings, footnotes: Footnotes::default(), rendered: &mut rendered };
    let mut main = Vec::new();
    let mut definitions: HashMap<CowStr<'_>, Vec<Event<'_>>> = HashMap::new();
    let mut open: Option<(CowStr<'_>, Vec<Event<'_>>)> = None;
    for (event, range) in events_in(text) {
        writer.note(&event, &range);
        match (event, &mut open) {
            (Event::Start(Tag::FootnoteDefinition(name)), None) => open = Some((name, Vec::new())),
            (Event::End(TagEnd::FootnoteDefinition), Some((name, events))) => {
                definitions.entry(name.clone()).or_insert(std::mem::take(events));
                open = None;
            }
            // A definition inside a definition has no place of its own; its text stays there.
            (
                Event::Start(Tag::FootnoteDefinition(_)) | Event::End(TagEnd::FootnoteDefinition),
                _,
            ) => {}
            (event, Some((_, events))) => events.push(event),
            (event, None) => main.push(event),
        }
    }
    let main: Vec<_> = main.into_iter().map(|event| writer.map(event)).collect();
    let notes = writer.notes(definitions);
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, main.into_iter());
    out.push_str(&notes);
    rendered.html = align_by_class(&out);
    rendered
}

/// What a text says, event by event.
pub(crate) fn events(text: &str) -> Vec<Event<'_>> {
    events_in(text).map(|(event, _)| event).collect()
}

/// Plain text of the first heading.
pub(crate) fn first_heading(text: &str) -> Option<String> {
    Some(find_heading(text)?.0)
}

/// Where the first heading stands.
pub(crate) fn first_heading_span(text: &str) -> Option<Range<usize>> {
    Some(find_heading(text)?.1)
}

fn find_heading(text: &str) -> Option<(String, Range<usize>)> {
    let mut heading = None;
    let mut brackets = wiki::Brackets::default();
    for (event, range) in events_in(text) {
        if heading.as_mut().is_some_and(|text| brackets.take_in(&event, text)) {
            continue;
        }
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::End(TagEnd::Heading(_)), Some(text)) => {
                let text = super::front_matter::fold_blanks(text);
                if !text.is_empty() {
                    return Some((text, range));
                }
                heading = None;
            }
            (Event::Text(piece) | Event::Code(piece), Some(text)) => text.push_str(&piece),
            (Event::SoftBreak | Event::HardBreak, Some(text)) => text.push(' '),
            _ => {}
        }
    }
    None
}

/// Places of code blocks and code spans.
pub(crate) fn code_ranges(text: &str) -> Vec<Range<usize>> {
    events_in(text)
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| range)
        .collect()
}

/// Alignment as classes: a strict policy of the host page forbids `style` attributes.
fn align_by_class(html: &str) -> String {
    let mut html = html.to_owned();
    for side in ["left", "center", "right"] {
        for cell in ["td", "th"] {
            let (from, to) = (
                format!("<{cell} style=\"text-align: {side}\">"),
                format!("<{cell} class=\"align-{side}\">"),
            );
            if html.contains(&from) {
                html = html.replace(&from, &to);
            }
        }
    }
    html
}

/// Numbers of footnotes in the order in which they are first referred to.
#[derive(Default)]
struct Footnotes<'a> {
    names: Vec<CowStr<'a>>,
    references: HashMap<CowStr<'a>, usize>,
}

struct Writer<'a, 'b> {
    text: &'a str,
    strings: &'b Strings,
    footnotes: Footnotes<'a>,
    rendered: &'b mut Rendered,
}

impl<'a> Writer<'a, '_> {
    /// Remembers where addresses stand.
    fn note(&mut self, event: &Event<'a>, range: &Range<usize>) {
        let source = &self.text[range.clone()];
        match event {
            Event::Start(
                Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. }
                | Tag::Image { link_type: LinkType::WikiLink { .. }, dest_url, .. },
            ) => {
                let Some(link) = WikiLink::parse(dest_url) else { return };
                let at = wiki::name_in(source).unwrap_or(0..source.len());
                let range = range.start + at.start..range.start + at.end;
                let is_picture = matches!(event, Event::Start(Tag::Image { .. }));
                let url = if is_picture { link.picture_key() } else { link.key() };
                self.rendered.mentions.push(Mention { url, range });
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                // The address itself where it can be seen; else the name that stands for it.
                let at = source.rfind(dest_url.as_ref());
                let range = at.map_or(range.clone(), |at| {
                    range.start + at..range.start + at + dest_url.len()
                });
                self.rendered.mentions.push(Mention { url: dest_url.to_string(), range });
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                self.note_html(source, range.start)
            }
            Event::Start(Tag::BlockQuote(None)) => {
                let quote = source.trim_start_matches(['>', ' ']);
                let kinds = ["[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"];
                let is_kind = |kind: &&&str| {
                    quote.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind))
                };
                if let Some(kind) = kinds.iter().find(is_kind) {
                    let start = range.start + (source.len() - quote.len());
                    self.rendered.stray_markers.push(start..start + kind.len());
                }
            }
            _ => {}
        }
    }

    fn note_html(&mut self, source: &str, offset: usize) {
        let mut at = 0;
        while let Some(open) = source[at..].find('<').map(|open| open + at) {
            let end = source[open..].find('>').map_or(source.len(), |end| open + end);
            for name in ["href", "src"] {
                let Some(url) = embed::attribute(&source[open..end], name) else { continue };
                let start = url.as_ptr() as usize - source.as_ptr() as usize + offset;
                let url = url.replace("&amp;", "&");
                self.rendered.mentions.push(Mention { range: start..start + url.len(), url });
            }
            at = end.max(open + 1);
        }
    }

    /// Says in HTML what the Markdown writer would say in a form that cannot be kept.
    fn map(&mut self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                let kind = match kind {
                    BlockQuoteKind::Note => "note",
                    BlockQuoteKind::Tip => "tip",
                    BlockQuoteKind::Important => "important",
                    BlockQuoteKind::Warning => "warning",
                    BlockQuoteKind::Caution => "caution",
                };
                Event::Html(format!("<blockquote class=\"callout-{kind}\">\n").into())
            }
            Event::TaskListMarker(done) => {
                let (class, sign) = if done { ("task task-done", "☑") } else { ("task", "☐") };
                Event::InlineHtml(format!("<span class=\"{class}\">{sign}</span> ").into())
            }
            Event::FootnoteReference(name) => Event::InlineHtml(self.reference(name).into()),
            event => event,
        }
    }

    fn reference(&mut self, name: CowStr<'a>) -> String {
        let count = self.footnotes.references.entry(name.clone()).or_default();
        *count += 1;
        let nth = if *count > 1 { format!("-{count}") } else { String::new() };
        let names = &mut self.footnotes.names;
        let number = names.iter().position(|known| *known == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        }) + 1;
        format!(
            "<sup class=\"footnote-ref\"><a id=\"fnref-{number}{nth}\" href=\"#fn-{number}\">{number}</a></sup>"
        )
    }

    /// The list of footnotes that are referred to.
    fn notes(&mut self, mut definitions: HashMap<CowStr<'a>, Vec<Event<'a>>>) -> String {
        let mut list = String::new();
        let mut at = 0;
        // A footnote may refer to further ones, which lengthens the list.
        while let Some(name) = self.footnotes.names.get(at).cloned() {
            at += 1;
            let events = definitions.remove(&name).unwrap_or_default();
            let events: Vec<_> = events.into_iter().map(|event| self.map(event)).collect();
            let mut note = String::new();
            html::push_html(&mut note, events.into_iter());
            let back = format!(
                " <a class=\"footnote-back\" href=\"#fnref-{at}\" title=\"{}\">↩</a>",
                self.strings.get("page.footnote-back"),
            );
            let end = note.trim_end().strip_suffix("</p>").map_or(note.len(), str::len);
            note.insert_str(end, &back);
            list.push_str(&format!("<li id=\"fn-{at}\">{note}</li>\n"));
        }
        if list.is_empty() {
            list
        } else {
            format!("<section class=\"footnotes\"><ol>\n{list}</ol></section>\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        render(text, &Strings::of("en")).html
    }

    #[test]
    fn the_extensions_are_on_and_smart_punctuation_is_off() {
        let cases = [
            ("~~a~~", "<p><del>a</del></p>\n"),
            ("\"a\" -- b...", "<p>\"a\" -- b...</p>\n"),
            ("# A {#b .c}", "<h1 id=\"b\" class=\"c\">A</h1>\n"),
            ("> [!TIP]\n> Yes", "<blockquote class=\"callout-tip\">\n<p>Yes</p>\n</blockquote>\n"),
            ("- [x] a", "<ul>\n<li><span class=\"task task-done\">☑</span> a</li>\n</ul>\n"),
            (
                "|a|\n|-:|\n|b|",
                "<table><thead><tr><th class=\"align-right\">a</th></tr></thead><tbody>\n<tr><td class=\"align-right\">b</td></tr>\n</tbody></table>\n",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(html(text), expected);
        }
    }

    #[test]
    fn footnotes_are_numbered_by_first_reference_and_stand_at_the_end() {
        let html =
            html("One[^b] two[^a] three[^b].\n\n[^a]: A\n[^b]: B[^c]\n[^c]: C\n[^d]: never\n");
        assert!(
            html.contains("One<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\">1</a>")
        );
        assert!(
            html.contains(
                "three<sup class=\"footnote-ref\"><a id=\"fnref-1-2\" href=\"#fn-1\">1</a>"
            )
        );
        let notes = html.split("class=\"footnotes\"").nth(1).unwrap_or_default();
        let order: Vec<_> =
            ["<li id=\"fn-1\"><p>B", "<li id=\"fn-2\"><p>A", "<li id=\"fn-3\"><p>C"]
                .iter()
                .map(|note| notes.find(note))
                .collect();
        assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{notes}");
        assert!(!html.contains("never"));
    }

    #[test]
    fn addresses_are_found_where_they_stand() {
        let text = "[a](b.md) ![c](<d e.png>) [f][g]\n\n<p>\n<a class=x href='h.md'>\n<img src=\"i.png\">\n</p>\n\n[g]: j.md\n";
        let found: Vec<_> = render(text, &Strings::of("en"))
            .mentions
            .into_iter()
            .map(|mention| (text[mention.range].to_owned(), mention.url))
            .collect();
        let expected = [
            ("b.md", "b.md"),
            ("d e.png", "d e.png"),
            ("[f][g]", "j.md"),
            ("h.md", "h.md"),
            ("i.png", "i.png"),
        ];
        assert_eq!(found, expected.map(|(text, url)| (text.to_owned(), url.to_owned())));
    }

    #[test]
    fn the_first_heading_is_read_as_text() {
        let cases = [
            ("Text\n\n## The `one` & *only*\n\n# Later", Some("The one & only")),
            ("#\n\nSetext\n======", Some("Setext")),
            ("no heading", None),
        ];
        for (text, expected) in cases {
            assert_eq!(first_heading(text).as_deref(), expected);
        }
    }

    #[test]
    fn a_callout_marker_with_text_behind_it_is_noticed() {
        let text = "> [!note] Careful\n\n> [!NOTE]\n> Fine\n";
        let markers = render(text, &Strings::of("en")).stray_markers;
        assert_eq!(
            markers.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(),
            ["[!note]"]
        );
    }
}
