//! The dictionary: from words as they are written to numbers of terms.
//!
//! The build tool stems each word of the articles and gives all forms of a stem one number, so
//! that word forms match without any stemmer here.

use std::cmp::Reverse;

use fst::Streamer as _;
use fst::raw::{Fst, Node, Output};

use crate::format::Part;
use crate::fuzzy::{self, Candidate, edits_allowed};
use crate::index::Index;

/// The most completions of a word being typed; more would drown the word itself.
const COMPLETIONS_MAX: usize = 10;

/// The most corrections of one word.
const CORRECTIONS_MAX: usize = 3;

/// A word that a misspelt one may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggestion {
    pub(crate) word: String,
    pub(crate) term: u32,
    pub(crate) distance: u8,
    /// What ranks it: smaller is better.
    rank: (u8, bool, bool, Reverse<u32>, u32),
}

/// The dictionary of an opened index.
pub(crate) struct TermDict<'i> {
    fst: Option<Fst<&'i [u8]>>,
    doc_freqs: &'i [u32],
}

impl<'i> TermDict<'i> {
    pub(crate) fn of<D: AsRef<[u8]>>(index: &'i Index<D>) -> Self {
        // Opening is a look at the last bytes; it was tried when the index was opened.
        Self { fst: Fst::new(index.part(Part::Dictionary)).ok(), doc_freqs: &index.doc_freqs }
    }

    /// The term that a word is a form of.
    pub(crate) fn term(&self, word: &str) -> Option<u32> {
        let output = self.fst.as_ref()?.get(word)?;
        self.known(output)
    }

    /// Terms of the words that begin with `prefix` but are longer, most frequent first.
    pub(crate) fn completions(&self, prefix: &str) -> Vec<u32> {
        let mut terms = Vec::new();
        if let Some((node, output)) = self.node_at(prefix) {
            self.collect(node, output, true, &mut terms);
        }
        terms.sort_unstable();
        terms.dedup();
        terms.sort_by_key(|term| (Reverse(self.doc_freq(*term)), *term));
        terms.truncate(COMPLETIONS_MAX);
        terms
    }

    /// Words that a misspelt one may have meant, best first, one per term. With `as_prefix`, the
    /// word may still be in the making.
    pub(crate) fn corrections(&self, word: &str, as_prefix: bool) -> Vec<Suggestion> {
        // Most slips are one edit, and looking for two costs several times as much.
        let allowed = 1..=edits_allowed(word.chars().count());
        let found = allowed.map(|most| self.within(most, word, as_prefix));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn within(&self, most: u8, word: &str, as_prefix: bool) -> Vec<Suggestion> {
        let mut best: Vec<Suggestion> = Vec::with_capacity(CORRECTIONS_MAX + 1);
        let Some(fst) = self.fst.as_ref() else { return best };
        fuzzy::matches(fst, word, most, as_prefix, &mut |candidate| {
            let Candidate { word: found, distance, whole, .. } = candidate;
            // Words of filler lists stand in the dictionary without occurring anywhere.
            let Some(term) = self.known(Output::new(candidate.term)) else { return };
            let doc_freq = self.doc_freq(term);
            if doc_freq == 0 {
                return;
            }
            let other_initial = found.first() != word.as_bytes().first();
            let rank = (distance, other_initial, !whole, Reverse(doc_freq), term);
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
        const BEGINNING_MIN: usize = 5;
        let letters = word.chars().count();
        for ending in 1..=ENDING_MAX {
            if letters < BEGINNING_MIN + ending {
                break;
            }
            let cut = word.char_indices().nth(letters - ending).map_or(word.len(), |(at, _)| at);
            let Some((node, output)) = self.node_at(&word[..cut]) else { continue };
            let mut terms = Vec::new();
            self.collect_near(node, output, ENDING_MAX, &mut terms);
            terms.sort_unstable();
            terms.dedup();
            terms.retain(|term| self.doc_freq(*term) > 0);
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
        if let Some(fst) = self.fst.as_ref() {
            let mut words = fst.stream();
            while let Some((word, output)) = words.next() {
                if output.value() == u64::from(term) {
                    forms.push(String::from_utf8_lossy(word).into_owned());
                }
            }
        }
        forms
    }

    pub(crate) fn doc_freq(&self, term: u32) -> u32 {
        self.doc_freqs.get(term as usize).copied().unwrap_or_default()
    }

    fn known(&self, output: Output) -> Option<u32> {
        u32::try_from(output.value()).ok().filter(|term| (*term as usize) < self.doc_freqs.len())
    }

    fn node_at(&self, prefix: &str) -> Option<(Node<'_>, Output)> {
        let fst = self.fst.as_ref()?;
        let (mut node, mut output) = (fst.root(), Output::zero());
        for byte in prefix.bytes() {
            let transition = node.transition(node.find_input(byte)?);
            output = output.cat(transition.out);
            node = fst.node(transition.addr);
        }
        Some((node, output))
    }

    /// Terms of all words below a node; of the node's own word too unless `below` is set.
    fn collect(&self, node: Node<'_>, output: Output, below: bool, terms: &mut Vec<u32>) {
        if node.is_final() && !below {
            terms.extend(self.known(output.cat(node.final_output())));
        }
        let Some(fst) = self.fst.as_ref() else { return };
        for transition in node.transitions() {
            let next = fst.node(transition.addr);
            self.collect(next, output.cat(transition.out), false, terms);
        }
    }

    /// Terms of the words at most so many bytes below a node.
    fn collect_near(&self, node: Node<'_>, output: Output, most: usize, terms: &mut Vec<u32>) {
        if node.is_final() {
            terms.extend(self.known(output.cat(node.final_output())));
        }
        let Some(fst) = self.fst.as_ref().filter(|_| most > 0) else { return };
        for transition in node.transitions() {
            let next = fst.node(transition.addr);
            self.collect_near(next, output.cat(transition.out), most - 1, terms);
        }
    }
}
