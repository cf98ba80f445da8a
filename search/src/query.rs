//! What was typed, as groups of terms to look for.

use crate::analysis::{TokenKind, tokenize};
use crate::compounds;
use crate::score::{STOP_WORD_WEIGHT, idf};
use crate::supplement::{Related, Supplement};
use crate::term_dict::{Suggestion, TermDict};

/// Longer queries are cut: no customer types more words, and none should wait for them.
const TOKENS_MAX: usize = 64;

/// Weight of what a completed word adds when the word typed so far is known itself.
const COMPLETION_BESIDE_WORD: f32 = 0.5;
/// A word in the making of so few letters counts as one that occurs wherever any word does that
/// begins like it: otherwise the second letter of a long word throws out what the first words found.
const BEGINNING_MAX: usize = 3;
/// Weight of a correction that is two edits away; one that is one edit away counts in full.
const TWO_EDITS: f32 = 0.7;
/// What a correction keeps that is not the likeliest one.
const SECOND_GUESS: f32 = 0.8;
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
    /// Document frequencies of the longer words that it may become, if it is so short that it
    /// hardly is a word yet.
    longer_doc_freq: u32,
    /// The word that was looked for instead, if this one is unknown.
    pub(crate) correction: Option<String>,
}

/// A term that may stand for a word of the query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Variant {
    pub(crate) term: u32,
    pub(crate) weight: f32,
    pub(crate) how: How,
}

/// Why a term may stand for a word of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is the word, or another form of it.
    Word,
    /// It begins with the word, which is still being typed.
    Prefix,
    /// It is the word without a slip of the fingers.
    Typo,
    /// It begins like the word and ends differently.
    Beginning,
    /// It is made of the word and its neighbour, or the word is made of it and another.
    Joined,
    /// It means something close.
    Related,
    /// The site says that it means the same.
    Synonym,
}

impl How {
    /// The way in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Prefix => "prefix",
            Self::Typo => "typo",
            Self::Beginning => "beginning",
            Self::Joined => "joined",
            Self::Related => "related",
            Self::Synonym => "synonym",
        }
    }
}

/// How the words of a query are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Unknown words may be slips or other forms, and words may stand for close ones.
    #[default]
    Generous,
    /// Every word is meant as it was typed.
    Literal,
}

impl Group {
    fn new(word: &str) -> Self {
        Self {
            word: word.to_owned(),
            variants: Vec::new(),
            weight: 0.0,
            factor: 1.0,
            idf_cap: f32::INFINITY,
            longer_doc_freq: 0,
            correction: None,
        }
    }

    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// Whether the word is one that says little by itself.
    pub(crate) fn is_filler(&self) -> bool {
        self.factor < 1.0
    }

    fn add(&mut self, term: u32, weight: f32, how: How) {
        match self.variants.iter_mut().find(|variant| variant.term == term) {
            Some(variant) => variant.weight = variant.weight.max(weight),
            None => self.variants.push(Variant { term, weight, how }),
        }
    }

    /// Adds what means something close.
    fn add_related(&mut self, related: &[Related]) {
        for related in related {
            let how = if related.is_synonym() { How::Synonym } else { How::Related };
            self.add(related.term, related.weight(), how);
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

/// Corrections of the words of the last query: while a customer types, all words but the last come
/// again with every keystroke.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    known: Vec<Corrected>,
}

#[derive(Debug)]
struct Corrected {
    word: String,
    as_prefix: bool,
    suggestions: Vec<Suggestion>,
    used: bool,
}

impl Memo {
    fn corrections(&mut self, token: &Typed, dict: &TermDict<'_>) -> &[Suggestion] {
        let same = |entry: &Corrected| entry.word == token.word && entry.as_prefix == token.last;
        let at = self.known.iter().position(same).unwrap_or_else(|| {
            self.known.push(Corrected {
                word: token.word.clone(),
                as_prefix: token.last,
                suggestions: dict.corrections(&token.word, token.last),
                used: true,
            });
            self.known.len() - 1
        });
        self.known[at].used = true;
        &self.known[at].suggestions
    }

    /// Forgets what the last query did not use.
    fn end_query(&mut self) {
        self.known.retain(|entry| entry.used);
        self.known.iter_mut().for_each(|entry| entry.used = false);
    }
}

/// Whether a word may go on behind that character: `qu'`, `wi-`.
fn may_go_on(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '_')
}

/// What a query is read with.
pub(crate) struct Reader<'i> {
    pub(crate) dict: TermDict<'i>,
    pub(crate) supplement: Option<&'i Supplement>,
    pub(crate) num_docs: u32,
    pub(crate) reading: Reading,
}

/// Cuts a query into groups. `is_stop_term` tells fillers.
pub(crate) fn parse(
    query: &str,
    reader: &Reader<'_>,
    memo: &mut Memo,
    is_stop_term: impl Fn(u32) -> bool,
) -> Vec<Group> {
    let Reader { dict, num_docs, .. } = reader;
    let mut typed = Vec::new();
    tokenize(query, &mut |token| {
        if typed.len() < TOKENS_MAX {
            let last = query[token.end..].chars().all(may_go_on);
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
                let group = look_up(token, alone, dict);
                if let Some((head, tail)) = parts_of(&group, reader) {
                    groups.extend([head, tail].map(|part| part_group(part, dict)));
                    continue;
                }
                rejoin(&mut groups, interpret(group, token, reader, memo), reader);
            }
        }
    }
    memo.end_query();
    dedup(&mut groups);
    for group in &mut groups {
        let filler = group.variants.first().is_some_and(|variant| is_stop_term(variant.term));
        group.idf_cap = idf_cap(group, dict, *num_docs);
        group.factor = if filler { STOP_WORD_WEIGHT } else { 1.0 };
        let doc_freqs = group.variants.iter().map(|variant| dict.doc_freq(variant.term));
        let rarest = doc_freqs.filter(|doc_freq| *doc_freq > 0).min();
        // A filler that no article contains says nothing about the question.
        let weightless = filler && rarest.is_none();
        group.weight =
            if weightless { 0.0 } else { group.factor * idf(rarest.unwrap_or(0), *num_docs) };
    }
    groups
}

