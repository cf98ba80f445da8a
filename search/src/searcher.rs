//! From a query to ranked articles.
//!
//! The unit of ranking is the passage, which carries its article's title and the headings above
//! it. An article scores as its best passage, never as the sum: long articles would win otherwise.

use std::ops::Range;

use crate::html::{prose_of_html, text_of_html};
use crate::index::Index;
use crate::query::{self, Group, Memo, Reader, Reading};
use crate::score;
use crate::snippet;
use crate::sums::Sums;
use crate::supplement::Supplement;
use crate::term_dict::TermDict;
use crate::{OpenError, Snippet};

/// A hit is a clear answer if it covers so much of the question …
const CLEAR_COVERAGE: f32 = 0.6;
/// … and scores so many times what the next one scores. On the questions of the judged help
/// centres these two let 20 to 80 % through, of which 86 to 100 % are right; see `docs/ranking.md`.
const CLEAR_MARGIN: f32 = 1.3;

/// An index with the memory for asking it, which is kept from one query to the next.
#[derive(Debug)]
pub struct Searcher<D> {
    index: Index<D>,
    supplement: Option<Supplement>,
    sums: Sums,
    memo: Memo,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Articles, best first; equal scores in the order of the articles.
    pub hits: Vec<Hit>,
    /// Words that were looked for in place of unknown ones.
    pub corrections: Vec<Correction>,
    /// Share of the query's weight that the best passage contains, from 0 to 1. Below .2 nothing
    /// fits well, below .5 the hits are only the closest matches.
    pub coverage: f32,
    /// Whether the best hit answers so clearly that its passage may be shown as the answer.
    pub is_clear: bool,
    /// Terms that were looked for, ascending, with their weight in a snippet.
    pub(crate) terms: Vec<(u32, f32)>,
}

/// An article that answers a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Number of the article.
    pub doc: u32,
    /// Number, within the article, of the section that answers best.
    pub section: u32,
    /// BM25F score; comparable within one answer only.
    pub score: f32,
    /// Number of the passage that scores so, within the index.
    pub(crate) passage: u32,
}

/// A word that the dictionary does not know, and the one that was looked for instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed, folded.
    pub typed: String,
    /// As the articles write it.
    pub found: String,
}

impl<D: AsRef<[u8]>> Searcher<D> {
    /// Gets ready to search an index.
    #[must_use]
    pub fn new(index: Index<D>) -> Self {
        let sums = Sums::new(&index.outline);
        Self { index, supplement: None, sums, memo: Memo::default() }
    }

    /// The index that is searched.
    #[must_use]
    pub fn index(&self) -> &Index<D> {
        &self.index
    }

    /// Adds the supplement that was written with the index.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the bytes, or that they belong to another index; searching goes on
    /// without them.
    pub fn add_supplement(&mut self, bytes: Vec<u8>) -> Result<(), OpenError> {
        self.supplement = Some(Supplement::open(bytes, &self.index)?);
        Ok(())
    }

    /// Heading of a section of an article. Empty for the text before the first heading, and as
    /// long as there is no supplement.
    #[must_use]
    pub fn heading(&self, doc: u32, section: u32) -> &str {
        let sections = self.index.outline.sections_of(doc);
        match &self.supplement {
            Some(supplement) if section < sections.len() as u32 => {
                supplement.heading(sections.start + section)
            }
            _ => "",
        }
    }

    /// Finds the articles that answer a query, at most `limit`.
    pub fn search(&mut self, query: &str, limit: usize) -> Results {
        self.search_as(query, limit, Reading::Generous)
    }

    /// Finds the articles that answer a query read in that way, at most `limit`.
    pub fn search_as(&mut self, query: &str, limit: usize, reading: Reading) -> Results {
        let mut memo = std::mem::take(&mut self.memo);
        let groups = self.groups(query, reading, &mut memo);
        self.memo = memo;
        for group in &groups {
            for variant in &group.variants {
                add_term(&self.index, variant.term, &mut self.sums);
                self.sums
                    .end_variant(variant.weight * group.factor * self.idf(group, variant.term));
            }
            self.sums.end_group(&self.index.outline, group.weight, !group.is_filler());
        }
        self.sums.favour_titles(&self.index.outline, &self.index.title_words);
        let total: f32 = groups.iter().map(|group| group.weight).sum();
        let (hits, covered) = self.sums.take_best(&self.index.outline, limit);
        let coverage = if total > 0.0 { (covered / total).min(1.0) } else { 0.0 };
        Results {
            is_clear: coverage >= CLEAR_COVERAGE && stands_out(&hits),
            coverage,
            corrections: corrections(&groups),
            terms: snippet_terms(&groups),
            hits,
        }
    }

