//! An opened index: everything verified, nothing copied but tables of places.

use std::ops::Range;

use fst::raw::Fst;

use crate::OpenError;
use crate::columns::Column;
use crate::format::{Cursor, Layout, Part};
use crate::postings::Postings;

/// A verified index over bytes that somebody else made.
///
/// Documents are articles; a document has sections (by heading), a section has passages (by
/// length). All three are numbered in reading order, so that what belongs to a document or a
/// section is a range.
#[derive(Debug)]
pub struct Index<D> {
    bytes: D,
    layout: Layout,
    /// First section of each document, and one entry more.
    pub(crate) section_starts: Vec<u32>,
    /// First passage of each section, and one entry more.
    pub(crate) passage_starts: Vec<u32>,
    pub(crate) titles: Field,
    pub(crate) headings: Field,
    pub(crate) bodies: Field,
    pub(crate) doc_freqs: Vec<u32>,
    stop_terms: Vec<u32>,
    columns: Columns,
}

/// Lengths and posting lists of one field.
#[derive(Debug)]
pub(crate) struct Field {
    /// Tokens of each unit.
    pub(crate) lengths: Vec<u32>,
    /// Mean of `lengths`, at least 1.
    pub(crate) avg_len: f32,
    pub(crate) postings: Postings,
}

#[derive(Debug)]
struct Columns {
    titles: Column,
    paths: Column,
    slugs: Column,
    pages: Column,
    headings: Column,
}

/// What the index stores of a document besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredDocument<'i> {
    /// Title as plain text.
    pub title: &'i str,
    /// Source path under the content folder, without its suffix.
    pub path: &'i str,
    /// Stable name of the article in links.
    pub slug: &'i str,
    /// File name of the article page.
    pub page: &'i str,
}

impl<D: AsRef<[u8]>> Index<D> {
    /// Verifies bytes and opens them. Bytes are borrowed, or owned by `D`, for as long as the
    /// index is used.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the bytes; see [`OpenError`]. No bytes make it panic.
    pub fn open(bytes: D) -> Result<Self, OpenError> {
        let data = bytes.as_ref();
        let layout = Layout::decode(data)?;
        if std::str::from_utf8(layout.part(data, Part::Lang)).is_err() {
            return Err(OpenError::Malformed { part: "language" });
        }
        let (section_starts, passage_starts) = open_outline(data, &layout)?;
        let (num_docs, num_sections) = (section_starts.len() - 1, passage_starts.len() - 1);
        let num_passages = passage_starts[num_sections] as usize;
        if layout.part(data, Part::Levels).len() != num_sections {
            return Err(OpenError::Malformed { part: "outline" });
        }
        let column = |parts, count, name| Column::open(data, &layout, parts, count, name);
        let columns = Columns {
            titles: column([Part::TitleSizes, Part::Titles], num_docs, "titles")?,
            paths: column([Part::PathSizes, Part::Paths], num_docs, "paths")?,
            slugs: column([Part::SlugSizes, Part::Slugs], num_docs, "slugs")?,
            pages: column([Part::PageSizes, Part::Pages], num_docs, "pages")?,
            headings: column([Part::HeadingSizes, Part::Headings], num_sections, "headings")?,
        };
        let doc_freqs = varints(layout.part(data, Part::DocFreqs), "dictionary")?;
        let num_terms = doc_freqs.len();
        let field =
            |lengths, parts, units| Field::open(data, &layout, lengths, parts, num_terms, units);
        let titles = field(
            Part::TitleLengths,
            [Part::TitleCounts, Part::TitleGaps, Part::TitleFreqs],
            num_docs,
        )?;
        let headings = field(
            Part::HeadingLengths,
            [Part::HeadingCounts, Part::HeadingGaps, Part::HeadingFreqs],
            num_sections,
        )?;
        let bodies = field(
            Part::BodyLengths,
            [Part::BodyCounts, Part::BodyGaps, Part::BodyFreqs],
            num_passages,
        )?;
        let mut next = 0u32;
        let mut stop_terms = varints(layout.part(data, Part::StopTerms), "dictionary")?;
        for term in &mut stop_terms {
            *term = term.saturating_add(next);
            next = term.saturating_add(1);
        }
        if Fst::new(layout.part(data, Part::Dictionary)).is_err() {
            return Err(OpenError::Malformed { part: "dictionary" });
        }
        Ok(Self {
            section_starts,
            passage_starts,
            titles,
            headings,
            bodies,
            doc_freqs,
            stop_terms,
            columns,
            layout,
            bytes,
        })
    }

    /// BCP 47 tag of the language of the articles.
    #[must_use]
    pub fn lang(&self) -> &str {
        std::str::from_utf8(self.part(Part::Lang)).unwrap_or_default()
    }

    /// Number of articles.
    #[must_use]
    pub fn num_docs(&self) -> u32 {
        (self.section_starts.len() - 1) as u32
    }

