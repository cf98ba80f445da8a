//! Why an article scores what it scores, word by word.

use crate::index::{Field, Index};
use crate::query::{Group, How, Memo, Reading, Variant};
use crate::score;
use crate::searcher::{Hit, Searcher};
use crate::term_dict::TermDict;

/// Why a hit scores what it scores: the words add up, and the title multiplies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// One entry for each word of the query.
    pub words: Vec<ExplainedWord>,
    /// Above 1 where the title says nearly what the query says.
    pub title_factor: f32,
}

impl Explanation {
    /// The score that it explains.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.words.iter().map(ExplainedWord::score).sum::<f32>() * self.title_factor
    }
}

/// What one word of a query adds to the score of a hit.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedWord {
    /// The word as it was typed, folded.
    pub typed: String,
    /// Whether it is a filler, which keeps only a part of its score.
    pub is_filler: bool,
    /// What it matched best in the hit's passage, if that has a variant of it.
    pub matched: Option<ExplainedMatch>,
    /// What it matched in another passage of the article, if it scores more there.
    pub elsewhere: Option<ExplainedMatch>,
}

impl ExplainedWord {
    /// What the word adds to the score, before the title multiplies.
    #[must_use]
    pub fn score(&self) -> f32 {
        let score = |matched: &Option<ExplainedMatch>| matched.as_ref().map_or(0.0, |m| m.score);
        let here = score(&self.matched);
        score::of_document(here, here.max(score(&self.elsewhere)))
    }

    /// What it matches best in the article.
    #[must_use]
    pub fn best(&self) -> Option<&ExplainedMatch> {
        self.elsewhere.as_ref().or(self.matched.as_ref())
    }
}

/// The variant of a word that scores best in a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedMatch {
    /// Words that share the matched term.
    pub forms: Vec<String>,
    /// Why the term stands for the typed word.
    pub how: How,
    /// Share of a full match that it counts.
    pub weight: f32,
    /// How rare the term is, as far as that counts for the typed word.
    pub idf: f32,
    /// Weighed and normalised frequency in title, headings and body.
    pub frequencies: [f32; 3],
    /// What it scores in its passage.
    pub score: f32,
}

impl<D: AsRef<[u8]>> Searcher<D> {
    /// Explains a hit of a query.
    #[must_use]
    pub fn explain(&self, query: &str, reading: Reading, hit: &Hit) -> Explanation {
        let groups = self.groups(query, reading, &mut Memo::default());
        let index = self.index();
        let in_title = |variant: &Variant| {
            index.frequencies(&index.titles, variant.term).any(|(doc, _)| doc == hit.doc)
        };
        let telling = || groups.iter().filter(|group| !group.is_filler());
        let hits = telling().filter(|group| group.variants.iter().any(in_title)).count();
        let title_words = index.title_words[hit.doc as usize];
        Explanation {
            title_factor: score::title_factor(hits as u32, title_words, telling().count() as u32),
            words: groups.iter().map(|group| self.explain_word(group, hit)).collect(),
        }
    }

    fn explain_word(&self, group: &Group, hit: &Hit) -> ExplainedWord {
        let index = self.index();
        let best_in = |passage: u32| {
            let matches = group.variants.iter();
            let matches =
                matches.map(|variant| self.explain_match(group, variant, hit.doc, passage));
            best(matches.filter(|matched| matched.score > 0.0))
        };
        let here = best_in(hit.passage);
        let passages = index.outline.passages_of_doc(hit.doc);
        let least = here.as_ref().map_or(0.0, |matched| matched.score);
        let elsewhere = best(passages.filter_map(best_in)).filter(|found| found.score > least);
        let matched = |found: Scored| ExplainedMatch {
            forms: TermDict::of(index).forms(found.term),
            how: found.how,
            weight: found.weight,
            idf: found.idf,
            frequencies: found.frequencies,
            score: found.score,
        };
        ExplainedWord {
            typed: group.word().to_owned(),
            is_filler: group.is_filler(),
            matched: here.map(matched),
            elsewhere: elsewhere.map(matched),
        }
    }

    fn explain_match(&self, group: &Group, variant: &Variant, doc: u32, passage: u32) -> Scored {
        let frequencies = frequencies_in(self.index(), variant.term, doc, passage);
        let idf = self.idf(group, variant.term);
        let sum = frequencies.iter().sum::<f32>();
        // In the order in which searching multiplies, so that the sums agree to the last bits.
        let score = variant.weight * group.factor * idf * score::saturate(sum);
        let &Variant { term, weight, how } = variant;
        Scored { term, weight, how, idf, frequencies, score }
    }
}

/// The first of those that score most.
fn best(found: impl Iterator<Item = Scored>) -> Option<Scored> {
    found.reduce(|best, next| if next.score > best.score { next } else { best })
}

struct Scored {
    term: u32,
    weight: f32,
    how: How,
    idf: f32,
    frequencies: [f32; 3],
    score: f32,
}

/// Frequencies of a term in the title of an article, and in headings and body of its passage.
fn frequencies_in<D: AsRef<[u8]>>(index: &Index<D>, term: u32, doc: u32, passage: u32) -> [f32; 3] {
    let sum = |field: &Field, speaks: &dyn Fn(u32) -> bool| -> f32 {
        let list = index.frequencies(field, term).filter(|(unit, _)| speaks(*unit));
        list.fold(0.0, |sum, (_, frequency)| sum + frequency)
    };
    [
        sum(&index.titles, &|other| other == doc),
        sum(&index.headings, &|section| index.outline.passages_under(section).contains(&passage)),
        sum(&index.bodies, &|other| other == passage),
    ]
}
