//! An opened index: everything verified, nothing copied but tables of places.

use std::ops::Range;

use crate::OpenError;
use crate::columns::Column;
use crate::format::{Cursor, Layout, MAGIC, Part};
use crate::names;
use crate::outline::Outline;
use crate::postings::{Posting, Postings};
use crate::score::{self, FieldWeight};
use crate::words::{WordList, Words};

/// Bytes of the key that names an article page.
pub const PAGE_KEY_LEN: usize = 5;

/// A verified index over bytes that somebody else made.
///
/// Documents are articles; a document has sections (by heading), a section has passages (by
/// length). All three are numbered in reading order, so that what belongs to a document or a
/// section is a range.
#[derive(Debug)]
pub struct Index<D> {
    bytes: D,
    layout: Layout,
    pub(crate) outline: Outline,
    pub(crate) titles: Field,
    /// Words of each title that are no fillers.
    pub(crate) title_words: Vec<u32>,
    pub(crate) headings: Field,
    pub(crate) bodies: Field,
    /// Documents that contain each term in any field.
    pub(crate) doc_freqs: Vec<u32>,
    stop_terms: Vec<u32>,
    words: Words,
    columns: Columns,
}

/// Posting lists of one field, and what its length makes of a frequency in each unit.
#[derive(Debug)]
pub(crate) struct Field {
    /// For each unit: the factor that weighs and normalises a frequency there.
    pub(crate) factors: Vec<f32>,
    pub(crate) postings: Postings,
}

#[derive(Debug)]
struct Columns {
    titles: Column,
    folders: Column,
    /// Folder of each document.
    folder_of: Vec<u32>,
    names: Column,
    slugs: Column,
}

/// What the index stores of a document besides its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument<'i> {
    /// Title as plain text.
    pub title: &'i str,
    /// Source path under the content folder, without its suffix.
    pub path: String,
    /// Stable name of the article in links.
    pub slug: String,
    /// Key of the article page: hexadecimal digits, two for each of [`PAGE_KEY_LEN`] bytes.
    pub page: String,
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
        let layout = Layout::decode(data, MAGIC, Part::COUNT)?;
        if std::str::from_utf8(layout.part(data, Part::Lang)).is_err() {
            return Err(OpenError::Malformed { part: "language" });
        }
        let outline = Outline::open(data, &layout)?;
        let columns = Columns::open(data, &layout, outline.num_docs())?;
        let words = Words::open(data, &layout)?;
        let stop_terms = ascending(layout.part(data, Part::StopTerms), "dictionary")?;
        let lists = Lists::open(data, &layout, &outline)?;
        let (lengths, doc_freqs) = lists.verify(data, &layout, &outline)?;
        let [title_lengths, heading_lengths, body_lengths] = lengths;
        let mut title_words = title_lengths.clone();
        for &term in &stop_terms {
            for posting in lists.0[0].list(data, &layout, term) {
                let words = &mut title_words[posting.unit as usize];
                *words = words.saturating_sub(u32::from(posting.term_freq));
            }
        }
        let [titles, headings, bodies] = lists.0;
        Ok(Self {
            titles: Field::new(titles, score::TITLE, &title_lengths),
            headings: Field::new(headings, score::HEADING, &outline.with_above(heading_lengths)),
            bodies: Field::new(bodies, score::BODY, &body_lengths),
            title_words,
            outline,
            doc_freqs,
            stop_terms,
            words,
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
        self.outline.num_docs() as u32
    }

    /// Title of an article as plain text; empty if there is none of that number.
    #[must_use]
    pub fn title(&self, doc: u32) -> &str {
        self.text(&self.columns.titles, doc)
    }

    /// Stable name of an article in links; empty if there is none of that number.
    #[must_use]
    pub fn slug(&self, doc: u32) -> String {
        self.document(doc).map(|document| document.slug).unwrap_or_default()
    }

    /// What is stored of one article; `None` if there is none of that number.
    #[must_use]
    pub fn document(&self, doc: u32) -> Option<StoredDocument<'_>> {
        if doc >= self.num_docs() {
            return None;
        }
        let title = self.title(doc);
        let folder = self.columns.folder_of.get(doc as usize).copied().unwrap_or_default();
        let mut path = self.text(&self.columns.folders, folder).to_owned();
        path.push_str(&names::restore_name(self.text(&self.columns.names, doc), title));
        let slug = names::restore_slug(self.text(&self.columns.slugs, doc), &path);
        let keys = self.part(Part::PageKeys);
        let start = doc as usize * PAGE_KEY_LEN;
        let key = keys.get(start..start + PAGE_KEY_LEN).unwrap_or_default();
        Some(StoredDocument { title, path, slug, page: hex(key) })
    }

    /// Number of sections of an article; 0 if there is no such article.
    #[must_use]
    pub fn num_sections(&self, doc: u32) -> u32 {
        self.outline.sections_of(doc).len() as u32
    }

    /// The article with that slug.
    #[must_use]
    pub fn find_slug(&self, slug: &str) -> Option<u32> {
        (0..self.num_docs()).find(|doc| self.slug(*doc) == slug)
    }

    pub(crate) fn is_stop_term(&self, term: u32) -> bool {
        self.stop_terms.binary_search(&term).is_ok()
    }

    pub(crate) fn words(&self) -> WordList<'_> {
        WordList::new(&self.words, self.bytes.as_ref(), &self.layout)
    }

    fn part(&self, part: Part) -> &[u8] {
        self.layout.part(self.bytes.as_ref(), part)
    }

    /// Tells this index from every other.
    pub(crate) fn checksum(&self) -> [u8; 8] {
        self.layout.checksum
    }

    /// Where a term occurs in a field, with what an occurrence adds to the frequency that is
    /// saturated.
    #[inline]
    pub(crate) fn frequencies<'i>(
        &'i self,
        field: &'i Field,
        term: u32,
    ) -> impl Iterator<Item = (u32, f32)> + use<'i, D> {
        let list = field.postings.list(self.bytes.as_ref(), &self.layout, term);
        list.map(|Posting { unit, term_freq }| {
            (unit, field.factors[unit as usize] * f32::from(term_freq))
        })
    }

    fn text(&self, column: &Column, at: u32) -> &str {
        column.get(self.bytes.as_ref(), &self.layout, at as usize)
    }
}

