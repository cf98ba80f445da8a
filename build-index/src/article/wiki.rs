//! Links as Obsidian and wikis write them: `[[Page]]`, `[[Page#Heading|words]]`, `![[picture.png]]`.
//!
//! `pulldown-cmark` can read them by itself, but then takes `[[1]](https://…)` and `[[x]]` with a
//! definition of `x` for them, too, and leaves nothing by which a text that only looks like one could
//! be shown as it was. So they are found here where Markdown sees no link at all. On the way to the
//! finished page such a link is one to the address `[[Page#Heading]]`; with `|` before the last two
//! brackets, its words are the writer's. What a name means is not known here.

mod brackets;
mod shown;
mod taken;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use percent_encoding::{AsciiSet, utf8_percent_encode};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Tag, TagEnd};

use super::decoded;
use crate::library::IN_PATH;
use crate::picture::is_picture;
pub(super) use brackets::Brackets;
pub(super) use shown::WORDS;
pub(crate) use shown::{Shown, shown, text_with_brackets};
pub(super) use taken::Taken;

/// Characters that would mean something in an address.
const IN_NAME: &AsciiSet = &IN_PATH.add(b':').add(b'&').add(b'\'').add(b'/');

/// Characters that no name has: they are Markdown or HTML.
const NOT_IN_NAMES: [char; 8] = ['<', '>', '*', '`', '\\', '\n', '\r', '\0'];

/// The longest name, in bytes. No file system has longer ones.
const NAME_MAX: usize = 1_000;

/// What such an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WikiLink<'a> {
    address: Cow<'a, str>,
    /// Whether its words are the writer's.
    pub(crate) has_words: bool,
}

impl<'a> WikiLink<'a> {
    /// Reads an address; nothing where it is of another kind.
    pub(crate) fn parse(url: &'a str) -> Option<Self> {
        let address = if url.starts_with("[[") {
            Cow::Borrowed(url)
        } else if url.starts_with("%5B%5B") {
            Cow::Owned(decoded(url))
        } else {
            return None;
        };
        let inside = address.strip_prefix("[[")?.strip_suffix("]]")?;
        let has_words = inside.ends_with('|');
        Some(Self { has_words, address })
    }

    /// What stands between the brackets, up to the words.
    pub(crate) fn inside(&self) -> &str {
        let inside = self.address.trim_start_matches("[[").trim_end_matches("]]");
        inside.strip_suffix('|').unwrap_or(inside)
    }

    /// The name of the page; empty where a heading of the same article is meant.
    pub(crate) fn page(&self) -> &str {
        self.inside().split('#').next().unwrap_or_default().trim()
    }

    /// The heading, the last one where its place is told by several; empty where there is none.
    pub(crate) fn heading(&self) -> &str {
        self.inside()
            .split_once('#')
            .map_or("", |(_, all)| all.rsplit('#').next().unwrap_or(all))
            .trim()
    }

    /// The address by which places know it, whatever its words are.
    pub(crate) fn key(&self) -> String {
        format!("[[{}]]", self.inside())
    }

    /// What stands before the writer's words, if there are any, and else before the last brackets.
    pub(crate) fn opening(&self) -> String {
        format!("[[{}{}", self.inside(), if self.has_words { "|" } else { "" })
    }

    /// The address in HTML of the same link with or without words of the writer's.
    pub(crate) fn address_of(&self, has_words: bool) -> String {
        written_address(self.inside(), has_words)
    }

    /// The same for one that stands for what it names.
    pub(crate) fn picture_key(&self) -> String {
        format!("!{}", self.key())
    }

    /// Whether a writer can have meant a page: not in `[[ -f file ]]` or `[[note: …]]`.
    pub(crate) fn is_likely(&self) -> bool {
        let inside = self.inside();
        let begins = inside.starts_with(|c: char| c.is_alphanumeric() || "#_./".contains(c));
        begins && !inside.contains([':', '=', '$', '"']) && inside.contains(char::is_alphabetic)
    }
}

/// What Markdown asks of a reference without a definition: the address of a wiki link, if it is one.
pub(super) fn address<'a>(
    text: &str,
    taken: &Taken,
    link: &BrokenLink<'a>,
) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let (start, end) = (link.span.start, link.span.end);
    let bytes = text.as_bytes();
    let opens = start.checked_sub(1).filter(|at| bytes.get(*at) == Some(&b'['))?;
    let slashes = bytes[..opens].iter().rev().take_while(|byte| **byte == b'\\').count();
    let after = text.get(end..)?.strip_prefix(']')?;
    // A link with brackets in its words: `[[1]](https://…)`, `[[1]][one]`.
    let is_other = after.starts_with('(') || (after.starts_with('[') && !after.starts_with("[["));
    if link.link_type != LinkType::Shortcut || slashes % 2 == 1 || is_other || taken.contains(start)
    {
        return None;
    }
    let (name, words) = parts(text.get(start + 1..end - 1)?);
    if name.len() > NAME_MAX
        || name.trim().is_empty()
        || name.starts_with(['^', '!'])
        || name.contains(NOT_IN_NAMES)
    {
        return None;
    }
    Some((written_address(name, words.is_some()).into(), "".into()))
}

