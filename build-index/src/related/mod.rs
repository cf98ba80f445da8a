//! Related words: a customer says "terminate", the articles say "cancel".
//!
//! For common words of a language, those terms of this help centre that mean most nearly the same,
//! told by a thesaurus that comes with the build tool. It is worked out when the index is built;
//! the widget gets the finished table. Only English has a thesaurus so far.
//!
//! This module knows words and terms, and nothing of the bytes of the index.

mod neighbours;
mod opposites;
mod thesaurus;

use std::collections::{BTreeMap, BTreeSet};

use docent_search::{DictionaryWord, RelatedWord};
use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};

use neighbours::{Candidates, Neighbour};
use opposites::Opposites;
use thesaurus::Thesaurus;

/// How near a term must be and what it then weighs. The constants were measured on judged question
/// sets; see `data/README.md`.
struct Rule {
    cosine_min: f32,
    most: usize,
    weight: fn(f32) -> f32,
}

/// Beside a word that the articles contain, only near ones count, and little.
const BESIDE_KNOWN: Rule = Rule { cosine_min: 0.43, most: 3, weight: |cosine| 0.5 * cosine };
/// For a word that they do not contain: "terminate" and "cancel" are no nearer than that.
const FOR_UNKNOWN: Rule = Rule { cosine_min: 0.42, most: 2, weight: |cosine| cosine };

/// Forms of a stem nearer than this say the same ("cancels", "cancelled"); others only look alike
/// ("terminal", "terminate").
const SAME_MEANING: f32 = 0.6;
/// Shorter words are abbreviations, which mean something else on every site.
const LETTERS_MIN: usize = 3;

/// Finds what may stand for the common words of a language in the articles of one help centre.
/// Empty for languages without a thesaurus.
pub(crate) fn related_words(lang: &str, dictionary: &[DictionaryWord]) -> Vec<RelatedWord> {
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    if !primary.eq_ignore_ascii_case("en") || dictionary.is_empty() {
        return Vec::new();
    }
    Table::new(Thesaurus::english(), dictionary).related_words()
}

/// What one run works with.
struct Table<'a> {
    thesaurus: &'a Thesaurus<'a>,
    stemmer: Stemmer,
    opposites: Opposites,
    /// Forms that may stand for others, those of one term side by side.
    candidates: Candidates,
    forms: BTreeMap<&'a str, &'a DictionaryWord>,
}

/// A word that gets an entry.
struct Asked<'a> {
    /// Its rank among the common words.
    rank: usize,
    word: &'a str,
    stem: String,
    /// Its term, if the articles contain it.
    term: Option<u32>,
}

impl<'a> Table<'a> {
    fn new(thesaurus: &'a Thesaurus<'a>, dictionary: &'a [DictionaryWord]) -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let stem_of = |form: &DictionaryWord| stemmer.stem(&form.word).into_owned();
        let telling = |form: &&DictionaryWord| !form.is_filler && form.word.len() > 1;
        let occurring = dictionary.iter().filter(|form| form.doc_freq > 0);
        let known = occurring.filter(telling).filter_map(|form| {
            Some(neighbours::Candidate {
                term: form.term,
                word: thesaurus.number(&form.word)?,
                stem: stem_of(form),
            })
        });
        Self {
            thesaurus,
            opposites: Opposites::new(thesaurus.opposites(), &stemmer),
            candidates: Candidates::new(known.collect()),
            forms: dictionary.iter().map(|form| (form.word.as_str(), form)).collect(),
            stemmer,
        }
    }

    fn related_words(&self) -> Vec<RelatedWord> {
        let near = self.candidates.near(self.thesaurus);
        let entries = self.asked().into_par_iter().map(|asked| RelatedWord {
            word: asked.word.to_owned(),
            terms: self.choose(&asked, near[asked.rank].clone()),
        });
        let mut related: Vec<_> = entries.filter(|entry| !entry.terms.is_empty()).collect();
        related.sort_by(|a, b| a.word.cmp(&b.word));
        related
    }

