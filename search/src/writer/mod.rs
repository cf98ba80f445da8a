//! Writing an index: documents in, bytes out.
//!
//! The same documents in the same order give the same bytes.

mod document;
mod stems;
mod terms;

use crate::analysis::{TokenKind, tokenize};
use crate::format::{FORMAT_VERSION, Part, encode, push_varint};
pub use document::{Document, Section};
use terms::{FieldPostings, TermTable};

/// Longer sections are cut into passages of this many words, so that the length of a section
/// neither hides an answer nor makes one.
const PASSAGE_WORDS: u32 = 150;

/// Collects documents and writes them as an index.
#[derive(Debug)]
pub struct IndexWriter {
    lang: String,
    num_docs: u32,
    num_sections: u32,
    num_passages: u32,
    /// Sections of each document, then apart from them passages of each section.
    sections_per_doc: Vec<u8>,
    passages_per_section: Vec<u8>,
    levels: Vec<u8>,
    lengths: [Vec<u8>; 3],
    columns: [TextColumn; 5],
    terms: TermTable,
}

#[derive(Debug, Default)]
struct TextColumn {
    sizes: Vec<u8>,
    data: Vec<u8>,
}

impl TextColumn {
    fn push(&mut self, text: &str) {
        push_varint(&mut self.sizes, text.len() as u32);
        self.data.extend_from_slice(text.as_bytes());
    }
}

/// The fields in the order of their parts.
#[derive(Clone, Copy, Debug)]
enum Field {
    Title,
    Heading,
    Body,
}

impl IndexWriter {
    /// Starts an index of articles in one language, a BCP 47 tag. Where no stemmer is known for
    /// it, words match only in the form in which they are written.
    #[must_use]
    pub fn new(lang: &str) -> Self {
        Self {
            lang: lang.to_owned(),
            num_docs: 0,
            num_sections: 0,
            num_passages: 0,
            sections_per_doc: Vec::new(),
            passages_per_section: Vec::new(),
            levels: Vec::new(),
            lengths: Default::default(),
            columns: Default::default(),
            terms: TermTable::default(),
        }
    }

    /// Adds an article and returns its number: 0 for the first, then one more for each.
    pub fn add(&mut self, document: Document) -> u32 {
        let doc = self.num_docs;
        self.num_docs += 1;
        let texts = [&document.title, &document.path, &document.slug, &document.page];
        self.columns.iter_mut().zip(texts).for_each(|(column, text)| column.push(text));
        let mut title_len = self.count(Field::Title, doc, &document.title);
        for keyword in &document.keywords {
            title_len += self.count(Field::Title, doc, keyword);
        }
        push_varint(&mut self.lengths[Field::Title as usize], title_len);
        let lead = Section::default();
        let sections = if document.sections.is_empty() { &[lead][..] } else { &document.sections };
        push_varint(&mut self.sections_per_doc, sections.len() as u32);
        let mut above: Vec<(u8, u32)> = Vec::new();
        for (at, section) in sections.iter().enumerate() {
            let description = if at == 0 { document.description.as_str() } else { "" };
            self.add_section(section, description, &mut above);
        }
        doc
    }

    /// `above` holds level and length of the headings that this one may stand under.
    fn add_section(&mut self, section: &Section, description: &str, above: &mut Vec<(u8, u32)>) {
        let number = self.num_sections;
        self.num_sections += 1;
        self.columns[4].push(&section.heading);
        self.levels.push(section.level);
        above.retain(|(level, _)| *level < section.level);
        let own_len = self.count(Field::Heading, number, &section.heading);
        above.push((section.level, own_len));
        let path_len = above.iter().map(|(_, len)| len).sum();
        push_varint(&mut self.lengths[Field::Heading as usize], path_len);
        let first = self.num_passages;
        let mut length = self.count(Field::Body, first, description);
        for piece in passages(&section.text) {
            if length >= PASSAGE_WORDS {
                self.end_passage(length);
                length = 0;
            }
            length += self.count(Field::Body, self.num_passages, piece);
        }
        self.end_passage(length);
        push_varint(&mut self.passages_per_section, self.num_passages - first);
    }

    fn end_passage(&mut self, length: u32) {
        push_varint(&mut self.lengths[Field::Body as usize], length);
        self.num_passages += 1;
    }

    /// Counts the terms of a text for a unit of a field; returns how many tokens there were.
    fn count(&mut self, field: Field, unit: u32, text: &str) -> u32 {
        let mut len = 0;
        let doc = self.num_docs - 1;
        tokenize(text, |token| {
            // A compound counts by its parts; written together it is another way to find it.
            len += u32::from(!matches!(token.kind, TokenKind::Joined { .. }));
            let stems = token.kind == TokenKind::Word;
            let written = &text[token.start..token.end];
            self.terms.count(field as usize, unit, doc, token.text, stems.then_some(written));
        });
        len
    }

    /// Writes the index.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut parts: [Vec<u8>; Part::COUNT] = std::array::from_fn(|_| Vec::new());
        let mut set = |part: Part, bytes: Vec<u8>| parts[part as usize] = bytes;
        let mut outline = Vec::new();
        push_varint(&mut outline, self.num_docs);
        outline.extend_from_slice(&self.sections_per_doc);
        outline.extend_from_slice(&self.passages_per_section);
        set(Part::Outline, outline);
        set(Part::Levels, self.levels);
        let [title_lengths, heading_lengths, body_lengths] = self.lengths;
        set(Part::TitleLengths, title_lengths);
        set(Part::HeadingLengths, heading_lengths);
        set(Part::BodyLengths, body_lengths);
        let column_parts = [
            [Part::TitleSizes, Part::Titles],
            [Part::PathSizes, Part::Paths],
            [Part::SlugSizes, Part::Slugs],
            [Part::PageSizes, Part::Pages],
            [Part::HeadingSizes, Part::Headings],
        ];
        for ([sizes, data], column) in column_parts.into_iter().zip(self.columns) {
            set(sizes, column.sizes);
            set(data, column.data);
        }
        let encoded = self.terms.encode(&self.lang);
        set(Part::Dictionary, encoded.dictionary);
        set(Part::DocFreqs, encoded.doc_freqs);
        set(Part::StopTerms, encoded.stop_terms);
        let field_parts = [
            [Part::TitleCounts, Part::TitleGaps, Part::TitleFreqs],
            [Part::HeadingCounts, Part::HeadingGaps, Part::HeadingFreqs],
            [Part::BodyCounts, Part::BodyGaps, Part::BodyFreqs],
        ];
        for ([counts, gaps, freqs], field) in field_parts.into_iter().zip(encoded.fields) {
            let FieldPostings { counts: count_bytes, gaps: gap_bytes, freqs: freq_bytes } = field;
            set(counts, count_bytes);
            set(gaps, gap_bytes);
            set(freqs, freq_bytes);
        }
        set(Part::Lang, self.lang.into_bytes());
        debug_assert_eq!(
            FORMAT_VERSION, 1,
            "a new version needs a new fixture in tests/suite/compat_files"
        );
        encode(&parts)
    }
}

/// Cuts a text between words so that no piece has more than a few words: the smallest unit in
/// which passages grow.
fn passages(text: &str) -> impl Iterator<Item = &str> {
    const PIECE_CHARS: usize = 60;
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let from = rest.char_indices().nth(PIECE_CHARS).map_or(rest.len(), |(at, _)| at);
        // Scripts without blanks are cut anywhere: a pair of characters lost in a hundred.
        let blank = rest[from..].find(' ').filter(|blank| *blank < 4 * PIECE_CHARS);
        let end = blank.map_or(from, |blank| from + blank);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}