fn written_address(name: &str, has_words: bool) -> String {
    let mark = if has_words { "%7C" } else { "" };
    let name = utf8_percent_encode(name, IN_NAME);
    format!("%5B%5B{name}{mark}%5D%5D")
}

/// Name and words of what stands between the brackets. In a table the stroke is escaped.
fn parts(inside: &str) -> (&str, Option<&str>) {
    let Some((name, words)) = inside.split_once('|') else { return (inside, None) };
    let words = words.trim();
    (name.strip_suffix('\\').unwrap_or(name), Some(words).filter(|words| !words.is_empty()))
}

/// The words of a picture: without its size.
fn alt(words: &str) -> &str {
    let is_size =
        |words: &str| !words.is_empty() && words.chars().all(|c| c.is_ascii_digit() || c == 'x');
    let words = words.trim();
    match words.rsplit_once('|') {
        Some((alt, last)) if is_size(last.trim()) => alt.trim_end_matches('\\').trim(),
        None if is_size(words) => "",
        _ => words,
    }
}

/// Where the name of a wiki link stands in what was written of it.
pub(super) fn name_in(source: &str) -> Option<Range<usize>> {
    let start = source.find("[[")? + 2;
    let (name, _) = parts(source[start..].strip_suffix("]]")?);
    Some(start..start + name.len())
}

/// An event, and where it stands.
type Spanned<'a> = (Event<'a>, Range<usize>);

/// Whether all that stands before `end` is text that means itself.
fn is_plain(text: &str, events: &[Spanned<'_>], end: usize) -> bool {
    let mut before = events.iter().filter(|(_, at)| at.start < end);
    before.all(|(event, at)| matches!(event, Event::Text(words) if **words == text[at.clone()]))
}

/// The events from a place on.
fn events_from<'a>(text: &'a str, events: Vec<Spanned<'a>>, start: usize) -> Vec<Spanned<'a>> {
    let cut = |(event, at): Spanned<'a>| {
        if at.start >= start {
            return Some((event, at));
        }
        let rest = start..at.end;
        let is_cut = matches!(event, Event::Text(_)) && !rest.is_empty();
        is_cut.then(|| (Event::Text(text[rest.clone()].into()), rest))
    };
    events.into_iter().filter_map(cut).collect()
}

/// The words of some events.
fn plain(events: &[Spanned<'_>]) -> String {
    let word = |(event, _): &Spanned<'_>| match event {
        Event::Text(words) | Event::Code(words) => words.to_string(),
        Event::SoftBreak | Event::HardBreak => " ".to_owned(),
        _ => String::new(),
    };
    events.iter().map(word).collect()
}

/// Name and words of the picture that is all a link shows: `[![[logo.svg|Logo]]](https://…)`.
fn framed_picture(link: &str) -> Option<(&str, Option<&str>)> {
    let (inside, after) = link.strip_prefix("[![[")?.split_once("]]")?;
    let is_all = after.starts_with("](") || after.starts_with("][");
    let (name, words) = parts(inside);
    let is_name = is_picture(name.trim()) && name.len() <= NAME_MAX;
    let has_marks = |text: &str| text.contains(NOT_IN_NAMES) || text.contains(['&', '[', ']', '_']);
    let is_named = is_all && is_name && !name.contains(NOT_IN_NAMES);
    (is_named && !words.is_some_and(has_marks)).then_some((name, words))
}

