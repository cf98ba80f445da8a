//! Words that are said in the same places and mean the contrary.

use std::collections::{HashMap, HashSet};

use rust_stemmers::Stemmer;

/// Pairs of stems that must not stand for each other.
#[derive(Debug)]
pub(super) struct Opposites {
    pairs: HashSet<(String, String)>,
}

impl Opposites {
    /// Takes pairs of words, one a line. Stems are compared, so that "enabled" is against
    /// "disables".
    pub(super) fn new(pairs: &str, stemmer: &Stemmer) -> Self {
        // Each word stands in several pairs.
        let mut stems = HashMap::new();
        let mut stem = |word| stems.entry(word).or_insert_with(|| stemmer.stem(word)).clone();
        let pairs = pairs.lines().filter_map(|pair| {
            let (one, other) = pair.split_once(' ')?;
            Some(ordered(&stem(one), &stem(other)))
        });
        Self { pairs: pairs.collect() }
    }

    /// Whether two stems are against each other.
    pub(super) fn are(&self, one: &str, other: &str) -> bool {
        self.pairs.contains(&ordered(one, other))
    }
}

fn ordered(one: &str, other: &str) -> (String, String) {
    if one <= other { (one.into(), other.into()) } else { (other.into(), one.into()) }
}
