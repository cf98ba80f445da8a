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
        let malformed = || OpenError::Malformed { part: "dictionary" };
        let stop_terms = ascending(layout.part(data, Part::StopTerms), "dictionary")?;
        let stop_doc_freqs = varints(layout.part(data, Part::StopDocFreqs), "dictionary")?;
        let num_docs = outline.num_docs() as u32;
        if stop_terms.len() != stop_doc_freqs.len()
            || stop_doc_freqs.iter().any(|doc_freq| *doc_freq > num_docs)
        {
            return Err(malformed());
        }
        let mut tally = Tally::new(data, &layout)?;
        let [docs, docs_of_sections, docs_of_passages] = outline.docs_of_units();
        let title_lengths =
            tally.read([Part::TitleCounts, Part::TitleGaps, Part::TitleFreqs], docs)?;
        let heading_lengths = tally
            .read([Part::HeadingCounts, Part::HeadingGaps, Part::HeadingFreqs], docs_of_sections)?;
        let body_lengths =
            tally.read([Part::BodyCounts, Part::BodyGaps, Part::BodyFreqs], docs_of_passages)?;
        let Tally { mut doc_freqs, fields, .. } = tally;
        for (term, doc_freq) in stop_terms.iter().zip(stop_doc_freqs) {
            *doc_freqs.get_mut(*term as usize).ok_or_else(malformed)? = doc_freq;
        }
        let Ok([titles, headings, bodies]) = <[_; 3]>::try_from(fields) else {
            return Err(OpenError::Malformed { part: "posting lists" });
        };
        let [titles, headings, bodies] = [titles.0, headings.0, bodies.0];
        let mut title_words = title_lengths.clone();
        for &term in &stop_terms {
            for posting in titles.list(data, &layout, term) {
                let words = &mut title_words[posting.unit as usize];
                *words = words.saturating_sub(u32::from(posting.term_freq));
            }
        }
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

/// What follows from the posting lists and could be stored: how long each unit is, and how many
/// documents contain each term.
struct Tally<'t> {
    data: &'t [u8],
    layout: &'t Layout,
    /// Whether the occurrences of a term count towards the length of a text.
    is_counted: Vec<bool>,
    doc_freqs: Vec<u32>,
    /// Fields that have been read, and the document of each of their units.
    fields: Vec<(Postings, Vec<u32>)>,
}

impl<'t> Tally<'t> {
    fn new(data: &'t [u8], layout: &'t Layout) -> Result<Self, OpenError> {
        let counts = layout.part(data, Part::TitleCounts);
        let num_terms = counts.iter().filter(|byte| **byte < 0x80).count();
        let mut is_counted = vec![true; num_terms];
        for joined in ascending(layout.part(data, Part::JoinedTerms), "dictionary")? {
            if let Some(is_counted) = is_counted.get_mut(joined as usize) {
                *is_counted = false;
            }
        }
        Ok(Self { data, layout, is_counted, doc_freqs: vec![0; num_terms], fields: Vec::new() })
    }

    /// Reads the lists of a field whose units belong to these documents, in ascending order.
    /// Returns the lengths of its units.
    fn read(&mut self, parts: [Part; 3], docs: Vec<u32>) -> Result<Vec<u32>, OpenError> {
        let Self { data, layout, is_counted, doc_freqs, fields } = self;
        let mut lengths = vec![0u32; docs.len()];
        // The term that was last seen in each document.
        let mut seen_in = vec![u32::MAX; docs.last().map_or(0, |last| *last as usize + 1)];
        let read = |term: u32, term_freqs: &[u8], gaps: &mut Cursor<'_>| {
            // Documents that have it in another field are counted already.
            let mut seen: &[u32] = &[];
            if *doc_freqs.get(term as usize)? > 0 {
                for (earlier, docs) in fields.iter() {
                    for posting in earlier.list(data, layout, term) {
                        seen_in[docs[posting.unit as usize] as usize] = term;
                    }
                }
                seen = &seen_in;
            }
            let counts = u32::from(*is_counted.get(term as usize)?);
            let found = tally_list(term, term_freqs, gaps, counts, &docs, &mut lengths, seen)?;
            doc_freqs[term as usize] += found;
            Some(())
        };
        let postings = Postings::open(data, layout, parts, docs.len(), read)?;
        if postings.num_terms() != doc_freqs.len() {
            return Err(OpenError::Malformed { part: "posting lists" });
        }
        fields.push((postings, docs));
        Ok(lengths)
    }
}

/// Reads one list: adds each frequency, times `counts`, to the length of its unit, and returns how
/// many documents have the term that were not seen to have it before. Most of the time that opening
/// takes is spent here, and before a browser has optimised anything, so it is plain.
#[inline(never)]
fn tally_list(
    term: u32,
    term_freqs: &[u8],
    gaps: &mut Cursor<'_>,
    counts: u32,
    docs: &[u32],
    lengths: &mut [u32],
    seen_in: &[u32],
) -> Option<u32> {
    let mut found = 0;
    let mut last_doc = u32::MAX;
    let mut next = 0usize;
    let mut left = gaps.clone();
    for &term_freq in term_freqs {
        let unit = next.saturating_add(left.varint()? as usize);
        let doc = *docs.get(unit)?;
        next = unit + 1;
        // No branch: nobody could foretell it.
        found += u32::from((doc != last_doc) & (seen_in.get(doc as usize) != Some(&term)));
        last_doc = doc;
        *lengths.get_mut(unit)? += counts * u32::from(term_freq);
        if term_freq == 0 {
            return None;
        }
    }
    *gaps = left;
    Some(found)
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
