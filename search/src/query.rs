//! What was typed, as groups of terms to look for.

use crate::analysis::{TokenKind, tokenize};
use crate::score::{STOP_WORD_WEIGHT, idf};
use crate::term_dict::TermDict;

/// Longer queries are cut: no customer types more words, and none should wait for them.
const TOKENS_MAX: usize = 64;

/// Weight of what a completed word adds when the word typed so far is known itself.
const COMPLETION_BESIDE_WORD: f32 = 0.5;
/// Weight of a correction that is two edits away; one that is one edit away counts in full.
const TWO_EDITS: f32 = 0.7;
/// Weight of another form of an unknown word.
const SAME_BEGINNING: f32 = 0.8;
/// Weight of two neighbouring words written as one, and of one word written as two.
const REJOINED: f32 = 0.8;
/// Weight of the parts of a compound that is known as a whole.
const PART_OF_KNOWN: f32 = 0.4;

/// A word of the query, and all terms that may stand for it. It scores as its best variant.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The word as it was typed, folded.
    word: String,
    pub(crate) variants: Vec<Variant>,
    /// Share of the query's weight: idf of its rarest variant, less for fillers.
    pub(crate) weight: f32,
    /// Factor on the group's score.
    pub(crate) factor: f32,
    /// No variant counts as rarer than this.
    pub(crate) idf_cap: f32,
    /// The word that was looked for instead, if this one is unknown.
    pub(crate) correction: Option<String>,
}

/// A term that may stand for a word of the query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Variant {
    pub(crate) term: u32,
    pub(crate) weight: f32,
}

impl Group {
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// Whether the word is one that says little by itself.
    pub(crate) fn is_filler(&self) -> bool {
        self.factor < 1.0
    }

    fn add(&mut self, term: u32, weight: f32) {
        match self.variants.iter_mut().find(|variant| variant.term == term) {
            Some(variant) => variant.weight = variant.weight.max(weight),
            None => self.variants.push(Variant { term, weight }),
        }
    }
}

/// A token of the query, kept beyond its analysis.
struct Typed {
    word: String,
    kind: TokenKind,
    /// Whether the query ends with it, so that it may still be in the making.
    last: bool,
}

/// Cuts a query into groups. `is_stop_term` tells fillers.
pub(crate) fn parse(
    query: &str,
    dict: &TermDict<'_>,
    num_docs: u32,
    is_stop_term: impl Fn(u32) -> bool,
) -> Vec<Group> {
    let mut typed = Vec::new();
    tokenize(query, |token| {
        if typed.len() < TOKENS_MAX {
            let last = token.end == query.len();
            typed.push(Typed { word: token.text.to_owned(), kind: token.kind, last });
        }
    });
    let alone = typed.len() == 1;
    let mut groups: Vec<Group> = Vec::new();
    for token in &typed {
        match token.kind {
            TokenKind::Joined { parts } => join(&mut groups, token, parts, dict),
            TokenKind::Gram => groups.push(look_up(token, true, dict)),
            TokenKind::Word => {
                let mut group = look_up(token, alone, dict);
                if group.variants.is_empty() && !token.word.contains(char::is_numeric) {
                    correct(&mut group, token, dict);
                }
                rejoin(&mut groups, group, dict);
            }
        }
    }
    dedup(&mut groups);
    for group in &mut groups {
        let filler = group.variants.first().is_some_and(|variant| is_stop_term(variant.term));
        group.idf_cap = idf_cap(group, dict, num_docs);
        group.factor = if filler { STOP_WORD_WEIGHT } else { 1.0 };
        let doc_freqs = group.variants.iter().map(|variant| dict.doc_freq(variant.term));
        let rarest = doc_freqs.filter(|doc_freq| *doc_freq > 0).min();
        // A filler that no article contains says nothing about the question.
        let weightless = filler && rarest.is_none();
        group.weight =
            if weightless { 0.0 } else { group.factor * idf(rarest.unwrap_or(0), num_docs) };
    }
    groups
}

