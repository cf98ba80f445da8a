//! What an engine answered, as `docent search --run` and the scripts of the peers write it: a
//! TREC run, and how long each query took.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

/// Articles by query, best first.
#[derive(Debug, Default)]
pub(crate) struct Run(BTreeMap<String, Vec<String>>);

/// How long things took, in milliseconds.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Timings {
    query_ms: BTreeMap<String, f64>,
}

impl Run {
    /// Reads lines `query Q0 article rank score engine`; their order is the ranking.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut run = Self::default();
        for line in text.lines() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [query, _, article, _, _, _] = fields[..] else {
                anyhow::bail!("`{line}` is no line of a run");
            };
            run.0.entry(query.to_owned()).or_default().push(article.to_owned());
        }
        Ok(run)
    }

    /// What a query found.
    pub(crate) fn ranking(&self, query: &str) -> &[String] {
        self.0.get(query).map_or(&[], Vec::as_slice)
    }
}

impl Timings {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).context("the timings are not in the form of `docent search`")
    }

    /// The time that this share of the queries keeps to, from 0 to 1.
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        let mut times: Vec<f64> = self.query_ms.values().copied().collect();
        percentile(&mut times, share)
    }
}

/// The value that this share of the values keeps to, by nearest rank; 0 where there is none.
pub(crate) fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (share * values.len() as f64).ceil() as usize;
    values.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// A path as the fields of a run can hold it.
pub(crate) fn document_id(path: &str) -> String {
    path.replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_read_in_its_order() {
        let run = Run::parse("q1 Q0 b 1 2.0 x\nq1 Q0 a%20c 2 2.0 x\n").unwrap();
        assert_eq!(run.ranking("q1"), ["b", "a%20c"]);
        assert!(run.ranking("q2").is_empty());
        let error = Run::parse("q1 Q0 a b 1 2.0 x\n").unwrap_err().to_string();
        assert_eq!(error, "`q1 Q0 a b 1 2.0 x` is no line of a run");
    }

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
    fn timings_are_read_as_docent_writes_them() {
        let timings = Timings::parse(r#"{"load_ms":1.5,"query_ms":{"q1":0.1,"q2":0.3}}"#).unwrap();
        assert_eq!(timings.percentile(0.5), 0.1);
        assert_eq!(timings.percentile(0.95), 0.3);
    }
}