    /// The common words; of the forms of a word that mean the same only the most common one.
    fn asked(&self) -> Vec<Asked<'_>> {
        let mut by_stem = self.candidates.by_stem();
        let mut terms = BTreeSet::new();
        let mut asked = Vec::new();
        for (rank, number) in self.thesaurus.common().enumerate() {
            let word = self.thesaurus.word(number);
            if word.len() < LETTERS_MIN {
                continue;
            }
            let stem = self.stemmer.stem(word).into_owned();
            match self.forms.get(word) {
                Some(form) if form.is_filler => continue,
                Some(form) if form.doc_freq > 0 => {
                    if terms.insert(form.term) {
                        asked.push(Asked { rank, word, stem, term: Some(form.term) });
                    }
                }
                _ => {
                    let forms = by_stem.entry(stem.clone()).or_default();
                    if !forms.iter().any(|form| self.means(*form, rank)) {
                        forms.push(number);
                        asked.push(Asked { rank, word, stem, term: None });
                    }
                }
            }
        }
        asked
    }

    /// Whether a form says the same as the common word of that rank.
    fn means(&self, form: usize, rank: usize) -> bool {
        let mut near = self.thesaurus.near(form);
        near.any(|(other, cosine)| other == rank && cosine >= SAME_MEANING)
    }

    /// The nearest terms that may stand for a word.
    fn choose(&self, asked: &Asked<'_>, mut near: Vec<Neighbour>) -> Vec<(u32, f32)> {
        let rule = if asked.term.is_some() { &BESIDE_KNOWN } else { &FOR_UNKNOWN };
        near.retain(|neighbour| neighbour.cosine >= rule.cosine_min);
        near.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.term.cmp(&b.term)));
        near.into_iter()
            .filter(|neighbour| Some(neighbour.term) != asked.term)
            .filter(|neighbour| {
                let mut stems = self.candidates.stems_of(neighbour);
                !stems.any(|stem| *stem == asked.stem || self.opposites.are(stem, &asked.stem))
            })
            .map(|neighbour| (neighbour.term, (rule.weight)(neighbour.cosine)))
            .take(rule.most)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILLERS: [&str; 4] = ["how", "the", "what", "my"];

    /// A help centre of these words, and what is related to them.
    struct HelpCentre {
        words: Vec<&'static str>,
        terms: Vec<u32>,
        related: Vec<RelatedWord>,
    }

    impl HelpCentre {
        fn of(text: &'static str) -> Self {
            let stemmer = Stemmer::create(Algorithm::English);
            let words: Vec<_> = text
                .split_whitespace()
                .chain(FILLERS)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
            let mut numbers = BTreeMap::new();
            let mut number = |word: &str| {
                let next = numbers.len() as u32;
                *numbers.entry(stemmer.stem(word).into_owned()).or_insert(next)
            };
            let terms: Vec<u32> = words.iter().map(|word| number(word)).collect();
            let dictionary: Vec<_> = words
                .iter()
                .zip(&terms)
                .map(|(word, term)| DictionaryWord {
                    word: (*word).to_owned(),
                    term: *term,
                    doc_freq: u32::from(*word != "the"),
                    is_filler: FILLERS.contains(word),
                })
                .collect();
            let related = related_words("en", &dictionary);
            Self { words, terms, related }
        }

        fn term(&self, word: &str) -> Option<u32> {
            self.words.iter().position(|known| *known == word).map(|at| self.terms[at])
        }

        /// As the widget looks: by the term of a known word; else the word itself, or one that
        /// differs in a short ending.
        fn entry(&self, word: &str) -> Option<&RelatedWord> {
            if let Some(term) = self.term(word) {
                return self.related.iter().find(|entry| self.term(&entry.word) == Some(term));
            }
            let near = |ending: usize| {
                let beginning = word.get(..word.len().checked_sub(ending)?)?;
                let longest = beginning.len() + 3;
                self.related
                    .iter()
                    .find(|entry| entry.word.starts_with(beginning) && entry.word.len() <= longest)
            };
            (0..=3).find_map(near)
        }

        /// First forms of the terms that are related to a word.
        fn of_word(&self, word: &str) -> Vec<&str> {
            let form = |(term, _): &(u32, f32)| {
                self.terms.iter().position(|known| known == term).map(|at| self.words[at])
            };
            let entries = self.entry(word).into_iter();
            entries.flat_map(|entry| entry.terms.iter().filter_map(form)).collect()
        }
    }

    #[test]
    fn what_customers_say_leads_to_what_the_articles_say() {
        let centre = HelpCentre::of(
            "account address billing cancel cancelled change invoice password payment refund \
             shipping subscription photo browser error settings phone employee",
        );
        for (asked, expected) in [
            ("terminate", "cancel"),
            ("delivery", "shipping"),
            ("picture", "photo"),
            ("telephone", "phone"),
            ("staff", "employee"),
            ("mistake", "error"),
        ] {
            assert!(
                centre.of_word(asked).contains(&expected),
                "{asked}: {:?}",
                centre.of_word(asked)
            );
        }
    }

    #[test]
    fn opposites_never_stand_for_each_other() {
        let centre = HelpCentre::of(
            "enable enabled disable activation deactivate increase decreases login logout upload \
             download incoming outgoing upgrade monday friday subscription",
        );
        for (one, other) in [
            ("enable", "disable"),
            ("disable", "enable"),
            ("disable", "enabled"),
            ("activation", "deactivate"),
            ("increase", "decreases"),
            ("login", "logout"),
            ("upload", "download"),
            ("incoming", "outgoing"),
            ("downgrade", "upgrade"),
            ("monday", "friday"),
            ("tuesday", "friday"),
            ("unsubscribe", "subscription"),
        ] {
            assert!(!centre.of_word(one).contains(&other), "{one}: {:?}", centre.of_word(one));
        }
    }

    #[test]
    fn a_word_is_not_related_to_its_own_forms_nor_to_fillers() {
        let centre = HelpCentre::of("cancel cancelled cancels how my what way own");
        assert!(!centre.of_word("cancel").contains(&"cancel"));
        let fillers = FILLERS.map(|word| centre.term(word));
        for entry in &centre.related {
            assert!(entry.terms.iter().all(|(term, _)| !fillers.contains(&Some(*term))));
        }
        // Other forms are found by their beginnings.
        let unknown = |entry: &&RelatedWord| centre.term(&entry.word).is_none();
        assert!(centre.related.iter().filter(unknown).all(|e| !e.word.starts_with("cancel")));
    }

    #[test]
    fn entries_are_sorted_short_and_weighted() {
        let centre = HelpCentre::of("cancel stop end close quit refund money cash card bank");
        let entries = &centre.related;
        assert!(!entries.is_empty() && entries.is_sorted_by(|a, b| a.word < b.word));
        for RelatedWord { word, terms } in entries {
            assert!((1..=3).contains(&terms.len()), "{word}");
            assert!(terms.is_sorted_by(|a, b| a.1 >= b.1), "{word}");
            assert!(terms.iter().all(|(_, weight)| *weight > 0.0 && *weight <= 1.0), "{word}");
        }
    }

    #[test]
    fn a_language_without_a_thesaurus_has_no_related_words() {
        let word =
            DictionaryWord { word: "kündigen".into(), term: 0, doc_freq: 1, is_filler: false };
        assert!(related_words("de", &[word]).is_empty());
        assert!(related_words("en-GB", &[]).is_empty());
    }
}
