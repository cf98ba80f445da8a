//! From counted words to dictionary and posting lists.

use std::collections::BTreeMap;

use super::stems::{stem, stemmer, stop_words};
use crate::format::push_varint;

const FIELDS: usize = 3;

/// Counts of words as they are written, before word forms are brought together.
#[derive(Debug, Default)]
pub(super) struct TermTable {
    forms: BTreeMap<String, Form>,
}

/// One word of the articles, folded.
#[derive(Debug, Default)]
struct Form {
    /// Ways it is written before folding, with how often; only for words that can be stemmed.
    written: BTreeMap<String, u32>,
    /// Occurrences per field and unit.
    counts: [BTreeMap<u32, u32>; FIELDS],
    /// Articles that contain it; ascending because articles are added in order.
    docs: Vec<u32>,
}

/// Parts of an index that this table becomes.
#[derive(Debug, Default)]
pub(super) struct EncodedTerms {
    pub(super) dictionary: Vec<u8>,
    pub(super) doc_freqs: Vec<u8>,
    pub(super) stop_terms: Vec<u8>,
    pub(super) fields: [FieldPostings; FIELDS],
}

/// Posting lists of a field for all terms.
#[derive(Debug, Default)]
pub(super) struct FieldPostings {
    pub(super) counts: Vec<u8>,
    pub(super) gaps: Vec<u8>,
    pub(super) freqs: Vec<u8>,
}

impl TermTable {
    /// Counts one occurrence; `written` is given for words that can be stemmed.
    pub(super) fn count(
        &mut self,
        field: usize,
        unit: u32,
        doc: u32,
        folded: &str,
        written: Option<&str>,
    ) {
        if !self.forms.contains_key(folded) {
            self.forms.insert(folded.to_owned(), Form::default());
        }
        let Some(form) = self.forms.get_mut(folded) else { return };
        *form.counts[field].entry(unit).or_default() += 1;
        if form.docs.last() != Some(&doc) {
            form.docs.push(doc);
        }
        if let Some(written) = written {
            match form.written.get_mut(written) {
                Some(count) => *count += 1,
                None => _ = form.written.insert(written.to_owned(), 1),
            }
        }
    }

    /// Brings the forms of a stem together and encodes everything. Terms are numbered in the
    /// order in which the dictionary meets them, which keeps its outputs small.
    ///
    /// # Panics
    ///
    /// If there are more than 2³² terms.
    pub(super) fn encode(mut self, lang: &str) -> EncodedTerms {
        let stop_words = stop_words(lang);
        for word in &stop_words {
            self.forms.entry(word.clone()).or_default();
        }
        let stemmer = stemmer(lang);
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut terms: Vec<Form> = Vec::new();
        let mut stop_terms: Vec<u32> = Vec::new();
        let mut dictionary = fst::raw::Builder::memory();
        for (word, form) in self.forms {
            let usual = form.written.iter().max_by_key(|(_, count)| **count);
            let written = usual.map(|(written, _)| written.as_str()).or(Some(word.as_str()));
            let is_gram = form.written.is_empty() && !form.docs.is_empty();
            let stem = stem(stemmer.as_ref().filter(|_| !is_gram), &word, written);
            let next = u32::try_from(numbers.len()).expect("fewer than 2^32 terms");
            let term = *numbers.entry(stem).or_insert(next);
            dictionary.insert(&word, u64::from(term)).expect("words come sorted and once");
            if term == next {
                terms.push(Form::default());
            }
            terms[term as usize].absorb(form);
            if stop_words.contains(&word) {
                stop_terms.push(term);
            }
        }
        stop_terms.sort_unstable();
        stop_terms.dedup();
        let mut encoded = EncodedTerms {
            dictionary: dictionary.into_inner().expect("memory does not fail"),
            ..EncodedTerms::default()
        };
        push_gaps(&mut encoded.stop_terms, stop_terms.into_iter());
        for term in &terms {
            push_varint(&mut encoded.doc_freqs, term.docs.len() as u32);
            for (field, counts) in encoded.fields.iter_mut().zip(&term.counts) {
                push_varint(&mut field.counts, counts.len() as u32);
                push_gaps(&mut field.gaps, counts.keys().copied());
                // Frequencies beyond a byte are saturated long before.
                field
                    .freqs
                    .extend(counts.values().map(|count| u8::try_from(*count).unwrap_or(u8::MAX)));
            }
        }
        encoded
    }
}

impl Form {
    fn absorb(&mut self, other: Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            for (unit, count) in theirs {
                *mine.entry(unit).or_default() += count;
            }
        }
        self.docs.extend(other.docs);
        self.docs.sort_unstable();
        self.docs.dedup();
    }
}

/// Writes ascending numbers as what lies between them.
fn push_gaps(out: &mut Vec<u8>, numbers: impl Iterator<Item = u32>) {
    let mut next = 0;
    for number in numbers {
        push_varint(out, number - next);
        next = number + 1;
    }
}
