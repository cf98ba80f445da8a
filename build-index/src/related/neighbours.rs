//! Which terms lie near a word, by cosine.

use std::collections::{BTreeMap, HashMap, HashSet};

use ndarray::Array2;
use rayon::prelude::*;

use super::vectors::Vectors;

/// Candidates whose cosines are worked out at once. More would not fit the processor's cache.
const BLOCK: usize = 64;
/// Farther ones are of no interest to anybody.
const COSINE_MIN: f32 = 0.4;

/// A word form of the articles that may stand for other words.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) term: u32,
    /// Number among the vectors.
    pub(super) word: usize,
    pub(super) stem: String,
}

/// All candidates, those of one term side by side.
#[derive(Debug)]
pub(super) struct Candidates {
    forms: Vec<Candidate>,
    /// Where the forms of each term begin, and at last their number.
    starts: Vec<usize>,
}

/// A term near a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Neighbour {
    pub(super) term: u32,
    /// That of the nearest of its forms.
    pub(super) cosine: f32,
    /// Number of the term among the candidates.
    place: usize,
}

/// Which of the most common words are near a word of the articles, with their cosines. It depends on
/// nothing but the vectors, so it is kept from one build to the next.
#[derive(Debug, Default)]
pub(crate) struct Nearness {
    /// Vectors of the common words, a column each, with their lengths.
    common: Option<(Array2<f32>, Vec<f32>)>,
    by_word: HashMap<usize, Vec<(usize, f32)>>,
}

impl Candidates {
    pub(super) fn new(mut forms: Vec<Candidate>) -> Self {
        forms.sort_by_key(|form| (form.term, form.word));
        let mut starts: Vec<usize> = (0..forms.len())
            .filter(|at| *at == 0 || forms[*at].term != forms[at - 1].term)
            .collect();
        starts.push(forms.len());
        Self { forms, starts }
    }

    /// Words of the candidates by their stem.
    pub(super) fn by_stem(&self) -> BTreeMap<String, Vec<usize>> {
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for form in &self.forms {
            words.entry(form.stem.clone()).or_default().push(form.word);
        }
        words
    }

    /// The stems of a term's forms.
    pub(super) fn stems_of(&self, neighbour: &Neighbour) -> impl Iterator<Item = &String> {
        let (start, end) = (self.starts[neighbour.place], self.starts[neighbour.place + 1]);
        self.forms[start..end].iter().map(|form| &form.stem)
    }

    /// The terms near each of the most common words, by the number of the word.
    pub(super) fn near(
        &self,
        common: usize,
        vectors: &Vectors,
        nearness: &mut Nearness,
    ) -> Vec<Vec<Neighbour>> {
        nearness.learn(&self.forms, common, vectors);
        let mut near: Vec<Vec<Neighbour>> = vec![Vec::new(); common];
        for (place, bounds) in self.starts.windows(2).enumerate() {
            for form in &self.forms[bounds[0]..bounds[1]] {
                for (word, cosine) in nearness.by_word.get(&form.word).into_iter().flatten() {
                    match near[*word].last_mut() {
                        Some(last) if last.place == place => last.cosine = last.cosine.max(*cosine),
                        _ => {
                            near[*word].push(Neighbour { term: form.term, cosine: *cosine, place })
                        }
                    }
                }
            }
        }
        near
    }
}

impl Nearness {
    /// Works out what is not known of these forms, and forgets others.
    fn learn(&mut self, forms: &[Candidate], common: usize, vectors: &Vectors) {
        let words: HashSet<usize> = forms.iter().map(|form| form.word).collect();
        self.by_word.retain(|word, _| words.contains(word));
        let new: Vec<usize> =
            words.into_iter().filter(|word| !self.by_word.contains_key(word)).collect();
        let (columns, lengths) = self.common.get_or_insert_with(|| {
            let rows = vectors.rows(&(0..common).collect::<Vec<_>>());
            let lengths = lengths(&rows);
            (rows.reversed_axes(), lengths)
        });
        let near = new.par_chunks(BLOCK).flat_map_iter(|words| {
            let rows = vectors.rows(words);
            let products = rows.dot(&*columns);
            let own = self::lengths(&rows);
            let near = |at: usize| {
                let products = products.row(at);
                let cosines = products
                    .iter()
                    .zip(&*lengths)
                    .map(|(product, length)| product / (length * own[at]));
                cosines.enumerate().filter(|(_, cosine)| *cosine >= COSINE_MIN).collect::<Vec<_>>()
            };
            words.iter().enumerate().map(|(at, word)| (*word, near(at))).collect::<Vec<_>>()
        });
        self.by_word.extend(near.collect::<Vec<_>>());
    }
}

/// Lengths of vectors; 1 for an empty one, so that it is near to nothing.
fn lengths(rows: &Array2<f32>) -> Vec<f32> {
    rows.outer_iter().map(|row| row.dot(&row).sqrt().max(1.0)).collect()
}
