//! One document with its words counted: all that an index needs to know of it.
//!
//! It depends on nothing but the document, so whoever writes an index again and again keeps it for
//! the documents that stay the same. There may be tens of thousands of them, so it is held in few
//! pieces of memory: words and numbers lie one after the other.

use std::collections::HashMap;

use super::document::{Document, Section};
use super::{Field, passages};
use crate::analysis::{TokenKind, tokenize};

/// How many fields there are.
pub(super) const FIELDS: usize = 3;

/// Longer sections are cut into passages of this many words, so that the length of a section
/// neither hides an answer nor makes one.
const PASSAGE_WORDS: u32 = 150;

/// A document whose words are counted.
#[derive(Clone, Debug, Default)]
pub struct CountedDocument {
    pub(super) title: String,
    pub(super) path: String,
    pub(super) slug: String,
    pub(super) page: String,
    pub(super) sections: Vec<CountedSection>,
    pub(super) num_passages: u32,
    /// Its words, sorted.
    forms: Vec<FormSizes>,
    /// For each of them the word, folded, and then the ways in which it is written.
    text: String,
    writings: Vec<Writing>,
    /// For each of them and each field ascending units, each with how often. Units are numbered
    /// within the document.
    counts: Vec<(u32, u32)>,
}

#[derive(Clone, Debug)]
pub(super) struct CountedSection {
    pub(super) heading: String,
    pub(super) level: u8,
    pub(super) passages: u32,
}

/// How much of the lists of a document is about one of its words.
#[derive(Clone, Debug, Default)]
struct FormSizes {
    word: u32,
    writings: u32,
    counts: [u32; FIELDS],
    joined: u32,
    total: u32,
}

/// A way of writing a word.
#[derive(Clone, Copy, Debug)]
struct Writing {
    len: u32,
    count: u32,
}

/// One word of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountedForm<'a> {
    /// The word, folded.
    pub(super) word: &'a str,
    /// The ways in which it is written, one after the other.
    written: &'a str,
    /// How long each of them is and how often it occurs; none for words that cannot be stemmed.
    writings: &'a [Writing],
    /// Occurrences as a compound written together, and all occurrences.
    pub(super) joined: u32,
    pub(super) total: u32,
    pub(super) counts: [&'a [(u32, u32)]; FIELDS],
}

impl CountedForm<'_> {
    /// Ways in which it is written before folding, with how often.
    pub(super) fn writings(&self) -> impl Iterator<Item = (&str, u32)> {
        let mut rest = self.written;
        self.writings.iter().map(move |writing| {
            let (one, after) = rest.split_at(writing.len as usize);
            rest = after;
            (one, writing.count)
        })
    }
}

impl CountedDocument {
    /// Counts the words of a document.
    #[must_use]
    pub fn of(mut document: Document) -> Self {
        if document.sections.is_empty() {
            document.sections.push(Section::default());
        }
        let mut counter = Counter::default();
        counter.count(Field::Title, 0, &document.title);
        for keyword in &document.keywords {
            counter.count(Field::Title, 0, keyword);
        }
        let passages: Vec<u32> = (0..)
            .zip(&document.sections)
            .map(|(at, section)| {
                let description = if at == 0 { document.description.as_str() } else { "" };
                counter.add_section(at, section, description)
            })
            .collect();
        let mut counted = counter.finish();
        let Document { title, path, slug, page, sections, .. } = document;
        let sections = sections.into_iter().zip(passages);
        counted.sections = sections
            .map(|(Section { heading, level, .. }, passages)| CountedSection {
                heading,
                level,
                passages,
            })
            .collect();
        Self { title, path, slug, page, ..counted }
    }

    /// Its words, sorted.
    pub(super) fn forms(&self) -> impl Iterator<Item = CountedForm<'_>> {
        let (mut text, mut writings, mut counts) =
            (self.text.as_str(), self.writings.as_slice(), self.counts.as_slice());
        self.forms.iter().map(move |form| {
            let word = text.split_off_start(form.word as usize);
            let writings = writings.split_off_start(form.writings as usize);
            let written = writings.iter().map(|writing| writing.len as usize).sum();
            CountedForm {
                word,
                written: text.split_off_start(written),
                writings,
                joined: form.joined,
                total: form.total,
                counts: form.counts.map(|len| counts.split_off_start(len as usize)),
            }
        })
    }
}

/// Taking the first so many of something away from it.
trait SplitOffStart {
    fn split_off_start(&mut self, len: usize) -> Self;
}

impl SplitOffStart for &str {
    fn split_off_start(&mut self, len: usize) -> Self {
        let (start, rest) = self.split_at(len);
        *self = rest;
        start
    }
}

impl<T> SplitOffStart for &[T] {
    fn split_off_start(&mut self, len: usize) -> Self {
        let (start, rest) = self.split_at(len);
        *self = rest;
        start
    }
}

