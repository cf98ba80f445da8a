//! The relevance that Docent keeps to: `tests/relevance.toml`.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::Workspace;

const FILE: &str = "tests/relevance.toml";

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Floors {
    floors: Vec<Group>,
}

/// Floors for the mean of some sets, by file of queries.
#[derive(Debug, Deserialize)]
struct Group {
    sets: Vec<String>,
    #[serde(flatten)]
    files: BTreeMap<String, f64>,
}

/// A floor beside what was measured.
#[derive(Debug, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) sets: String,
    pub(crate) queries: String,
    pub(crate) floor: f64,
    pub(crate) found: f64,
}

impl Floors {
    pub(crate) fn read(workspace: &Workspace) -> Result<Self> {
        let text = fs::read_to_string(workspace.path(FILE))
            .with_context(|| format!("{FILE} could not be read"))?;
        Self::parse(&text).with_context(|| format!("{FILE} holds no floors"))
    }

    fn parse(text: &str) -> Result<Self> {
        Ok(toml::from_str(text)?)
    }

    /// Compares with what was measured, by set and file of queries. A floor is left out unless all
    /// of its sets were measured.
    pub(crate) fn verdicts(&self, ndcg: impl Fn(&str, &str) -> Option<f64>) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for group in &self.floors {
            for (queries, &floor) in &group.files {
                let found: Option<Vec<f64>> =
                    group.sets.iter().map(|set| ndcg(set, queries)).collect();
                let Some(found) = found.filter(|found| !found.is_empty()) else { continue };
                verdicts.push(Verdict {
                    sets: group.sets.join(" + "),
                    queries: queries.clone(),
                    floor,
                    found: found.iter().sum::<f64>() / found.len() as f64,
                });
            }
        }
        verdicts
    }
}

impl Verdict {
    pub(crate) fn passes(&self) -> bool {
        self.found >= self.floor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[[floors]]\nsets = [\"a\", \"b/en\"]\nqueries = 0.8\nqueries-typo = 0.7\n";

    #[test]
    fn a_floor_of_several_sets_is_for_their_mean() {
        let floors = Floors::parse(TEXT).unwrap();
        let verdicts = floors.verdicts(|set, queries| match (set, queries) {
            ("a", "queries") => Some(1.0),
            ("b/en", "queries") => Some(0.5),
            ("a", _) => Some(0.9),
            _ => None,
        });
        let [verdict] = &verdicts[..] else { panic!("queries-typo of b/en is missing") };
        assert_eq!((verdict.sets.as_str(), verdict.found), ("a + b/en", 0.75));
        assert!(!verdict.passes());
        assert!(floors.verdicts(|_, _| Some(0.8))[0].passes(), "the floor itself is enough");
    }

    #[test]
    fn the_floors_of_the_checkout_can_be_read() {
        Floors::parse(include_str!("../../../tests/relevance.toml")).unwrap();
    }
}
