//! The dictionary: from words as they are written to numbers of terms.
//!
//! The build tool stems each word of the articles and gives all forms of a stem one number, so
//! that word forms match without any stemmer here.

use std::cmp::Reverse;

use crate::fuzzy::{self, Candidate, edits_allowed};
use crate::index::Index;
use crate::words::{Scan, WordList};

/// The most completions of a word being typed; more would drown the word itself.
const COMPLETIONS_MAX: usize = 10;

/// Words of so many letters are corrected to longer ones only.
const SHORT: usize = 3;

/// The most corrections of one word.
const CORRECTIONS_MAX: usize = 3;

/// A word that a misspelt one may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggestion {
    pub(crate) word: String,
    pub(crate) term: u32,
    pub(crate) distance: u8,
    /// What ranks it: smaller is better.
    rank: (u8, bool, bool, bool, Reverse<u32>, u32),
}

/// The words that a beginning may become.
#[derive(Clone, Debug, Default)]
pub(crate) struct Completions {
    /// Terms of the most frequent of them, best first.
    pub(crate) terms: Vec<u32>,
    /// Sum of the document frequencies of all of them.
    pub(crate) doc_freq: u32,
}

impl Completions {
    fn take_in(&mut self, term: u32, dict: &TermDict<'_>) {
        let rank = |term: u32| (Reverse(dict.doc_freq(term)), term);
        self.doc_freq = self.doc_freq.saturating_add(dict.doc_freq(term));
        let place = self.terms.partition_point(|better| rank(*better) < rank(term));
        if place < COMPLETIONS_MAX && self.terms.get(place) != Some(&term) {
            self.terms.insert(place, term);
            self.terms.truncate(COMPLETIONS_MAX);
        }
    }
}

/// The dictionary of an opened index.
pub(crate) struct TermDict<'i> {
    words: WordList<'i>,
    doc_freqs: &'i [u32],
}

impl<'i> TermDict<'i> {
    pub(crate) fn of<D: AsRef<[u8]>>(index: &'i Index<D>) -> Self {
        Self { words: index.words(), doc_freqs: &index.doc_freqs }
    }

    /// The term that a word is a form of.
    pub(crate) fn term(&self, word: &str) -> Option<u32> {
        let scan = self.words.seek(word);
        if scan.word() == word.as_bytes() { self.known(&scan) } else { None }
    }

    /// The words that begin with `prefix` but are longer.
    pub(crate) fn completions(&self, prefix: &str) -> Completions {
        let mut completions = Completions::default();
        self.each_from(prefix, |word, term| {
            if word.len() > prefix.len() {
                completions.take_in(term, self);
            }
        });
        completions
    }

    /// Words that a misspelt one may have meant, best first, one per term. With `as_prefix`, the
    /// word may still be in the making.
    pub(crate) fn corrections(&self, word: &str, as_prefix: bool) -> Vec<Suggestion> {
        // Most slips are one edit, and looking for two costs several times as much.
        let letters = word.chars().count();
        if letters == SHORT {
            // A word of four letters that lost one; three letters have too many other neighbours.
            let mut found = self.within(1, word, false);
            found.retain(|suggestion| suggestion.word.chars().nth(SHORT).is_some());
            return found;
        }
        let allowed = 1..=edits_allowed(letters);
        let found = allowed.map(|most| self.within(most, word, as_prefix));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn within(&self, most: u8, word: &str, as_prefix: bool) -> Vec<Suggestion> {
        let mut best: Vec<Suggestion> = Vec::with_capacity(CORRECTIONS_MAX + 1);
        fuzzy::matches(self.words.all(), word, most, as_prefix, &mut |candidate| {
            let Candidate { word: found, distance, whole, .. } = candidate;
            // Words of filler lists stand in the dictionary without occurring anywhere.
            let Some(term) = candidate.term.filter(|term| self.is_known(*term)) else { return };
            let doc_freq = self.doc_freq(term);
            if doc_freq == 0 {
                return;
            }
            let other_initial = found.first() != word.as_bytes().first();
            let shorter = found.len() <= word.len();
            let rank = (distance, !whole, other_initial, shorter, Reverse(doc_freq), term);
            let place = best.partition_point(|suggestion| suggestion.rank <= rank);
            if place == CORRECTIONS_MAX || best[..place].iter().any(|better| better.term == term) {
                return;
            }
            let Ok(found) = std::str::from_utf8(found) else { return };
            best.retain(|suggestion| suggestion.term != term);
            best.insert(place, Suggestion { word: found.to_owned(), term, distance, rank });
            best.truncate(CORRECTIONS_MAX);
        });
        best
    }

    /// Terms of the words that share their first letters with an unknown one and differ only in a
    /// short ending: other forms of a word whose stem is known. Longest common beginning first.
    pub(crate) fn same_beginning(&self, word: &str) -> Vec<u32> {
        const ENDING_MAX: usize = 3;
        const BEGINNING_MIN: usize = 4;
        const WORD_MIN: usize = 4;
        const LONG: usize = 6;
        let letters = word.chars().count();
        for ending in 0..=ENDING_MAX {
            // A whole word is a safer beginning than a part of one.
            let least = if ending == 0 { WORD_MIN } else { BEGINNING_MIN + ending };
            if letters < least {
                break;
            }
            let cut = word.char_indices().nth(letters - ending).map_or(word.len(), |(at, _)| at);
            let mut terms = Vec::new();
            let beginning = letters - ending;
            // Long beginnings are safe, and Turkish and Finnish put one ending after another.
            let longest = match (ending, beginning) {
                (0, LONG..) => 2 * ENDING_MAX,
                (_, LONG..) => ENDING_MAX + 1,
                _ => ENDING_MAX,
            };
            self.each_from(&word[..cut], |found, term| {
                // The bytes after the first belong to the same letter.
                let more = found[cut..].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
                let place = terms.binary_search(&term);
                if let (true, true, Err(place)) = (more <= longest, self.doc_freq(term) > 0, place)
                {
                    terms.insert(place, term);
                }
            });
            if !terms.is_empty() {
                terms.truncate(CORRECTIONS_MAX);
                return terms;
            }
        }
        Vec::new()
    }

    /// All words of a term, sorted.
    pub(crate) fn forms(&self, term: u32) -> Vec<String> {
        let mut forms = Vec::new();
        let mut words = self.words.all();
        while words.advance() {
            if words.term() == Some(term) {
                forms.push(String::from_utf8_lossy(words.word()).into_owned());
            }
        }
        forms
    }

    pub(crate) fn doc_freq(&self, term: u32) -> u32 {
        self.doc_freqs.get(term as usize).copied().unwrap_or_default()
    }

    fn is_known(&self, term: u32) -> bool {
        (term as usize) < self.doc_freqs.len()
    }

    fn known(&self, scan: &Scan<'_>) -> Option<u32> {
        scan.term().filter(|term| self.is_known(*term))
    }

    /// Hands over every word that begins like that, with its term.
    fn each_from(&self, beginning: &str, mut take: impl FnMut(&[u8], u32)) {
        let mut scan = self.words.seek(beginning);
        while scan.word().starts_with(beginning.as_bytes()) {
            if let Some(term) = self.known(&scan) {
                take(scan.word(), term);
            }
            if !scan.advance() {
                break;
            }
        }
    }
}
