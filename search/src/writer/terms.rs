//! From counted words to dictionary and posting lists.

use std::collections::{BTreeMap, HashMap};

use super::counted::{CountedForm, FIELDS};
use super::lists::{Ascending, PostingList};
use super::stems::{courtesies, stem, stemmer, stop_words, writes_compounds_as_one};
use crate::compounds;
use crate::format::{Pieces, push_varint};
use crate::postings::by_length;
use crate::words::WordWriter;

/// Number of the field of passages.
const BODY: usize = 2;

/// A filler word in more than one of so many passages is left out of all of them, as courtesies
/// always are: it tells none from the other, and such words are a third of all postings. Where it is
/// in a title or a heading, it stays. Measured in `docs/ranking.md`.
const COMMON: usize = 8;

/// Counts of words as they are written, before word forms are brought together.
#[derive(Debug, Default)]
pub(super) struct TermTable {
    // In boxes, as the table is up to half empty.
    forms: HashMap<String, Box<Form>>,
    /// First units of each document, by field.
    firsts: Vec<[u32; FIELDS]>,
}

/// One word of the articles, folded.
#[derive(Debug, Default)]
struct Form {
    /// Ways it is written before folding, sorted, with how often; only for words that can be stemmed.
    /// Most words have one or two.
    written: Vec<(Box<str>, u32)>,
    /// Occurrences as a compound written together, and all occurrences.
    joined: u32,
    total: u32,
    lists: Lists,
    /// How many articles contain it.
    doc_freq: u32,
}

/// Posting lists by field.
type Lists = [PostingList; FIELDS];

/// Numbers of a document and of its first section and passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstUnits {
    pub(super) doc: u32,
    pub(super) section: u32,
    pub(super) passage: u32,
}

/// Parts of an index that this table becomes.
#[derive(Debug, Default)]
pub(super) struct EncodedTerms {
    pub(super) dictionary: WordWriter,
    pub(super) stop_terms: Vec<u8>,
    pub(super) stop_doc_freqs: Vec<u8>,
    pub(super) joined_terms: Vec<u8>,
    pub(super) words: Vec<DictionaryWord>,
    pub(super) fields: [FieldPostings; FIELDS],
}

/// A word of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryWord {
    /// The word, folded.
    pub word: String,
    /// Number of its term, which other forms of the word share.
    pub term: u32,
    /// Articles that contain this form.
    pub doc_freq: u32,
    /// Whether it is a filler word.
    pub is_filler: bool,
}

/// Posting lists of a field for all terms.
#[derive(Debug, Default)]
pub(super) struct FieldPostings {
    pub(super) counts: Vec<u8>,
    pub(super) gaps: Pieces,
    pub(super) freqs: Pieces,
}

