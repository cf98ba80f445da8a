//! What first results can do without: the headings of sections, and words that mean something
//! close. A file of its own, fetched after the index.

use crate::OpenError;
use crate::columns::Column;
use crate::format::{Cursor, Layout, SUPPLEMENT_MAGIC, SupplementPart};
use crate::index::{Index, ascending, varints};

/// Steps in which the weight of a related term is stored.
pub(crate) const WEIGHT_STEPS: f32 = 16.0;

/// A term that means something close to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Related {
    pub(crate) term: u32,
    /// Share of a match that this one counts, in `WEIGHT_STEPS`.
    steps: u8,
}

impl Related {
    pub(crate) fn weight(self) -> f32 {
        f32::from(self.steps) / WEIGHT_STEPS
    }

    /// Only what a site calls the same counts in full.
    pub(crate) fn is_synonym(self) -> bool {
        self.weight() >= 1.0
    }
}

/// A verified supplement.
#[derive(Debug)]
pub(crate) struct Supplement {
    bytes: Vec<u8>,
    layout: Layout,
    headings: Column,
    /// Words outside the dictionary, sorted.
    words: Vec<Box<str>>,
    /// Terms with related ones, ascending.
    terms: Vec<u32>,
    /// What is related to each of `words`, then of `terms`, one after the other.
    related: Vec<Related>,
    /// Where each one's begin, and one entry more.
    starts: Vec<u32>,
}

impl Supplement {
    /// Verifies bytes that belong to an index.
    pub(crate) fn open<D: AsRef<[u8]>>(
        bytes: Vec<u8>,
        index: &Index<D>,
    ) -> Result<Self, OpenError> {
        let malformed = || OpenError::Malformed { part: "related words" };
        let layout = Layout::decode(&bytes, SUPPLEMENT_MAGIC, SupplementPart::COUNT)?;
        let part = |part: SupplementPart| layout.bytes(&bytes, part as usize);
        if part(SupplementPart::IndexChecksum) != index.checksum() {
            return Err(OpenError::Malformed { part: "link to its index" });
        }
        let headings = Column::open(
            &bytes,
            &layout,
            [SupplementPart::HeadingSizes as usize, SupplementPart::Headings as usize],
            index.outline.num_sections(),
            "headings",
        )?;
        let words = front_coded(
            part(SupplementPart::WordShared),
            &varints(part(SupplementPart::WordSizes), "related words")?,
            part(SupplementPart::Words),
        )
        .ok_or_else(malformed)?;
        let num_terms = index.doc_freqs.len() as u32;
        let terms = ascending(part(SupplementPart::TermGaps), "related words")?;
        let counts = part(SupplementPart::RelatedCounts);
        let mut starts = vec![0u32];
        let mut total = 0u32;
        for count in counts {
            total += u32::from(*count);
            starts.push(total);
        }
        let mut numbers = Cursor::new(part(SupplementPart::RelatedTerms));
        let mut related = Vec::with_capacity(total as usize);
        for &steps in part(SupplementPart::RelatedWeights) {
            let term = numbers.varint().filter(|term| *term < num_terms).ok_or_else(malformed)?;
            related.push(Related { term, steps });
        }
        let complete = counts.len() == words.len() + terms.len()
            && related.len() == total as usize
            && numbers.is_at_end();
        if !complete {
            return Err(malformed());
        }
        Ok(Self { headings, words, terms, related, starts, layout, bytes })
    }

    /// Heading of a section, by its number in the index.
    pub(crate) fn heading(&self, section: u32) -> &str {
        self.headings.get(&self.bytes, &self.layout, section as usize)
    }

    /// What is related to a word that is not in the dictionary.
    pub(crate) fn of_word(&self, word: &str) -> &[Related] {
        self.find(word).map_or(&[], |at| self.entry(at))
    }

    /// What is related to another form of a word that is not in the dictionary.
    pub(crate) fn other_form(&self, word: &str) -> &[Related] {
        // Forms of a word stand beside each other.
        let at = self.find(word).unwrap_or_else(|at| at);
        let neighbours = [at.checked_sub(1), Some(at).filter(|at| *at < self.words.len())];
        let nearest = neighbours
            .into_iter()
            .flatten()
            .filter_map(|at| Some((shared_beginning(&self.words[at], word)?, at)))
            .max();
        nearest.map_or(&[], |(_, at)| self.entry(at))
    }

    /// What is related to words outside the dictionary that begin like one in the making.
    pub(crate) fn of_beginning(&self, beginning: &str) -> impl Iterator<Item = &[Related]> {
        const COMPLETIONS_MAX: usize = 3;
        let from = self.words.partition_point(|known| **known < *beginning);
        let words = self.words[from..].iter().take(COMPLETIONS_MAX);
        let fitting = words.take_while(move |word| word.starts_with(beginning)).count();
        (from..from + fitting).map(|at| self.entry(at))
    }

    /// What is related to a term.
    pub(crate) fn of_term(&self, term: u32) -> &[Related] {
        match self.terms.binary_search(&term) {
            Ok(at) => self.entry(self.words.len() + at),
            Err(_) => &[],
        }
    }

    fn find(&self, word: &str) -> Result<usize, usize> {
        self.words.binary_search_by(|known| (**known).cmp(word))
    }

    fn entry(&self, at: usize) -> &[Related] {
        let bounds = self.starts[at] as usize..self.starts[at + 1] as usize;
        &self.related[bounds]
    }
}

/// How many letters two words have in common at their beginning, if the rest may be an ending.
fn shared_beginning(one: &str, other: &str) -> Option<usize> {
    const BEGINNING_MIN: usize = 5;
    const ENDING_MAX: usize = 3;
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let rest = |word: &str| word.chars().count() - shared;
    (shared >= BEGINNING_MIN && rest(one).max(rest(other)) <= ENDING_MAX).then_some(shared)
}

/// Sorted words, of each of which only what differs from the one before is stored.
fn front_coded(shared: &[u8], sizes: &[u32], mut rests: &[u8]) -> Option<Vec<Box<str>>> {
    if shared.len() != sizes.len() {
        return None;
    }
    let mut words: Vec<Box<str>> = Vec::with_capacity(sizes.len());
    let mut word: Vec<u8> = Vec::new();
    for (shared, size) in shared.iter().zip(sizes) {
        let (rest, after) = rests.split_at_checked(*size as usize)?;
        rests = after;
        word.truncate(usize::from(*shared));
        word.extend_from_slice(rest);
        words.push(std::str::from_utf8(&word).ok()?.into());
    }
    rests.is_empty().then_some(words)
}
