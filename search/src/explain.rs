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
        let scores = self.words.iter().filter_map(|word| Some(word.matched.as_ref()?.score));
        scores.fold(0.0, |sum, score| sum + score) * self.title_factor
    }
}

/// What one word of a query adds to the score of a hit.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedWord {
    /// The word as it was typed, folded.
    pub typed: String,
    /// Whether it is a filler, which keeps only a part of its score.
    pub is_filler: bool,
    /// What it matched best; nothing if the hit's passage has no variant of it.
    pub matched: Option<ExplainedMatch>,
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
    /// What it adds to the score.
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
        let matches = group.variants.iter().map(|variant| self.explain_match(group, variant, hit));
        let best = matches.reduce(|best, next| if next.score > best.score { next } else { best });
        ExplainedWord {
            typed: group.word().to_owned(),
            is_filler: group.is_filler(),
            matched: best.filter(|best| best.score > 0.0).map(|best| ExplainedMatch {
                forms: TermDict::of(self.index()).forms(best.term),
                how: best.how,
                weight: best.weight,
                idf: best.idf,
                frequencies: best.frequencies,
                score: best.score,
            }),
        }
    }

    fn explain_match(&self, group: &Group, variant: &Variant, hit: &Hit) -> Scored {
        let frequencies = frequencies_in(self.index(), variant.term, hit);
        let idf = self.idf(group, variant.term);
        let sum = frequencies.iter().sum::<f32>();
        // In the order in which searching multiplies, so that the sums agree to the last bit.
        let score = variant.weight * group.factor * idf * score::saturate(sum);
        let &Variant { term, weight, how } = variant;
        Scored { term, weight, how, idf, frequencies, score }
    }
}

struct Scored {
    term: u32,
    weight: f32,
    how: How,
    idf: f32,
    frequencies: [f32; 3],
    score: f32,
}

/// Frequencies of a term in title, headings and body of the hit's passage.
fn frequencies_in<D: AsRef<[u8]>>(index: &Index<D>, term: u32, hit: &Hit) -> [f32; 3] {
    let sum = |field: &Field, speaks: &dyn Fn(u32) -> bool| -> f32 {
        let list = index.frequencies(field, term).filter(|(unit, _)| speaks(*unit));
        list.fold(0.0, |sum, (_, frequency)| sum + frequency)
    };
    [
        sum(&index.titles, &|doc| doc == hit.doc),
        sum(&index.headings, &|section| {
            index.outline.passages_under(section).contains(&hit.passage)
        }),
        sum(&index.bodies, &|passage| passage == hit.passage),
    ]
}
