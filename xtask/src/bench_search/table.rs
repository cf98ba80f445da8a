//! The times as aligned text.

use std::fmt::Write as _;

use crate::bench_search::collection::Prepared;
use crate::bench_search::goals;
use crate::timings::{median, median_of_rounds, percentile};

/// What was measured of one engine.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) engine: String,
    /// Milliseconds from the bytes of the index to being ready, each time that it was loaded.
    pub(crate) load_ms: Vec<f64>,
    /// Bytes that it takes up once it is loaded, where that can be told.
    pub(crate) memory: Option<f64>,
    /// Milliseconds of each keystroke in a round that does not count, because it comes first.
    pub(crate) first_round: Option<Vec<f64>>,
    /// Milliseconds of each keystroke.
    pub(crate) rounds: Vec<Vec<f64>>,
    /// Whole queries that found anything.
    pub(crate) answered: usize,
    /// The index after Brotli.
    pub(crate) index_bytes: u64,
}

/// The table of one collection.
pub(crate) fn rows(prepared: &Prepared, rows: &mut [Row], native: bool) -> String {
    let Prepared { collection, articles, keystrokes, .. } = prepared;
    let count: usize = keystrokes.iter().map(Vec::len).sum();
    let place = if native { "natively" } else { "in the browser" };
    let mut text = format!(
        "\n{} {place}: {} articles, {count} keystrokes of {} texts; milliseconds\n",
        collection.name(),
        articles.articles.len(),
        keystrokes.len(),
    );
    text.push_str(HEADER);
    for row in &mut *rows {
        line(&mut text, row);
    }
    for goal in goals::lines(*collection, rows, native) {
        let _ = writeln!(text, "{goal}");
    }
    text
}

impl Row {
    /// The milliseconds that this share of the keystrokes keeps to, from 0 to 1.
    pub(crate) fn percentile(&mut self, share: f64) -> f64 {
        median_of_rounds(&mut self.rounds, share)
    }
}

const HEADER: &str =
    "engine              p50     p95     max  first p95     load  memory MB  index KB  answered\n";

fn line(text: &mut String, row: &mut Row) {
    let [p50, p95, max] = [0.5, 0.95, 1.0].map(|share| row.percentile(share));
    let first = row.first_round.as_mut().map(|times| format!("{:.3}", percentile(times, 0.95)));
    let memory = row.memory.map(|bytes| format!("{:.2}", bytes / 1e6));
    let _ = writeln!(
        text,
        "{:<15} {p50:>7.3} {p95:>7.3} {max:>7.2} {:>10} {:>8.2} {:>10} {:>9.1} {:>9}",
        row.engine,
        first.as_deref().unwrap_or("–"),
        median(&mut row.load_ms),
        memory.as_deref().unwrap_or("–"),
        row.index_bytes as f64 / 1000.0,
        row.answered,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_their_names() {
        let mut text = HEADER.to_owned();
        let mut row = Row {
            engine: "minisearch-care".to_owned(),
            load_ms: vec![3.0, 1.0, 2.0],
            memory: Some(2_500_000.0),
            first_round: Some(vec![1.0]),
            rounds: vec![vec![0.25, 0.5], vec![0.125, 8.0], vec![0.5, 9.0]],
            answered: 32,
            index_bytes: 51_234,
        };
        line(&mut text, &mut row);
        let expected = "\
engine              p50     p95     max  first p95     load  memory MB  index KB  answered
minisearch-care   0.250   8.000    8.00      1.000     2.00       2.50      51.2        32
";
        assert_eq!(text, expected);
    }
}