/// Events of Markdown in which wiki links are links and pictures.
pub(super) struct WikiEvents<'a, I> {
    text: &'a str,
    inner: I,
    ready: VecDeque<Spanned<'a>>,
    /// A text that ends with a bracket, which may be the first of a wiki link.
    held: Option<Spanned<'a>>,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> WikiEvents<'a, I> {
    pub(super) fn new(text: &'a str, inner: I) -> Self {
        Self { text, inner, ready: VecDeque::new(), held: None }
    }

    /// The events up to the end of an element that has begun, without that end.
    fn inner_events(&mut self) -> (Vec<Spanned<'a>>, Option<Spanned<'a>>) {
        let (mut events, mut depth) = (Vec::new(), 0_usize);
        for (event, range) in self.inner.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return (events, Some((event, range))),
                Event::End(_) => depth -= 1,
                _ => {}
            }
            events.push((event, range));
        }
        (events, None)
    }

    /// Puts a wiki link into the queue, given where Markdown saw it, which is without its outer
    /// brackets.
    fn push_link(&mut self, dest_url: CowStr<'a>, range: &Range<usize>) {
        let (inner, _) = self.inner_events();
        let (name, words) = parts(&self.text[range.start + 1..range.end - 1]);
        let name_end = range.start + 1 + name.len();
        if !is_plain(self.text, &inner, name_end) {
            // Emphasis or an entity in a name: Markdown is meant.
            self.take(Event::Text("[".into()), range.start..range.start + 1);
            for (event, at) in inner {
                self.take(event, at);
            }
            self.take(Event::Text("]".into()), range.end - 1..range.end);
            return;
        }
        let before = self.held.take();
        let mut is_picture = false;
        if let Some((event, at)) = before {
            let written = &self.text[at.clone()];
            let kept = written.strip_suffix('[').unwrap_or(written);
            is_picture = kept.ends_with('!');
            let kept = kept.strip_suffix('!').unwrap_or(kept);
            if !kept.is_empty() && matches!(event, Event::Text(_)) {
                self.ready.push_back((Event::Text(kept.into()), at.start..at.start + kept.len()));
            }
        }
        let start = range.start - if is_picture { 2 } else { 1 };
        let whole = start..range.end + 1;
        let link_type = LinkType::WikiLink { has_pothole: words.is_some() };
        let (title, id) = (CowStr::from(""), CowStr::from(""));
        // The words behind the stroke, as Markdown reads them.
        let given = words.map(|_| {
            let stroke = self.text[name_end..].find('|').map_or(name_end, |at| name_end + at + 1);
            events_from(self.text, inner, stroke)
        });
        let (tag, end, words) = if is_picture {
            let words = alt(&given.map_or_else(String::new, |given| plain(&given))).to_owned();
            let words = Some(words).filter(|words| !words.is_empty());
            let words = words.map(|words| (Event::Text(words.into()), range.clone()));
            (Tag::Image { link_type, dest_url, title, id }, TagEnd::Image, Vec::from_iter(words))
        } else {
            let name =
                || vec![(Event::Text(name.trim().replace('#', " › ").into()), range.clone())];
            let words = given.unwrap_or_else(name);
            (Tag::Link { link_type, dest_url, title, id }, TagEnd::Link, words)
        };
        self.ready.push_back((Event::Start(tag), whole.clone()));
        self.ready.extend(words);
        self.ready.push_back((Event::End(end), whole.clone()));
        // The text that begins with the last bracket.
        if let Some((event, at)) = self.inner.next() {
            let rest = (at.start < whole.end && matches!(event, Event::Text(_)))
                .then(|| whole.end.min(at.end)..at.end);
            match rest {
                Some(rest) if rest.is_empty() => {}
                Some(rest) => {
                    let text = Event::Text(self.text[rest.clone()].into());
                    self.take(text, rest);
                }
                None => self.take_any(event, at),
            }
        }
    }

    /// Puts a link of Markdown into the queue. All that it shows may be a picture of a wiki.
    fn push_outer(&mut self, start: Event<'a>, range: Range<usize>) {
        let picture = framed_picture(&self.text[range.clone()]);
        self.take(start, range.clone());
        let Some((name, words)) = picture else { return };
        let (_, end) = self.inner_events();
        let link_type = LinkType::WikiLink { has_pothole: words.is_some() };
        let (title, id) = (CowStr::from(""), CowStr::from(""));
        let dest_url = written_address(name, words.is_some()).into();
        let at = range.start + 1..range.start + 1 + "![[".len() + name.len();
        let words = words.map(alt).filter(|words| !words.is_empty());
        let image = Tag::Image { link_type, dest_url, title, id };
        self.ready.push_back((Event::Start(image), at.clone()));
        self.ready.extend(words.map(|words| (Event::Text(words.into()), at.clone())));
        self.ready.push_back((Event::End(TagEnd::Image), at));
        self.ready.extend(end);
    }

    fn take_any(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::ShortcutUnknown, dest_url, .. }) => {
                self.push_link(dest_url, &range);
            }
            Event::Start(Tag::Link { .. }) => self.push_outer(event, range),
            event => self.take(event, range),
        }
    }

    /// Puts any other event into the queue, or holds it back.
    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        self.ready.extend(self.held.take());
        let ends_open = matches!(event, Event::Text(_)) && self.text[range.clone()].ends_with('[');
        if ends_open {
            self.held = Some((event, range));
        } else {
            self.ready.push_back((event, range));
        }
    }
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Iterator for WikiEvents<'a, I> {
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            let Some((event, range)) = self.inner.next() else { return self.held.take() };
            self.take_any(event, range);
        }
    }
}