/// Looks for what a word may stand for besides itself.
fn interpret(mut group: Group, token: &Typed, reader: &Reader<'_>, memo: &mut Memo) -> Group {
    if reader.reading == Reading::Literal {
        return group;
    }
    let unknown = group.variants.is_empty();
    if let Some(supplement) = reader.supplement {
        group.add_related(close_words(&group, token, supplement));
    }
    if group.variants.is_empty() && !token.word.contains(char::is_numeric) {
        correct(&mut group, token, &reader.dict, memo);
    }
    if let Some(supplement) = reader.supplement.filter(|_| unknown && group.correction.is_none()) {
        group.add_related(supplement.other_form(&token.word));
        if token.last && token.word.chars().count() > BEGINNING_MAX {
            supplement.of_beginning(&token.word).for_each(|related| group.add_related(related));
        }
    }
    group
}

/// A rare completion must not outweigh the word that was typed: where that is known, no variant
/// counts as rarer than it. Of corrections, none counts as rarer than the likeliest. Completions of
/// a beginning count as one word that occurs wherever any of them does.
fn idf_cap(group: &Group, dict: &TermDict<'_>, num_docs: u32) -> f32 {
    let meant = group.correction.as_ref().unwrap_or(&group.word);
    let doc_freq = match dict.term(meant) {
        Some(term) => dict.doc_freq(term).saturating_add(group.longer_doc_freq),
        None => group.variants.iter().map(|variant| dict.doc_freq(variant.term)).sum(),
    };
    idf(doc_freq.min(num_docs), num_docs)
}

/// The group of one word as far as it is known: itself and, while it is being typed, its
/// completions. A lone letter is completed only where `letter_completes`.
fn look_up(token: &Typed, letter_completes: bool, dict: &TermDict<'_>) -> Group {
    let mut group = Group::new(&token.word);
    let known = dict.term(&token.word);
    if let Some(term) = known {
        group.add(term, 1.0, How::Word);
    }
    if token.last {
        let completions = dict.completions(&token.word);
        let letters = token.word.chars().count();
        if letters <= BEGINNING_MAX {
            group.longer_doc_freq = completions.doc_freq;
        }
        if letters > 1 || letter_completes {
            let weight = if known.is_some() { COMPLETION_BESIDE_WORD } else { 1.0 };
            completions.terms.into_iter().for_each(|term| group.add(term, weight, How::Prefix));
        }
    }
    group
}

/// Looks for what an unknown word may have meant.
fn correct(group: &mut Group, token: &Typed, dict: &TermDict<'_>, memo: &mut Memo) {
    for term in dict.same_beginning(&token.word) {
        group.add(term, SAME_BEGINNING, How::Beginning);
    }
    let corrections = memo.corrections(token, dict);
    if let Some(best) = corrections.first() {
        let already_found = group.variants.iter().any(|variant| variant.term == best.term);
        group.correction = (!already_found).then(|| best.word.clone());
    }
    for (place, correction) in corrections.iter().enumerate() {
        let weight = if correction.distance > 1 { TWO_EDITS } else { 1.0 };
        let weight = if place > 0 { weight * SECOND_GUESS } else { weight };
        group.add(correction.term, weight, How::Typo);
    }
    if group.variants.is_empty() {
        split(group, &token.word, dict);
    }
}

/// The two known words that an unknown long one is made of.
fn parts_of<'g>(group: &'g Group, reader: &Reader<'_>) -> Option<(&'g str, &'g str)> {
    if !group.variants.is_empty() || reader.reading == Reading::Literal {
        return None;
    }
    let frequency = |part: &str| Some(reader.dict.doc_freq(reader.dict.term(part)?));
    compounds::split(&group.word, |part| frequency(part).filter(|docs| *docs > 0))
}

/// The group of a part of a compound.
fn part_group(word: &str, dict: &TermDict<'_>) -> Group {
    let mut group = Group::new(word);
    if let Some(term) = dict.term(word) {
        group.add(term, REJOINED, How::Joined);
    }
    group
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
            group.add(head, REJOINED, How::Joined);
            group.add(tail, REJOINED, How::Joined);
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
            joined.add(variant.term, variant.weight * PART_OF_KNOWN, How::Joined);
        }
    }
    groups.push(joined);
}

/// What means something close to a word. One that may become another yet is left alone.
fn close_words<'s>(group: &Group, token: &Typed, supplement: &'s Supplement) -> &'s [Related] {
    match group.variants.first() {
        None => supplement.of_word(&token.word),
        Some(_) if group.variants.iter().any(|variant| variant.how == How::Prefix) => &[],
        Some(variant) => supplement.of_term(variant.term),
    }
}

/// Adds a group; where it and its neighbour are known as one word (`wi fi`, `log in`), that word
/// may stand for each of them.
fn rejoin(groups: &mut Vec<Group>, mut group: Group, reader: &Reader<'_>) {
    if let Some(before) = groups.last_mut() {
        let together = [before.word.as_str(), group.word.as_str()].concat();
        let term = reader.dict.term(&together);
        let supplement = reader.supplement.filter(|_| reader.reading == Reading::Generous);
        for part in [before, &mut group] {
            if let Some(term) = term {
                part.add(term, REJOINED, How::Joined);
                part.correction = None;
            } else if let Some(supplement) = supplement {
                part.add_related(supplement.of_word(&together));
            }
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
