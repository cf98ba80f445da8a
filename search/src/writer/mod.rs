//! Writing an index: documents in, bytes out.
//!
//! The same documents in the same order give the same bytes.

mod counted;
mod document;
mod lists;
mod related;
mod stems;
mod terms;

use std::collections::BTreeMap;

use crate::analysis::{TokenKind, tokenize};
use crate::format::{FORMAT_VERSION, MAGIC, Part, Pieces, checksum_of, encode, push_varint};
use crate::index::PAGE_KEY_LEN;
use crate::names;
pub use counted::CountedDocument;
pub use document::{Document, Section};
pub use related::RelatedWord;
pub use terms::DictionaryWord;
use terms::{FieldPostings, FirstUnits, TermTable};

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
    titles: TextColumn,
    folders: TextColumn,
    folder_numbers: BTreeMap<String, u32>,
    folder_of: Vec<u8>,
    names: TextColumn,
    slugs: TextColumn,
    page_keys: Vec<u8>,
    headings: TextColumn,
    terms: TermTable,
}

/// An index, and what else was learnt while it was written.
#[derive(Debug)]
pub struct Written {
    /// The index.
    pub index: Vec<u8>,
    /// Every word of its dictionary, sorted.
    pub words: Vec<DictionaryWord>,
    /// That of the index, which may have been taken away.
    checksum: [u8; 8],
    headings: TextColumn,
}

/// A column of texts in the making.
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
            titles: TextColumn::default(),
            folders: TextColumn::default(),
            folder_numbers: BTreeMap::new(),
            folder_of: Vec::new(),
            names: TextColumn::default(),
            slugs: TextColumn::default(),
            page_keys: Vec::new(),
            headings: TextColumn::default(),
            terms: TermTable::default(),
        }
    }

    /// Adds an article and returns its number: 0 for the first, then one more for each.
    pub fn add(&mut self, document: Document) -> u32 {
        self.add_counted(&CountedDocument::of(document))
    }

    /// Adds an article whose words are counted, in the same way.
    pub fn add_counted(&mut self, document: &CountedDocument) -> u32 {
        let doc = self.num_docs;
        self.num_docs += 1;
        self.titles.push(&document.title);
        self.add_path(document);
        self.page_keys.extend_from_slice(&page_key(&document.page));
        let first = FirstUnits { doc, section: self.num_sections, passage: self.num_passages };
        self.terms.add(document.forms(), first);
        push_varint(&mut self.sections_per_doc, document.sections.len() as u32);
        for section in &document.sections {
            self.headings.push(&section.heading);
            self.levels.push(section.level);
            push_varint(&mut self.passages_per_section, section.passages);
        }
        self.num_sections += document.sections.len() as u32;
        self.num_passages += document.num_passages;
        doc
    }

    fn add_path(&mut self, document: &CountedDocument) {
        let (folder, name) = names::split_path(&document.path);
        let next = self.folder_numbers.len() as u32;
        let number = *self.folder_numbers.entry(folder.to_owned()).or_insert(next);
        if number == next {
            self.folders.push(folder);
        }
        push_varint(&mut self.folder_of, number);
        self.names.push(&names::shorten_name(name, &document.title));
        self.slugs.push(&names::shorten_slug(&document.slug, &document.path));
    }

    /// Writes the index.
    #[must_use]
    pub fn finish(self) -> Written {
        let mut parts: [Pieces; Part::COUNT] = Default::default();
        let mut set = |part: Part, bytes: Vec<u8>| parts[part as usize] = bytes.into();
        let mut outline = Vec::new();
        push_varint(&mut outline, self.num_docs);
        outline.extend_from_slice(&self.sections_per_doc);
        outline.extend_from_slice(&self.passages_per_section);
        set(Part::Outline, outline);
        set(Part::Levels, self.levels);
        set(Part::FolderOf, self.folder_of);
        set(Part::PageKeys, self.page_keys);
        let column_parts = [
            ([Part::TitleSizes, Part::Titles], self.titles),
            ([Part::FolderSizes, Part::Folders], self.folders),
            ([Part::NameSizes, Part::Names], self.names),
            ([Part::SlugSizes, Part::Slugs], self.slugs),
        ];
        for ([sizes, data], column) in column_parts {
            set(sizes, column.sizes);
            set(data, column.data);
        }
        let encoded =
            self.terms.encode(&self.lang, self.num_passages as usize, self.num_sections as usize);
        set(Part::Blocks, encoded.dictionary.map());
        set(Part::WordShared, encoded.dictionary.shared);
        set(Part::WordSizes, encoded.dictionary.sizes);
        set(Part::WordRests, encoded.dictionary.rests);
        set(Part::WordTerms, encoded.dictionary.terms);
        set(Part::StopTerms, encoded.stop_terms);
        set(Part::StopDocFreqs, encoded.stop_doc_freqs);
        set(Part::JoinedTerms, encoded.joined_terms);
        set(Part::Lang, self.lang.into_bytes());
        let field_parts = [
            [Part::TitleCounts, Part::TitleGaps, Part::TitleFreqs],
            [Part::HeadingCounts, Part::HeadingGaps, Part::HeadingFreqs],
            [Part::BodyCounts, Part::BodyGaps, Part::BodyFreqs],
        ];
        for (own, field) in field_parts.into_iter().zip(encoded.fields) {
            let FieldPostings { counts, gaps, freqs } = field;
            for (part, pieces) in own.into_iter().zip([counts.into(), gaps, freqs]) {
                parts[part as usize] = pieces;
            }
        }
        debug_assert_eq!(
            FORMAT_VERSION, 4,
            "a new version needs a new fixture in tests/suite/compat_files"
        );
        let index = encode(MAGIC, parts);
        let checksum = checksum_of(&index);
        Written { index, checksum, words: encoded.words, headings: self.headings }
    }
}

/// The words of a text as the index and queries see them: folded, parts of compounds singly.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokenize(text, &mut |token| {
        if !matches!(token.kind, TokenKind::Joined { .. }) {
            words.push(token.text.to_owned());
        }
    });
    words
}

/// The bytes of a page key, given in hexadecimal digits. What is no key is stored as zeros.
fn page_key(digits: &str) -> [u8; PAGE_KEY_LEN] {
    let mut key = [0; PAGE_KEY_LEN];
    if digits.len() == 2 * PAGE_KEY_LEN && digits.is_ascii() {
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap_or_default();
        }
    }
    key
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
