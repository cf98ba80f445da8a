//! Which terms lie near a word, by cosine.

use std::collections::BTreeMap;

use super::thesaurus::Thesaurus;

/// A word form of the articles that may stand for other words.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) term: u32,
    /// Number in the thesaurus.
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

    /// The terms near each of the most common words, by the rank of the word.
    pub(super) fn near(&self, thesaurus: &Thesaurus<'_>) -> Vec<Vec<Neighbour>> {
        let mut near: Vec<Vec<Neighbour>> = vec![Vec::new(); thesaurus.common().len()];
        for (place, bounds) in self.starts.windows(2).enumerate() {
            for form in &self.forms[bounds[0]..bounds[1]] {
                for (rank, cosine) in thesaurus.near(form.word) {
                    match near[rank].last_mut() {
                        Some(last) if last.place == place => last.cosine = last.cosine.max(cosine),
                        _ => near[rank].push(Neighbour { term: form.term, cosine, place }),
                    }
                }
            }
        }
        near
    }
}
