//! Times that were measured, and what sums them up.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// How long an engine took, as `docent search --timings` and the programs beside it write it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Timings {
    /// Milliseconds until the index was ready.
    pub(crate) load_ms: f64,
    query_ms: BTreeMap<String, f64>,
}

impl Timings {
    /// Reads a file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("{} could not be read", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} holds no timings", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        Ok(serde_json::from_str(text)?)
    }

    /// Milliseconds of each query.
    pub(crate) fn into_values(self) -> Vec<f64> {
        self.query_ms.into_values().collect()
    }
}

/// The value that this share of the values keeps to, by nearest rank; 0 where there is none.
pub(crate) fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (share * values.len() as f64).ceil() as usize;
    values.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// The value in the middle, the lower one of two.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    percentile(values, 0.5)
}

/// Median over several rounds of what each round comes to: a machine that others use is slow at
/// times, and a median forgets such a round.
pub(crate) fn median_of_rounds(rounds: &mut [Vec<f64>], share: f64) -> f64 {
    let mut of_rounds: Vec<f64> = rounds.iter_mut().map(|times| percentile(times, share)).collect();
    median(&mut of_rounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let mut times: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        assert_eq!(percentile(&mut times, 0.5), 10.0);
        assert_eq!(percentile(&mut times, 0.95), 19.0);
        assert_eq!(percentile(&mut times, 1.0), 20.0);
        assert_eq!(percentile(&mut [7.0], 0.5), 7.0);
        assert_eq!(percentile(&mut [], 0.5), 0.0);
    }

    #[test]
    fn a_slow_round_is_forgotten() {
        let mut rounds = [vec![1.0, 2.0], vec![90.0, 95.0], vec![1.5, 3.0]];
        assert_eq!(median_of_rounds(&mut rounds, 1.0), 3.0);
        assert_eq!(median_of_rounds(&mut rounds, 0.5), 1.5);
    }

    #[test]
    fn timings_are_read_as_docent_writes_them() {
        let timings = Timings::parse(r#"{"load_ms":1.5,"query_ms":{"q1":0.1,"q2":0.3}}"#).unwrap();
        assert_eq!(timings.load_ms, 1.5);
        assert_eq!(timings.into_values(), [0.1, 0.3]);
    }
}