    /// What is stored of one article; `None` if there is none of that number.
    #[must_use]
    pub fn document(&self, doc: u32) -> Option<StoredDocument<'_>> {
        (doc < self.num_docs()).then(|| StoredDocument {
            title: self.text(&self.columns.titles, doc),
            path: self.text(&self.columns.paths, doc),
            slug: self.text(&self.columns.slugs, doc),
            page: self.text(&self.columns.pages, doc),
        })
    }

    /// Number of sections of an article; 0 if there is no such article.
    #[must_use]
    pub fn num_sections(&self, doc: u32) -> u32 {
        self.sections_of(doc).len() as u32
    }

    /// Heading of a section of an article; empty for the text before the first heading.
    #[must_use]
    pub fn heading(&self, doc: u32, section: u32) -> &str {
        let sections = self.sections_of(doc);
        if section >= sections.len() as u32 {
            return "";
        }
        self.text(&self.columns.headings, sections.start + section)
    }

    /// The article with that slug.
    #[must_use]
    pub fn find_slug(&self, slug: &str) -> Option<u32> {
        (0..self.num_docs()).find(|doc| self.text(&self.columns.slugs, *doc) == slug)
    }

    pub(crate) fn sections_of(&self, doc: u32) -> Range<u32> {
        range_of(&self.section_starts, doc)
    }

    pub(crate) fn passages_of(&self, sections: Range<u32>) -> Range<u32> {
        let at =
            |section: u32| self.passage_starts.get(section as usize).copied().unwrap_or_default();
        at(sections.start)..at(sections.end)
    }

    pub(crate) fn num_passages(&self) -> usize {
        self.passage_starts.last().copied().unwrap_or_default() as usize
    }

    /// A section and those below it: up to the next heading of the same or a higher rank.
    pub(crate) fn subtree(&self, section: u32) -> Range<u32> {
        let levels = self.part(Part::Levels);
        let doc = self.section_starts.partition_point(|start| *start <= section);
        let end = self.section_starts.get(doc).copied().unwrap_or(section + 1);
        let level = levels[section as usize];
        let below = (section + 1..end).take_while(|next| levels[*next as usize] > level);
        section..section + 1 + below.count() as u32
    }

    pub(crate) fn is_stop_term(&self, term: u32) -> bool {
        self.stop_terms.binary_search(&term).is_ok()
    }

    pub(crate) fn part(&self, part: Part) -> &[u8] {
        self.layout.part(self.bytes.as_ref(), part)
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    fn text(&self, column: &Column, at: u32) -> &str {
        column.get(self.bytes.as_ref(), &self.layout, at as usize)
    }
}

impl Field {
    fn open(
        data: &[u8],
        layout: &Layout,
        lengths: Part,
        parts: [Part; 3],
        num_terms: usize,
        num_units: usize,
    ) -> Result<Self, OpenError> {
        let lengths = varints(layout.part(data, lengths), "field lengths")?;
        if lengths.len() != num_units {
            return Err(OpenError::Malformed { part: "field lengths" });
        }
        let total: f32 = lengths.iter().map(|len| *len as f32).sum();
        let avg_len = (total / num_units.max(1) as f32).max(1.0);
        let postings = Postings::open(data, layout, parts, num_terms, num_units as u32)?;
        Ok(Self { lengths, avg_len, postings })
    }
}

fn range_of(starts: &[u32], at: u32) -> Range<u32> {
    match starts.get(at as usize..at as usize + 2) {
        Some(&[start, end]) => start..end,
        _ => 0..0,
    }
}

/// Reads the outline: how many documents; per document, how many sections; per section, how many
/// passages. Returns where each one's share begins.
fn open_outline(data: &[u8], layout: &Layout) -> Result<(Vec<u32>, Vec<u32>), OpenError> {
    let malformed = || OpenError::Malformed { part: "outline" };
    let mut cursor = Cursor::new(layout.part(data, Part::Outline));
    let num_docs = cursor.varint().ok_or_else(malformed)?;
    let mut starts = |count: u32| -> Result<Vec<u32>, OpenError> {
        let mut total = 0u32;
        let mut starts = vec![0];
        for _ in 0..count {
            let share = cursor.varint().filter(|share| *share > 0).ok_or_else(malformed)?;
            total = total.checked_add(share).ok_or_else(malformed)?;
            starts.push(total);
        }
        Ok(starts)
    };
    let section_starts = starts(num_docs)?;
    let passage_starts = starts(section_starts[num_docs as usize])?;
    // A passage has a length of at least one byte elsewhere: a count beyond that is a lie, and
    // would ask for memory that nobody has.
    let plausible = passage_starts[passage_starts.len() - 1] as usize
        <= layout.part(data, Part::BodyLengths).len();
    if cursor.is_at_end() && plausible {
        Ok((section_starts, passage_starts))
    } else {
        Err(malformed())
    }
}

fn varints(part: &[u8], name: &'static str) -> Result<Vec<u32>, OpenError> {
    let mut cursor = Cursor::new(part);
    let mut values = Vec::with_capacity(part.len());
    while let Some(value) = cursor.varint() {
        values.push(value);
    }
    if cursor.is_at_end() && part.last().is_none_or(|last| *last < 0x80) {
        Ok(values)
    } else {
        Err(OpenError::Malformed { part: name })
    }
}
