//! The dictionary: from words as they are written to numbers of terms.
//!
//! The build tool stems each word of the articles and gives all forms of a stem one number, so
//! that word forms match without any stemmer here.

use std::cmp::Reverse;

use fst::raw::{Fst, Node, Output};

use crate::format::Part;
use crate::fuzzy::{self, FuzzyMatch, edits_allowed};
use crate::index::Index;

/// The most completions of a word being typed; more would drown the word itself.
const COMPLETIONS_MAX: usize = 10;

/// The most corrections of one word.
const CORRECTIONS_MAX: usize = 3;

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
    pub(crate) fn corrections(&self, word: &str, as_prefix: bool) -> Vec<FuzzyMatch> {
        let most = edits_allowed(word.chars().count());
        let Some(fst) = self.fst.as_ref().filter(|_| most > 0) else { return Vec::new() };
        let first = word.chars().next();
        let mut found: Vec<FuzzyMatch> = Vec::new();
        fuzzy::matches(fst, word, most, as_prefix, &mut |candidate| {
            // Words of filler lists stand in the dictionary without occurring anywhere.
            if self.doc_freq(candidate.term) > 0 {
                found.push(candidate);
            }
        });
        found.sort_by_key(|m| {
            let other_initial = m.word.chars().next() != first;
            (m.distance, other_initial, !m.whole, Reverse(self.doc_freq(m.term)), m.term)
        });
        let mut best: Vec<FuzzyMatch> = Vec::new();
        for candidate in found {
            if best.len() < CORRECTIONS_MAX && best.iter().all(|b| b.term != candidate.term) {
                best.push(candidate);
            }
        }
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