    /// The part of a section's HTML that answers best, at most about `max_chars` characters. Blocks
    /// of code are shown where nothing else has words of the query, or where there is nothing else.
    #[must_use]
    pub fn snippet(&self, results: &Results, html: &str, max_chars: usize) -> Snippet {
        let cut = |text: String| {
            snippet::cut(&text, &snippet::marks(&text, &self.index, &results.terms), max_chars)
        };
        let prose = cut(prose_of_html(html));
        if prose.highlights.is_empty() {
            let all = cut(text_of_html(html));
            if prose.text.is_empty() || !all.highlights.is_empty() {
                return all;
            }
        }
        prose
    }

    /// Where a text, such as a title, contains words of the query, in bytes; ascending, disjoint.
    #[must_use]
    pub fn highlight(&self, results: &Results, text: &str) -> Vec<Range<usize>> {
        snippet::ranges(&snippet::marks(text, &self.index, &results.terms))
    }

    pub(crate) fn groups(&self, query: &str, reading: Reading, memo: &mut Memo) -> Vec<Group> {
        let reader = Reader {
            dict: TermDict::of(&self.index),
            supplement: self.supplement.as_ref(),
            num_docs: self.index.num_docs(),
            reading,
        };
        query::parse(query, &reader, memo, |term| self.index.is_stop_term(term))
    }

    /// How rare a term is, as far as its group lets that count.
    pub(crate) fn idf(&self, group: &Group, term: u32) -> f32 {
        let doc_freq = self.index.doc_freqs.get(term as usize).copied().unwrap_or_default();
        score::idf(doc_freq, self.index.num_docs()).min(group.idf_cap)
    }
}

/// Whether the first hit leaves the second well behind.
fn stands_out(hits: &[Hit]) -> bool {
    match hits {
        [] => false,
        [_] => true,
        [first, second, ..] => first.score >= CLEAR_MARGIN * second.score,
    }
}

/// Adds the frequencies of one term to every passage that it speaks for.
fn add_term<D: AsRef<[u8]>>(index: &Index<D>, term: u32, sums: &mut Sums) {
    for (doc, frequency) in index.frequencies(&index.titles, term) {
        sums.in_title(doc);
        for passage in index.outline.passages_of_doc(doc) {
            sums.add(passage, frequency);
        }
    }
    for (section, frequency) in index.frequencies(&index.headings, term) {
        for passage in index.outline.passages_under(section) {
            sums.add(passage, frequency);
        }
    }
    for (passage, frequency) in index.frequencies(&index.bodies, term) {
        sums.add(passage, frequency);
    }
}

fn corrections(groups: &[Group]) -> Vec<Correction> {
    let corrected = |group: &Group| {
        let found = group.correction.clone()?;
        Some(Correction { typed: group.word().to_owned(), found })
    };
    groups.iter().filter_map(corrected).collect()
}

/// Fillers are marked only where nothing else is asked for.
fn snippet_terms(groups: &[Group]) -> Vec<(u32, f32)> {
    let telling = |group: &&Group| !group.is_filler() && !group.variants.is_empty();
    let fillers_only = !groups.iter().any(|group| telling(&group));
    let mut terms: Vec<(u32, f32)> = Vec::new();
    for group in groups.iter().filter(|group| fillers_only || telling(group)) {
        for variant in &group.variants {
            let weight = variant.weight * group.weight;
            match terms.binary_search_by_key(&variant.term, |(term, _)| *term) {
                Ok(at) => terms[at].1 = terms[at].1.max(weight),
                Err(at) => terms.insert(at, (variant.term, weight)),
            }
        }
    }
    terms
}