/// A rare completion must not outweigh the word that was typed: where that is known, no variant
/// counts as rarer than it. Completions of a beginning count as one word that occurs wherever any
/// of them does. Corrections stand for themselves.
fn idf_cap(group: &Group, dict: &TermDict<'_>, num_docs: u32) -> f32 {
    let doc_freq = match dict.term(&group.word) {
        Some(term) => dict.doc_freq(term),
        None if group.correction.is_some() => return f32::INFINITY,
        None => group.variants.iter().map(|variant| dict.doc_freq(variant.term)).sum(),
    };
    idf(doc_freq.min(num_docs), num_docs)
}

/// The group of one word as far as it is known: itself and, while it is being typed, its
/// completions. A lone letter is completed only where `letter_completes`.
fn look_up(token: &Typed, letter_completes: bool, dict: &TermDict<'_>) -> Group {
    let word = token.word.clone();
    let mut group = Group {
        word,
        variants: Vec::new(),
        weight: 0.0,
        factor: 1.0,
        idf_cap: f32::INFINITY,
        correction: None,
    };
    let known = dict.term(&token.word);
    if let Some(term) = known {
        group.add(term, 1.0);
    }
    if token.last && (letter_completes || token.word.chars().nth(1).is_some()) {
        let weight = if known.is_some() { COMPLETION_BESIDE_WORD } else { 1.0 };
        dict.completions(&token.word).into_iter().for_each(|term| group.add(term, weight));
    }
    group
}

/// Looks for what an unknown word may have meant.
fn correct(group: &mut Group, token: &Typed, dict: &TermDict<'_>) {
    for term in dict.same_beginning(&token.word) {
        group.add(term, SAME_BEGINNING);
    }
    let corrections = dict.corrections(&token.word, token.last);
    if let Some(best) = corrections.first() {
        let already_found = group.variants.iter().any(|variant| variant.term == best.term);
        group.correction = (!already_found).then(|| best.word.clone());
    }
    for correction in &corrections {
        group.add(correction.term, if correction.distance > 1 { TWO_EDITS } else { 1.0 });
    }
    if group.variants.is_empty() {
        split(group, &token.word, dict);
    }
}

/// Looks for two known words written as one.
fn split(group: &mut Group, word: &str, dict: &TermDict<'_>) {
    const PART_MIN: usize = 2;
    const WORD_MIN: usize = 5;
    let letters = word.chars().count();
    if letters < WORD_MIN {
        return;
    }
    let cuts = word.char_indices().map(|(at, _)| at).enumerate();
    for (_, cut) in cuts.filter(|(left, _)| *left >= PART_MIN && letters - left >= PART_MIN) {
        let (head, tail) = word.split_at(cut);
        if let (Some(head), Some(tail)) = (dict.term(head), dict.term(tail)) {
            group.add(head, REJOINED);
            group.add(tail, REJOINED);
            return;
        }
    }
}

/// A compound such as `wi-fi` is one word where the articles write it as one; else its parts stand.
fn join(groups: &mut Vec<Group>, token: &Typed, parts: usize, dict: &TermDict<'_>) {
    let mut joined = look_up(token, false, dict);
    if joined.variants.is_empty() || parts > groups.len() {
        return;
    }
    let known = dict.term(&token.word).is_some();
    for part in groups.split_off(groups.len() - parts) {
        // The parts of a beginning (`e-10` of `e-1042`) are no words of their own.
        for variant in part.variants.into_iter().filter(|_| known) {
            joined.add(variant.term, variant.weight * PART_OF_KNOWN);
        }
    }
    groups.push(joined);
}

/// Adds a group; where it and its neighbour are known as one word (`wi fi`, `log in`), that word
/// may stand for each of them.
fn rejoin(groups: &mut Vec<Group>, mut group: Group, dict: &TermDict<'_>) {
    if let Some(before) = groups.last_mut() {
        let together = [before.word.as_str(), group.word.as_str()].concat();
        if let Some(term) = dict.term(&together) {
            before.add(term, REJOINED);
            group.add(term, REJOINED);
            before.correction = None;
            group.correction = None;
        }
    }
    groups.push(group);
}

/// A word that is typed twice counts once.
fn dedup(groups: &mut Vec<Group>) {
    let mut at = 0;
    while at < groups.len() {
        let word = &groups[at].word;
        let repeated = groups[..at].iter().any(|earlier| earlier.word == *word);
        if repeated {
            groups.remove(at);
        } else {
            at += 1;
        }
    }
}
