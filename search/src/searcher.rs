//! From a query to ranked articles.
//!
//! The unit of ranking is the passage, which carries its article's title and the headings above
//! it. An article scores as its best passage, never as the sum: long articles would win otherwise.

use std::ops::Range;

use crate::Snippet;
use crate::index::{Field, Index};
use crate::query::{self, Group};
use crate::score::{self, FieldWeight};
use crate::snippet;
use crate::term_dict::TermDict;

/// An index with the memory for asking it, which is kept from one query to the next.
#[derive(Debug)]
pub struct Searcher<D> {
    index: Index<D>,
    sums: Sums,
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
        let sums = Sums::new(index.num_passages());
        Self { index, sums }
    }

    /// The index that is searched.
    #[must_use]
    pub fn index(&self) -> &Index<D> {
        &self.index
    }

    /// Finds the articles that answer a query, at most `limit`.
    pub fn search(&mut self, query: &str, limit: usize) -> Results {
        let dict = TermDict::of(&self.index);
        let num_docs = self.index.num_docs();
        let groups = query::parse(query, &dict, num_docs, |term| self.index.is_stop_term(term));
        for group in &groups {
            for variant in &group.variants {
                let idf = score::idf(dict.doc_freq(variant.term), num_docs).min(group.idf_cap);
                self.sums.begin_variant();
                add_term(&self.index, variant.term, &mut self.sums);
                self.sums.end_variant(variant.weight * group.factor * idf);
            }
            self.sums.end_group(group.weight);
        }
        let total: f32 = groups.iter().map(|group| group.weight).sum();
        let (hits, covered) = best_per_document(&self.index, &self.sums, limit);
        self.sums.clear();
        Results {
            coverage: if total > 0.0 { (covered / total).min(1.0) } else { 0.0 },
            corrections: corrections(&groups),
            terms: snippet_terms(&groups),
            hits,
        }
    }

    /// The part of a text that answers best, at most about `max_chars` characters.
    #[must_use]
    pub fn snippet(&self, results: &Results, text: &str, max_chars: usize) -> Snippet {
        snippet::cut(text, &snippet::marks(text, &self.index, &results.terms), max_chars)
    }

    /// Where a text, such as a title, contains words of the query, in bytes; ascending, disjoint.
    #[must_use]
    pub fn highlight(&self, results: &Results, text: &str) -> Vec<Range<usize>> {
        snippet::ranges(&snippet::marks(text, &self.index, &results.terms))
    }
}

/// Adds the frequencies of one term to every passage that it speaks for.
fn add_term<D: AsRef<[u8]>>(index: &Index<D>, term: u32, sums: &mut Sums) {
    each(index, &index.titles, score::TITLE, term, |doc, frequency| {
        let passages = index.passages_of(index.sections_of(doc));
        passages.for_each(|passage| sums.add(passage, frequency));
    });
    each(index, &index.headings, score::HEADING, term, |section, frequency| {
        let passages = index.passages_of(index.subtree(section));
        passages.for_each(|passage| sums.add(passage, frequency));
    });
    each(index, &index.bodies, score::BODY, term, |passage, frequency| {
        sums.add(passage, frequency)
    });
}

fn each<D: AsRef<[u8]>>(
    index: &Index<D>,
    field: &Field,
    weight: FieldWeight,
    term: u32,
    mut add: impl FnMut(u32, f32),
) {
    for posting in field.postings.list(index.bytes(), index.layout(), term) {
        let field_len = field.lengths[posting.unit as usize];
        add(posting.unit, weight.frequency(posting.term_freq, field_len, field.avg_len));
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
    let mut terms: Vec<(u32, f32)> = groups
        .iter()
        .filter(|group| fillers_only || telling(group))
        .flat_map(|group| group.variants.iter().map(|v| (v.term, v.weight * group.weight)))
        .collect();
    terms.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    terms.dedup_by_key(|(term, _)| *term);
    terms
}

/// Ranks the documents that any group touched; returns the best ones, and how much of the query
/// the very best passage covers.
fn best_per_document<D: AsRef<[u8]>>(
    index: &Index<D>,
    sums: &Sums,
    limit: usize,
) -> (Vec<Hit>, f32) {
    let mut touched = sums.touched.clone();
    touched.sort_unstable();
    let mut hits: Vec<(Hit, u32)> = Vec::new();
    for passage in touched {
        let score = sums.scores[passage as usize];
        let section = index.passage_starts.partition_point(|start| *start <= passage) as u32 - 1;
        let doc = index.section_starts.partition_point(|start| *start <= section) as u32 - 1;
        match hits.last_mut() {
            Some((hit, _)) if hit.doc == doc && hit.score >= score => {}
            last => {
                let section = section - index.section_starts[doc as usize];
                let entry = (Hit { doc, section, score }, passage);
                match last {
                    Some(last) if last.0.doc == doc => *last = entry,
                    _ => hits.push(entry),
                }
            }
        }
    }
    hits.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc)));
    hits.truncate(limit);
    let covered = hits.first().map_or(0.0, |(_, passage)| sums.covered[*passage as usize]);
    (hits.into_iter().map(|(hit, _)| hit).collect(), covered)
}

/// Sums per passage: of the variant, of the group, of the query. A passage that nothing touched is
/// zero everywhere, so that clearing costs as much as asking did, not as much as there are.
#[derive(Debug)]
struct Sums {
    frequencies: Vec<f32>,
    in_variant: Vec<u32>,
    group: Vec<f32>,
    in_group: Vec<u32>,
    scores: Vec<f32>,
    covered: Vec<f32>,
    touched: Vec<u32>,
}

impl Sums {
    fn new(num_passages: usize) -> Self {
        Self {
            frequencies: vec![0.0; num_passages],
            in_variant: Vec::new(),
            group: vec![0.0; num_passages],
            in_group: Vec::new(),
            scores: vec![0.0; num_passages],
            covered: vec![0.0; num_passages],
            touched: Vec::new(),
        }
    }

    fn begin_variant(&mut self) {
        self.in_variant.clear();
    }

    fn add(&mut self, passage: u32, frequency: f32) {
        let sum = &mut self.frequencies[passage as usize];
        if *sum == 0.0 {
            self.in_variant.push(passage);
        }
        *sum += frequency;
    }

    /// Saturates the variant's frequencies; the group keeps its best variant.
    fn end_variant(&mut self, weight: f32) {
        for &passage in &self.in_variant {
            let at = passage as usize;
            let score = weight * score::saturate(self.frequencies[at]);
            self.frequencies[at] = 0.0;
            if self.group[at] == 0.0 {
                self.in_group.push(passage);
            }
            self.group[at] = self.group[at].max(score);
        }
    }

    fn end_group(&mut self, weight: f32) {
        for &passage in &self.in_group {
            let at = passage as usize;
            if self.covered[at] == 0.0 {
                self.touched.push(passage);
            }
            self.scores[at] += self.group[at];
            self.covered[at] += weight.max(f32::MIN_POSITIVE);
            self.group[at] = 0.0;
        }
        self.in_group.clear();
    }

    fn clear(&mut self) {
        for &passage in &self.touched {
            self.scores[passage as usize] = 0.0;
            self.covered[passage as usize] = 0.0;
        }
        self.touched.clear();
    }
}