impl TermTable {
    /// Adds the words of the next document, whose units begin there.
    pub(super) fn add<'a>(
        &mut self,
        words: impl Iterator<Item = CountedForm<'a>>,
        first: FirstUnits,
    ) {
        let firsts = [first.doc, first.section, first.passage];
        self.firsts.push(firsts);
        for counted in words {
            if let Some(form) = self.forms.get_mut(counted.word) {
                form.add(&counted, firsts);
            } else {
                let mut form = Box::<Form>::default();
                form.add(&counted, firsts);
                self.forms.insert(counted.word.to_owned(), form);
            }
        }
    }

    /// Brings the forms of a stem together and encodes everything. Terms are numbered in the
    /// order in which the dictionary meets them, so that most words need no number.
    ///
    /// # Panics
    ///
    /// If there are more than 2³² terms.
    pub(super) fn encode(
        mut self,
        lang: &str,
        num_passages: usize,
        num_sections: usize,
    ) -> EncodedTerms {
        let stop_words = stop_words(lang);
        let courtesies = courtesies(lang);
        // A text of thousands of fillers and nothing else needs them: a reader takes no more
        // passages for possible than there are words in them, but for the last of each section.
        let mut is_told = vec![false; num_passages];
        for (_, form) in self.forms.iter().filter(|(word, _)| !stop_words.contains(*word)) {
            form.lists[BODY].units.iter().for_each(|unit| is_told[unit as usize] = true);
        }
        let untold = is_told.iter().filter(|is_told| !**is_told).count();
        let leaves_out = untold <= num_sections;
        for word in &stop_words {
            self.forms.entry(word.clone()).or_default();
        }
        let stemmer = stemmer(lang);
        let stem_of = |word: &str, form: &Form| {
            let usual = form.written.iter().max_by_key(|(_, count)| *count);
            let written = usual.map_or(word, |(written, _)| written);
            stem(stemmer.as_ref().filter(|_| !form.is_gram()), word, Some(written))
        };
        let fillers = stop_words.iter().map(|word| stem_of(word, &self.forms[word]));
        let mut filler_docs: BTreeMap<String, Ascending> =
            fillers.map(|stem| (stem, Ascending::default())).collect();
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        // A term begins as its first form.
        let mut terms: Vec<Form> = Vec::new();
        let mut dictionary = WordWriter::default();
        let mut words = Vec::with_capacity(self.forms.len());
        let compounding = writes_compounds_as_one(lang);
        let mut long_words: Vec<(String, Lists)> = Vec::new();
        let mut forms: Vec<_> = self.forms.into_iter().collect();
        forms.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (word, mut form) in forms {
            let doc_freq = form.doc_freq;
            let is_gram = form.is_gram();
            let stem = stem_of(&word, &form);
            if let Some(docs) = filler_docs.get_mut(&stem) {
                *docs = docs.merged(&form.docs(&self.firsts));
            }
            let next = u32::try_from(numbers.len()).expect("fewer than 2^32 terms");
            let term = *numbers.entry(stem).or_insert(next);
            dictionary.push(&word, term);
            let is_filler = stop_words.contains(&word);
            if compounding && !is_filler && !is_gram {
                long_words.push((word.clone(), form.lists.clone()));
            }
            if is_filler {
                let common = form.lists[BODY].len() * COMMON > num_passages;
                if leaves_out && (common || courtesies.contains(&word)) {
                    form.lists[BODY] = PostingList::default();
                }
            }
            form.written = Vec::new();
            match terms.get_mut(term as usize) {
                Some(known) => known.absorb(&form),
                None => terms.push(*form),
            }
            words.push(DictionaryWord { word, term, doc_freq, is_filler });
        }
        // Terms with a filler among their forms, each with how many documents have it.
        let stop_terms: BTreeMap<u32, u32> =
            filler_docs.iter().map(|(stem, docs)| (numbers[stem], docs.len())).collect();
        for (word, lists) in long_words {
            let known = |part: &str| {
                let term = *numbers.get(&stem(stemmer.as_ref(), part, Some(part)))?;
                let used = terms[term as usize].total;
                (used > 0 && !stop_terms.contains_key(&term)).then_some((term, used))
            };
            let parts = compounds::split(&word, |part| known(part).map(|(_, used)| used));
            let Some((head, tail)) = parts else { continue };
            let parts = [head, tail].map(|part| known(part).map(|(term, _)| term));
            for term in parts.into_iter().flatten() {
                terms[term as usize].count_as(&lists);
            }
        }
        let mut encoded = EncodedTerms { dictionary, words, ..EncodedTerms::default() };
        encoded.stop_terms = stop_terms.keys().copied().collect::<Ascending>().gaps;
        for doc_freq in stop_terms.values() {
            push_varint(&mut encoded.stop_doc_freqs, *doc_freq);
        }
        let mostly_joined = |term: &u32| {
            let form = &terms[*term as usize];
            2 * form.joined > form.total
        };
        let joined = (0..terms.len() as u32).filter(mostly_joined);
        encoded.joined_terms = joined.collect::<Ascending>().gaps;
        encoded.fields = std::array::from_fn(|field| FieldPostings::of(&mut terms, field));
        encoded
    }
}

