//! Whether a repair does what it is meant to do and nothing else, told by reading the repaired text.

use pulldown_cmark::{Event, Tag};

use super::repairs::{Repair, What};
use crate::article::wiki::WikiLink;
use crate::article::{events, front_matter};
use crate::source::SourceFile;

/// Whether the only difference between two texts is the one that is meant. `body` is where the
/// Markdown begins in the old text.
pub(super) fn is_sure(path: &str, old: &str, new: &str, body: usize, repair: &Repair) -> bool {
    match &repair.what {
        What::Key => is_sure_key(path, old, new),
        What::Name => {
            let (before, after) = (events(&old[body..]), events(&new[body..]));
            let changed: Vec<_> = before.iter().zip(&after).filter(|(a, b)| a != b).collect();
            let is_meant = match changed.as_slice() {
                [link] => is_sure_name(link, &repair.new),
                // A link shows its name where it has no other words.
                [link, (Event::Text(_), Event::Text(_))] => is_sure_name(link, &repair.new),
                _ => false,
            };
            before.len() == after.len() && is_meant
        }
        What::Address { old: url } => {
            let (before, after) = (events(&old[body..]), events(&new[body..]));
            let mut changed = before.iter().zip(&after).filter(|(before, after)| before != after);
            let is_meant = |before: &Event<'_>, after: &Event<'_>| match (before, after) {
                (Event::Html(before), Event::Html(after))
                | (Event::InlineHtml(before), Event::InlineHtml(after)) => {
                    is_sure_html(before, after, url, &repair.new)
                }
                _ => readdressed(before, url, &repair.new).as_ref() == Some(after),
            };
            before.len() == after.len()
                && changed.next().is_some_and(|(before, after)| is_meant(before, after))
                && changed.next().is_none()
        }
    }
}

/// Whether a wiki link is the same with another name.
fn is_sure_name((before, after): &(&Event<'_>, &Event<'_>), new: &str) -> bool {
    let dest = |event: &Event<'_>| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.to_string())
        }
        _ => None,
    };
    let (Some(before), Some(after)) = (dest(before), dest(after)) else { return false };
    match (WikiLink::parse(&before), WikiLink::parse(&after)) {
        (Some(before), Some(after)) => before.has_words == after.has_words && after.inside() == new,
        _ => false,
    }
}

/// Whether HTML has the one address in the place of the other, as a value of `href` or `src`.
fn is_sure_html(before: &str, after: &str, old: &str, new: &str) -> bool {
    let mut parts = before.split(old);
    let (Some(start), Some(_), None) = (parts.next(), parts.next(), parts.next()) else {
        // It stands there more than once.
        return false;
    };
    let name = start.strip_suffix(['"', '\'']).unwrap_or(start).strip_suffix('=');
    let name = name.and_then(|start| start.rsplit(char::is_whitespace).next());
    let is_address = name
        .is_some_and(|name| name.eq_ignore_ascii_case("href") || name.eq_ignore_ascii_case("src"));
    is_address && !before.contains("<!--") && before.replace(old, new) == after
}

/// Whether front matter says no more that is wrong, and fewer keys that nobody knows.
fn is_sure_key(path: &str, old: &str, new: &str) -> bool {
    let read = |text: &str| {
        let file = SourceFile { path: path.to_owned(), text: text.into() };
        front_matter::parse(&file)
    };
    let ((before, said), (after, says)) = (read(old), read(new));
    says.len() <= said.len() && after.rare().misspelt.len() < before.rare().misspelt.len()
}

/// A link or picture with another address.
fn readdressed<'a>(event: &Event<'a>, old: &str, new: &str) -> Option<Event<'a>> {
    let mut event = event.clone();
    match &mut event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
            if dest_url.as_ref() == old =>
        {
            *dest_url = new.to_owned().into();
        }
        _ => return None,
    }
    Some(event)
}
