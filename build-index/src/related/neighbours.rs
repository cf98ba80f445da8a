//! Which terms lie near a word, by cosine.

use std::collections::BTreeMap;

use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;

use super::vectors::Vectors;

/// Words whose cosines are worked out at once. More would not fit the processor's cache.
const BLOCK: usize = 128;
/// Farther ones are of no interest to anybody.
const COSINE_MIN: f32 = 0.3;

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
    /// One column per form.
    columns: Array2<f32>,
    lengths: Vec<f32>,
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

impl Candidates {
    pub(super) fn new(mut forms: Vec<Candidate>, vectors: &Vectors) -> Self {
        forms.sort_by_key(|form| (form.term, form.word));
        let mut starts: Vec<usize> = (0..forms.len())
            .filter(|at| *at == 0 || forms[*at].term != forms[at - 1].term)
            .collect();
        starts.push(forms.len());
        let numbers: Vec<usize> = forms.iter().map(|form| form.word).collect();
        let rows = vectors.rows(&numbers);
        let lengths = lengths(rows.view());
        Self { forms, starts, lengths, columns: rows.reversed_axes() }
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

    /// Hands the terms near each row to `choose`, in no order, with the number of the row.
    pub(super) fn near<T: Send>(
        &self,
        rows: &Array2<f32>,
        choose: impl Fn(usize, Vec<Neighbour>) -> T + Sync,
    ) -> Vec<T> {
        if self.forms.is_empty() {
            return (0..rows.nrows()).map(|row| choose(row, Vec::new())).collect();
        }
        let row_lengths = lengths(rows.view());
        let blocks: Vec<_> = rows.axis_chunks_iter(Axis(0), BLOCK).enumerate().collect();
        let chosen = blocks.into_par_iter().flat_map_iter(|(block, rows)| {
            let products = rows.dot(&self.columns);
            let (row_lengths, choose) = (&row_lengths, &choose);
            (0..rows.nrows())
                .map(|at| {
                    let row = block * BLOCK + at;
                    let products = products.row(at);
                    choose(row, self.neighbours(|form| products[form], row_lengths[row]))
                })
                .collect::<Vec<_>>()
        });
        chosen.collect()
    }

    fn neighbours(&self, product: impl Fn(usize) -> f32, length: f32) -> Vec<Neighbour> {
        let mut near = Vec::new();
        for (place, bounds) in self.starts.windows(2).enumerate() {
            let cosines =
                (bounds[0]..bounds[1]).map(|form| product(form) / (length * self.lengths[form]));
            let cosine = cosines.fold(f32::NEG_INFINITY, f32::max);
            if cosine >= COSINE_MIN {
                near.push(Neighbour { term: self.forms[bounds[0]].term, cosine, place });
            }
        }
        near
    }
}

/// Lengths of vectors; 1 for an empty one, so that it is near to nothing.
fn lengths(rows: ArrayView2<'_, f32>) -> Vec<f32> {
    rows.outer_iter().map(|row| row.dot(&row).sqrt().max(1.0)).collect()
}