impl FieldPostings {
    /// Takes the lists of all terms.
    fn of(terms: &mut [Form], field: usize) -> Self {
        let mut all = Self::default();
        let lengths: Vec<u32> = terms.iter().map(|term| term.lists[field].len() as u32).collect();
        lengths.iter().for_each(|len| push_varint(&mut all.counts, *len));
        let longest = lengths.iter().max().copied().unwrap_or_default();
        for term in by_length(&lengths, longest as usize) {
            let PostingList { units, freqs } =
                std::mem::take(&mut terms[term as usize].lists[field]);
            all.gaps.push(units.gaps);
            all.freqs.push(freqs);
        }
        all
    }
}

impl Form {
    /// Whether it is a part of a text without blanks between words.
    fn is_gram(&self) -> bool {
        self.written.is_empty() && self.doc_freq > 0
    }

    /// The documents that contain it, whose first units are given.
    fn docs(&self, firsts: &[[u32; FIELDS]]) -> Ascending {
        let of_field = |(field, list): (usize, &PostingList)| {
            let mut docs = Ascending::default();
            let mut next = 0;
            for unit in list.units.iter() {
                let rest = &firsts[next..];
                let begun = rest.partition_point(|first| first[field] <= unit);
                if begun > 0 {
                    next += begun;
                    docs.push(next as u32 - 1);
                }
            }
            docs
        };
        let fields = self.lists.iter().enumerate().map(of_field);
        fields.fold(Ascending::default(), |all, docs| all.merged(&docs))
    }

    /// Adds what a document has of it; `firsts` are the document's first units.
    fn add(&mut self, counted: &CountedForm<'_>, firsts: [u32; FIELDS]) {
        self.doc_freq += 1;
        self.joined += counted.joined;
        self.total += counted.total;
        for ((all, own), first) in self.lists.iter_mut().zip(counted.counts).zip(firsts) {
            own.iter().for_each(|(unit, count)| all.push(first + unit, *count));
        }
        for (written, count) in counted.writings() {
            match self.written.binary_search_by(|(known, _)| (**known).cmp(written)) {
                Ok(at) => self.written[at].1 += count,
                Err(at) => self.written.insert(at, (written.into(), count)),
            }
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.joined += other.joined;
        self.total += other.total;
        self.count_as(&other.lists);
    }

    /// Counts occurrences of something else as one's own.
    fn count_as(&mut self, lists: &Lists) {
        self.lists.iter_mut().zip(lists).for_each(|(mine, theirs)| mine.absorb(theirs));
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::{CountedDocument, Document, Section};
    use super::*;

    proptest! {
        #[test]
        fn a_form_is_in_the_documents_that_have_it(
            texts in vec(vec(vec(prop::sample::select(vec!["one", "two", "six"]), 0..400), 1..4), 1..9),
        ) {
            let mut table = TermTable::default();
            let (mut section, mut passage) = (0, 0);
            let mut has: HashMap<&str, Vec<u32>> = HashMap::new();
            for (doc, sections) in (0..).zip(&texts) {
                let titles = if doc % 3 == 0 { vec!["two"] } else { Vec::new() };
                for word in titles.iter().chain(sections.iter().flatten()) {
                    let docs = has.entry(word).or_default();
                    if docs.last() != Some(&doc) {
                        docs.push(doc);
                    }
                }
                let sections = sections.iter().map(|words| Section::lead(words.join(" ")));
                let document = Document {
                    title: titles.concat(),
                    sections: sections.collect(),
                    ..Document::default()
                };
                let counted = CountedDocument::of(document);
                table.add(counted.forms(), FirstUnits { doc, section, passage });
                section += counted.sections.len() as u32;
                passage += counted.num_passages;
            }
            prop_assert_eq!(table.forms.len(), has.len());
            for (word, form) in &table.forms {
                prop_assert_eq!(form.docs(&table.firsts).iter().collect::<Vec<_>>(), has[&**word].clone());
                prop_assert_eq!(form.doc_freq as usize, has[&**word].len());
            }
        }
    }
}
