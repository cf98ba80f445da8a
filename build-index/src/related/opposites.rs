//! Words that are said in the same places and mean the contrary.

use std::collections::BTreeSet;

use rust_stemmers::Stemmer;

/// Pairs of stems that must not stand for each other.
#[derive(Debug)]
pub(super) struct Opposites {
    pairs: BTreeSet<(String, String)>,
}

impl Opposites {
    /// Takes pairs of words, one a line. Stems are compared, so that "enabled" is against
    /// "disables".
    pub(super) fn new(pairs: &str, stemmer: &Stemmer) -> Self {
        let pairs = pairs.lines().filter_map(|pair| {
            let (one, other) = pair.split_once(' ')?;
            Some(ordered(&stemmer.stem(one), &stemmer.stem(other)))
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