impl Columns {
    fn open(data: &[u8], layout: &Layout, num_docs: usize) -> Result<Self, OpenError> {
        let column = |[sizes, texts]: [Part; 2], count, name| {
            Column::open(data, layout, [sizes as usize, texts as usize], count, name)
        };
        let folder_of = varints(layout.part(data, Part::FolderOf), "paths")?;
        let num_folders = folder_of.iter().max().map_or(0, |last| *last as usize + 1);
        let keys = layout.part(data, Part::PageKeys);
        if folder_of.len() != num_docs || keys.len() != num_docs * PAGE_KEY_LEN {
            return Err(OpenError::Malformed { part: "paths" });
        }
        Ok(Self {
            titles: column([Part::TitleSizes, Part::Titles], num_docs, "titles")?,
            folders: column([Part::FolderSizes, Part::Folders], num_folders, "paths")?,
            names: column([Part::NameSizes, Part::Names], num_docs, "paths")?,
            slugs: column([Part::SlugSizes, Part::Slugs], num_docs, "slugs")?,
            folder_of,
        })
    }
}

impl Field {
    fn new(postings: Postings, weight: FieldWeight, lengths: &[u32]) -> Self {
        Self { factors: weight.factors(lengths), postings }
    }
}

/// Posting lists of title, headings and body, before they have been read.
struct Lists([Postings; 3]);

impl Lists {
    fn open(data: &[u8], layout: &Layout, outline: &Outline) -> Result<Self, OpenError> {
        let open = |parts, units| Postings::open(data, layout, parts, units);
        let titles =
            open([Part::TitleCounts, Part::TitleGaps, Part::TitleFreqs], outline.num_docs())?;
        let headings = open(
            [Part::HeadingCounts, Part::HeadingGaps, Part::HeadingFreqs],
            outline.num_sections(),
        )?;
        let bodies =
            open([Part::BodyCounts, Part::BodyGaps, Part::BodyFreqs], outline.num_passages())?;
        let num_terms = titles.num_terms();
        if headings.num_terms() == num_terms && bodies.num_terms() == num_terms {
            Ok(Self([titles, headings, bodies]))
        } else {
            Err(OpenError::Malformed { part: "posting lists" })
        }
    }

    /// Reads every list once, so that reading one later cannot fail. What could be stored follows
    /// from them: how long each unit is, and how many documents contain each term.
    fn verify(
        &self,
        data: &[u8],
        layout: &Layout,
        outline: &Outline,
    ) -> Result<([Vec<u32>; 3], Vec<u32>), OpenError> {
        let units = [outline.num_docs(), outline.num_sections(), outline.num_passages()];
        let doc_of: [fn(&Outline, u32) -> u32; 3] =
            [|_, doc| doc, Outline::doc_of_section, Outline::doc_of_passage];
        let mut lengths = units.map(|units| vec![0u32; units]);
        let mut seen_in = vec![u32::MAX; outline.num_docs()];
        let joined_terms = ascending(layout.part(data, Part::JoinedTerms), "dictionary")?;
        let num_terms = self.0[0].num_terms() as u32;
        let mut doc_freqs = Vec::with_capacity(num_terms as usize);
        for term in 0..num_terms {
            let mut doc_freq = 0;
            let counts = u32::from(joined_terms.binary_search(&term).is_err());
            for (field, postings) in self.0.iter().enumerate() {
                let lengths = &mut lengths[field];
                postings.verified(data, layout, term, units[field], |posting| {
                    lengths[posting.unit as usize] += counts * u32::from(posting.term_freq);
                    let seen = &mut seen_in[doc_of[field](outline, posting.unit) as usize];
                    doc_freq += u32::from(*seen != term);
                    *seen = term;
                })?;
            }
            doc_freqs.push(doc_freq);
        }
        Ok((lengths, doc_freqs))
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub(crate) fn varints(part: &[u8], name: &'static str) -> Result<Vec<u32>, OpenError> {
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

/// Numbers that are stored as what lies between them.
pub(crate) fn ascending(part: &[u8], name: &'static str) -> Result<Vec<u32>, OpenError> {
    let mut numbers = varints(part, name)?;
    let mut next = 0u32;
    for number in &mut numbers {
        *number = number.saturating_add(next);
        next = number.saturating_add(1);
    }
    Ok(numbers)
}

/// What belongs to the number `at`, given where each one's share begins.
pub(crate) fn range_of(starts: &[u32], at: u32) -> Range<u32> {
    match starts.get(at as usize..at as usize + 2) {
        Some(&[start, end]) => start..end,
        _ => 0..0,
    }
}
