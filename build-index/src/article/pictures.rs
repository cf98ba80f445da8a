//! Pictures of an article that those who do not see them learn nothing of.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::embed::attribute;
use super::markdown::events_in;
use super::wiki::WikiLink;
use crate::picture::is_picture;

/// Places of pictures without alternative text. An `img` of HTML with an empty one is an ornament
/// by the writer's will; Markdown has no way to say that.
pub(crate) fn without_alt(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(Range<usize>, bool)> = None;
    for (event, range) in events_in(text) {
        match event {
            // What is no picture will be a link.
            Event::Start(Tag::Image { dest_url, .. })
                if WikiLink::parse(&dest_url).is_some_and(|link| !is_picture(link.page())) => {}
            Event::Start(Tag::Image { .. }) => open = Some((range, false)),
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, has_words)) = &mut open {
                    *has_words |= !words.trim().is_empty();
                }
            }
            Event::End(TagEnd::Image) => {
                found.extend(open.take().filter(|(_, has_words)| !has_words).map(|(at, _)| at));
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                found.extend(in_html(&text[range.clone()], range.start));
            }
            _ => {}
        }
    }
    found
}

/// The same for HTML that begins at `offset`.
fn in_html(html: &str, offset: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| open + at) {
        let rest = &html[open..];
        let ends = if rest.starts_with("<!--") { "-->" } else { ">" };
        let len = rest.find(ends).map_or(rest.len(), |end| end + ends.len());
        if is_bare(&rest[..len]) {
            found.push(open + offset..open + len + offset);
        }
        at = open + len;
    }
    found
}

fn is_bare(tag: &str) -> bool {
    let inside = tag.trim_start_matches('<').trim_end_matches(['/', '>']);
    let mut words = inside.split_ascii_whitespace();
    let is_picture = words.next().is_some_and(|name| name.eq_ignore_ascii_case("img"));
    // `alt` alone is an empty one.
    is_picture
        && attribute(inside, "alt").is_none()
        && !words.any(|word| word.eq_ignore_ascii_case("alt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_without_alternative_text_are_found_where_they_stand() {
        let text = "![](a.png) ![ ](b.png) ![A *cup*](c.png) ![`x`](d.png)\n\n\
                    <img src=\"e.png\"> <img src=f.png alt=\"\"> <img alt src=g.png>\n\n\
                    <p>\n<IMG src='h.png' />\n<!-- <img src=i.png> -->\n<image>\n</p>\n\n\
                    [![](j.png)](k.md)\n\n`![](l.png)`\n";
        let found: Vec<_> = without_alt(text).into_iter().map(|range| &text[range]).collect();
        let expected = [
            "![](a.png)",
            "![ ](b.png)",
            "<img src=\"e.png\">",
            "<IMG src='h.png' />",
            "![](j.png)",
        ];
        assert_eq!(found, expected);
    }
}
