//! What Docent wants to be held to. Times depend on the machine, so a goal that is missed is said
//! and is no error.

use crate::bench_search::collection::Collection;
use crate::bench_search::table::Row;
use crate::timings::median;

/// Peers that find something in spite of a typo, as Docent does; the others do less.
const CORRECTING: [&str; 2] = ["minisearch-box", "minisearch-care"];

/// The most milliseconds, at the 95th percentile, that a keystroke takes in a browser.
fn keystroke_ms(collection: Collection) -> Option<f64> {
    match collection {
        Collection::Few => Some(0.6),
        Collection::All => None,
        Collection::Many | Collection::Abstracts => Some(1.5),
    }
}

/// The most milliseconds to open an index of any size here.
const OPEN_MS: f64 = 5.0;

/// How much longer than Tantivy's a keystroke takes natively.
const TIMES_TANTIVY: f64 = 2.0;

/// One line for each goal.
pub(crate) fn lines(collection: Collection, rows: &mut [Row], native: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut compare = |what: String, found: f64, most: f64| {
        let mark = if found <= most { "met" } else { "MISSED" };
        lines.push(format!("goal {mark}: {what} {found:.3} ms, at most {most:.3}"));
    };
    let mut p95: Vec<(String, f64)> = Vec::new();
    let mut open = None;
    for row in rows {
        if row.engine == "docent" {
            open = Some(median(&mut row.load_ms));
        }
        p95.push((row.engine.clone(), row.percentile(0.95)));
    }
    let of = |name: &str| p95.iter().find(|(engine, _)| engine == name).map(|(_, ms)| *ms);
    let Some(docent) = of("docent") else { return lines };
    if native {
        for (engine, ms) in p95.iter().filter(|(engine, _)| engine.starts_with("tantivy")) {
            compare(format!("p95, twice that of {engine},"), docent, ms * TIMES_TANTIVY);
        }
        return lines;
    }
    if let Some(most) = keystroke_ms(collection) {
        compare("p95".to_owned(), docent, most);
    }
    for (engine, ms) in CORRECTING.iter().filter_map(|name| Some((name, of(name)?))) {
        compare(format!("p95, that of {engine},"), docent, ms);
    }
    if let Some(open) = open {
        compare("open".to_owned(), open, OPEN_MS);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(engine: &str, ms: f64) -> Row {
        Row {
            engine: engine.to_owned(),
            load_ms: vec![2.0],
            memory: None,
            first_round: None,
            rounds: vec![vec![ms]],
            answered: 0,
            index_bytes: 0,
        }
    }

    #[test]
    fn a_goal_that_is_missed_stands_out() {
        let mut rows = [row("docent", 0.7), row("minisearch-box", 0.9), row("minisearch", 0.1)];
        let expected = [
            "goal MISSED: p95 0.700 ms, at most 0.600",
            "goal met: p95, that of minisearch-box, 0.700 ms, at most 0.900",
            "goal met: open 2.000 ms, at most 5.000",
        ];
        assert_eq!(lines(Collection::Few, &mut rows, false), expected);
        let mut rows = [row("docent", 0.5), row("tantivy", 0.25), row("tantivy-care", 0.125)];
        let expected = [
            "goal met: p95, twice that of tantivy, 0.500 ms, at most 0.500",
            "goal MISSED: p95, twice that of tantivy-care, 0.500 ms, at most 0.250",
        ];
        assert_eq!(lines(Collection::Few, &mut rows, true), expected);
    }
}
