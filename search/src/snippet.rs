//! The part of a text to show under a result, with the words of the query marked as data.

use std::ops::Range;

use crate::analysis::{TokenKind, tokenize};
use crate::index::Index;
use crate::term_dict::TermDict;

/// How far before the first marked word a snippet may begin to start with a whole sentence.
const SENTENCE_REACH: usize = 60;

/// What stands for text that was left out.
const ELLIPSIS: char = '…';

/// A piece of text with marked words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Plain text.
    pub text: String,
    /// Marked parts of `text`, in bytes; ascending and disjoint.
    pub highlights: Vec<Range<usize>>,
}

/// An occurrence of a term of the query.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    range: Range<usize>,
    term: u32,
    weight: f32,
}

/// Finds the terms of a query in a text. The dictionary knows which word is a form of which term,
/// so that this needs no stemmer.
pub(crate) fn marks<D: AsRef<[u8]>>(
    text: &str,
    index: &Index<D>,
    terms: &[(u32, f32)],
) -> Vec<Mark> {
    let dict = TermDict::of(index);
    let mut marks: Vec<Mark> = Vec::new();
    tokenize(text, &mut |token| {
        let Some(term) = dict.term(token.text) else { return };
        let Ok(at) = terms.binary_search_by_key(&term, |(term, _)| *term) else { return };
        let range = token.start..token.end;
        if let TokenKind::Joined { .. } = token.kind {
            marks.retain(|mark| mark.range.start < range.start);
        }
        marks.push(Mark { range, term, weight: terms[at].1 });
    });
    marks
}

/// Ranges of the marks; those that touch become one.
pub(crate) fn ranges(marks: &[Mark]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match ranges.last_mut() {
            Some(last) if mark.range.start <= last.end => last.end = last.end.max(mark.range.end),
            _ => ranges.push(mark.range.clone()),
        }
    }
    ranges
}

/// Cuts the window of `max_chars` characters whose distinct terms weigh most.
pub(crate) fn cut(text: &str, marks: &[Mark], max_chars: usize) -> Snippet {
    let start = match best_start(text, marks, max_chars) {
        Some(first) if advance(text, 0, max_chars) < text.len() => {
            begin(text, marks[first].range.start, max_chars)
        }
        _ => 0,
    };
    let window = window(text, start, max_chars);
    let mut snippet = Snippet::default();
    let before = text[..window.start].trim_end();
    if !before.is_empty() && !before.ends_with(ends_sentence) {
        snippet.text.push(ELLIPSIS);
    }
    let shift = snippet.text.len();
    snippet.text.push_str(&text[window.clone()]);
    if window.end < text.len() && !snippet.text.ends_with(ends_sentence) {
        snippet.text.push(ELLIPSIS);
    }
    let inside =
        ranges(marks).into_iter().filter(|r| r.start >= window.start && r.end <= window.end);
    snippet.highlights =
        inside.map(|r| r.start - window.start + shift..r.end - window.start + shift).collect();
    snippet
}

/// The mark at which the best window begins; the earliest of equally good ones.
fn best_start(text: &str, marks: &[Mark], max_chars: usize) -> Option<usize> {
    // A term that comes again in the window adds a little: prefer the passage that is about it.
    const REPEATED: f32 = 0.05;
    let mut best: Option<(usize, f32)> = None;
    for (first, from) in marks.iter().enumerate() {
        let end = advance(text, from.range.start, max_chars.saturating_sub(SENTENCE_REACH / 2));
        let mut score = 0.0;
        let inside = marks[first..].iter().take_while(|mark| mark.range.end <= end);
        for (at, mark) in inside.enumerate() {
            let seen = marks[first..first + at].iter().any(|earlier| earlier.term == mark.term);
            score += mark.weight * if seen { REPEATED } else { 1.0 };
        }
        if best.is_none_or(|(_, most)| score > most * 1.001) {
            best = Some((first, score));
        }
    }
    best.map(|(first, _)| first)
}

/// Where to begin so that the mark has something before it: its sentence if that is near, else a
/// few words.
fn begin(text: &str, mark: usize, max_chars: usize) -> usize {
    let reach = retreat(text, mark, SENTENCE_REACH.min(max_chars / 3));
    if reach == 0 {
        return 0;
    }
    let before = &text[reach..mark];
    if let Some(after) = sentence_end(before) {
        return reach + after + (before[after..].len() - before[after..].trim_start().len());
    }
    let near = retreat(text, mark, SENTENCE_REACH / 2);
    text[near..mark].find(' ').map_or(near, |blank| near + blank + 1)
}

/// From a place on, as many characters as fit, ending between words.
fn window(text: &str, start: usize, max_chars: usize) -> Range<usize> {
    let end = advance(text, start, max_chars);
    if end == text.len() {
        return start..end;
    }
    let tail = retreat(text, end, max_chars / 2).max(start);
    let blank = text[tail..end].rfind(' ');
    let cut = blank.or_else(|| sentence_end(&text[tail..end])).map_or(end, |at| tail + at);
    start..cut
}

/// Behind the last sentence of a text that goes on after it. A dot inside `refunds.md` ends none.
fn sentence_end(text: &str) -> Option<usize> {
    let ends = text.char_indices().rev().filter(|(_, c)| ends_sentence(*c));
    let mut ends = ends.map(|(at, c)| (at + c.len_utf8(), c));
    let is_end = |(after, c): &(usize, char)| !c.is_ascii() || text[*after..].starts_with(' ');
    ends.find(is_end).map(|(after, _)| after)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।')
}

/// The place so many characters further on, or the end.
fn advance(text: &str, from: usize, chars: usize) -> usize {
    text[from..].char_indices().nth(chars).map_or(text.len(), |(at, _)| from + at)
}

/// The place so many characters back, or the beginning.
fn retreat(text: &str, from: usize, chars: usize) -> usize {
    if chars == 0 {
        return from;
    }
    text[..from].char_indices().rev().nth(chars - 1).map_or(0, |(at, _)| at)
}