/// Words in the order in which they come.
#[derive(Debug, Default)]
struct Counter<'t> {
    by_word: HashMap<String, usize>,
    forms: Vec<OpenForm>,
    /// Number of the form and of the writing, by how a word is written, which settles its form.
    by_writing: HashMap<&'t str, (usize, usize)>,
    /// Form, what it looks like, and how often it occurs.
    writings: Vec<(usize, &'t str, u32)>,
    occurrences: Vec<Occurrence>,
    num_passages: u32,
}

/// A word while the document is read.
#[derive(Debug, Default)]
struct OpenForm {
    joined: u32,
    total: u32,
    /// Number of the latest occurrence in each field.
    latest: [Option<usize>; FIELDS],
}

/// How often a form occurs in a unit of a field.
#[derive(Debug)]
struct Occurrence {
    form: usize,
    field: Field,
    unit: u32,
    count: u32,
}

impl<'t> Counter<'t> {
    /// Counts the words of a section and returns how many passages it has.
    fn add_section(&mut self, number: u32, section: &'t Section, description: &'t str) -> u32 {
        self.count(Field::Heading, number, &section.heading);
        let first = self.num_passages;
        let mut length = self.count(Field::Body, first, description);
        for piece in passages(&section.text) {
            if length >= PASSAGE_WORDS {
                self.num_passages += 1;
                length = 0;
            }
            length += self.count(Field::Body, self.num_passages, piece);
        }
        self.num_passages += 1;
        self.num_passages - first
    }

    /// Counts the words of a text for a unit of a field; returns how many there were.
    fn count(&mut self, field: Field, unit: u32, text: &'t str) -> u32 {
        let mut len = 0;
        tokenize(text, &mut |token| {
            // A compound counts by its parts; written together it is another way to find it.
            let is_joined = matches!(token.kind, TokenKind::Joined { .. });
            len += u32::from(!is_joined);
            let form = match token.kind {
                TokenKind::Word => self.written(&text[token.start..token.end], token.text),
                TokenKind::Joined { .. } | TokenKind::Gram => self.form(token.text),
            };
            self.forms[form].joined += u32::from(is_joined);
            self.occurs(form, field, unit);
        });
        len
    }

    /// Number of a form.
    fn form(&mut self, word: &str) -> usize {
        if let Some(form) = self.by_word.get(word) {
            return *form;
        }
        let form = self.forms.len();
        self.by_word.insert(word.to_owned(), form);
        self.forms.push(OpenForm::default());
        form
    }

    /// Counts a way of writing a word and returns the number of its form.
    fn written(&mut self, written: &'t str, word: &str) -> usize {
        if let Some((form, writing)) = self.by_writing.get(written) {
            self.writings[*writing].2 += 1;
            return *form;
        }
        let form = self.form(word);
        self.by_writing.insert(written, (form, self.writings.len()));
        self.writings.push((form, written, 1));
        form
    }

    /// Counts an occurrence. Units of a field ascend.
    fn occurs(&mut self, number: usize, field: Field, unit: u32) {
        let form = &mut self.forms[number];
        form.total += 1;
        let latest = &mut form.latest[field as usize];
        if let Some(occurrence) = latest.map(|at| &mut self.occurrences[at])
            && occurrence.unit == unit
        {
            occurrence.count += 1;
            return;
        }
        *latest = Some(self.occurrences.len());
        self.occurrences.push(Occurrence { form: number, field, unit, count: 1 });
    }

    /// What was counted, word after word.
    fn finish(self) -> CountedDocument {
        let mut words: Vec<_> = self.by_word.into_iter().collect();
        words.sort_unstable();
        let mut places = vec![0; words.len()];
        for (place, (_, form)) in words.iter().enumerate() {
            places[*form] = place;
        }
        let mut writings = self.writings;
        writings.sort_unstable_by_key(|(form, written, _)| (places[*form], *written));
        let mut occurrences = self.occurrences;
        // Stable, so that units still ascend.
        occurrences.sort_by_key(|found| (places[found.form], found.field as usize));

        let mut counted = CountedDocument { num_passages: self.num_passages, ..Default::default() };
        let (mut writings, mut occurrences) =
            (writings.into_iter().peekable(), occurrences.into_iter().peekable());
        for (word, number) in words {
            let OpenForm { joined, total, .. } = self.forms[number];
            let mut sizes =
                FormSizes { word: word.len() as u32, joined, total, ..FormSizes::default() };
            counted.text.push_str(&word);
            while let Some((_, written, count)) = writings.next_if(|(form, ..)| *form == number) {
                counted.text.push_str(written);
                counted.writings.push(Writing { len: written.len() as u32, count });
                sizes.writings += 1;
            }
            while let Some(found) = occurrences.next_if(|found| found.form == number) {
                counted.counts.push((found.unit, found.count));
                sizes.counts[found.field as usize] += 1;
            }
            counted.forms.push(sizes);
        }
        counted.text.shrink_to_fit();
        counted.writings.shrink_to_fit();
        counted.counts.shrink_to_fit();
        counted
    }
}
