//! One document with its words counted: all that an index needs to know of it.
//!
//! It depends on nothing but the document, so whoever writes an index again and again keeps it for
//! the documents that stay the same.

use std::collections::BTreeMap;

use super::document::{Document, Section};
use super::{Field, passages};
use crate::analysis::{Token, TokenKind, tokenize};

/// How many fields there are.
pub(super) const FIELDS: usize = 3;

/// Longer sections are cut into passages of this many words, so that the length of a section
/// neither hides an answer nor makes one.
const PASSAGE_WORDS: u32 = 150;

/// Occurrences per field: ascending units, each with how often.
pub(super) type Counts = [Vec<(u32, u32)>; FIELDS];

/// A document whose words are counted.
#[derive(Clone, Debug, Default)]
pub struct CountedDocument {
    pub(super) title: String,
    pub(super) path: String,
    pub(super) slug: String,
    pub(super) page: String,
    pub(super) sections: Vec<CountedSection>,
    pub(super) num_passages: u32,
    pub(super) forms: BTreeMap<String, CountedForm>,
}

#[derive(Clone, Debug)]
pub(super) struct CountedSection {
    pub(super) heading: String,
    pub(super) level: u8,
    pub(super) passages: u32,
}

/// One word of a document, folded. Units are numbered within the document.
#[derive(Clone, Debug, Default)]
pub(super) struct CountedForm {
    /// Ways it is written before folding, with how often; only for words that can be stemmed.
    pub(super) written: BTreeMap<String, u32>,
    /// Occurrences as a compound written together, and all occurrences.
    pub(super) joined: u32,
    pub(super) total: u32,
    pub(super) counts: Counts,
}

impl CountedDocument {
    /// Counts the words of a document.
    #[must_use]
    pub fn of(document: Document) -> Self {
        let Document { title, keywords, description, path, slug, page, mut sections } = document;
        if sections.is_empty() {
            sections.push(Section::default());
        }
        let mut counted = Self { path, slug, page, ..Self::default() };
        counted.count(Field::Title, 0, &title);
        for keyword in &keywords {
            counted.count(Field::Title, 0, keyword);
        }
        counted.title = title;
        for (at, section) in sections.into_iter().enumerate() {
            let description = if at == 0 { description.as_str() } else { "" };
            counted.add_section(section, description);
        }
        counted
    }

    fn add_section(&mut self, section: Section, description: &str) {
        let number = self.sections.len() as u32;
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
        let passages = self.num_passages - first;
        let Section { heading, level, .. } = section;
        self.sections.push(CountedSection { heading, level, passages });
    }

    /// Counts the words of a text for a unit of a field; returns how many there were.
    fn count(&mut self, field: Field, unit: u32, text: &str) -> u32 {
        let mut len = 0;
        tokenize(text, &mut |token| {
            // A compound counts by its parts; written together it is another way to find it.
            len += u32::from(!matches!(token.kind, TokenKind::Joined { .. }));
            if !self.forms.contains_key(token.text) {
                self.forms.insert(token.text.to_owned(), CountedForm::default());
            }
            if let Some(form) = self.forms.get_mut(token.text) {
                form.count(field, unit, &token, &text[token.start..token.end]);
            }
        });
        len
    }
}

impl CountedForm {
    /// Counts one occurrence of a token that is written like that.
    fn count(&mut self, field: Field, unit: u32, token: &Token<'_>, written: &str) {
        match self.counts[field as usize].last_mut() {
            Some((last, count)) if *last == unit => *count += 1,
            _ => self.counts[field as usize].push((unit, 1)),
        }
        self.total += 1;
        match token.kind {
            TokenKind::Joined { .. } => self.joined += 1,
            TokenKind::Gram => {}
            TokenKind::Word => match self.written.get_mut(written) {
                Some(count) => *count += 1,
                None => _ = self.written.insert(written.to_owned(), 1),
            },
        }
    }
}
