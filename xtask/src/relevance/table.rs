//! The figures as aligned text.

use std::fmt::Write as _;

use crate::engine::Engine;
use crate::relevance::figures::{Measurement, Row, SizeRow};
use crate::relevance::floors::Verdict;

/// All figures, one line for each file of queries and engine.
pub(crate) fn figures(rows: &[Row], baseline: Option<&Measurement>) -> String {
    let width = name_width(rows.iter().map(|row| name(row).len()));
    let mut text = format!(
        "{:<width$} {:<15} {:>7} {:>7} {:>6} {:>6} {:>6} {:>7} {:>7}",
        "queries", "engine", "asked", "nDCG@10", "S@1", "S@5", "none", "p50 ms", "p95 ms"
    );
    text.push_str(if baseline.is_some() { "  change\n" } else { "\n" });
    for row in rows {
        let figures = &row.figures;
        let _ = write!(
            text,
            "{:<width$} {:<15} {:>7} {:>7.3} {:>6.3} {:>6.3} {:>5.1}% {:>7.3} {:>7.3}",
            name(row),
            row.engine.key(),
            figures.queries,
            figures.ndcg,
            figures.success_at_1,
            figures.success_at_5,
            figures.none * 100.0,
            row.p50_ms,
            row.p95_ms,
        );
        if let Some(before) = baseline.and_then(|b| b.ndcg(&row.set, &row.queries, row.engine)) {
            let _ = write!(text, "  {:+.3}", figures.ndcg - before);
        }
        text.push('\n');
    }
    text
}

/// nDCG@10 alone, with the engines side by side and their means below.
pub(crate) fn comparison(rows: &[Row]) -> String {
    let width = name_width(rows.iter().map(|row| name(row).len()));
    let mut text = format!("{:<width$}", "nDCG@10");
    for engine in Engine::ALL {
        let _ = write!(text, " {:>15}", engine.key());
    }
    text.push('\n');
    let mut means = [(0.0, 0usize); Engine::ALL.len()];
    for file in rows.chunk_by(|a, b| a.set == b.set && a.queries == b.queries) {
        let _ = write!(text, "{:<width$}", file.first().map(name).unwrap_or_default());
        for (engine, (sum, count)) in Engine::ALL.into_iter().zip(&mut means) {
            let Some(row) = file.iter().find(|row| row.engine == engine) else { continue };
            let _ = write!(text, " {:>15.3}", row.figures.ndcg);
            *sum += row.figures.ndcg;
            *count += 1;
        }
        text.push('\n');
    }
    let _ = write!(text, "{:<width$}", "mean");
    for (sum, count) in means {
        let _ = write!(text, " {:>15.3}", sum / count.max(1) as f64);
    }
    text.push('\n');
    text
}

/// Index sizes, with the engines side by side.
pub(crate) fn sizes(rows: &[SizeRow]) -> String {
    let width = name_width(rows.iter().map(|row| row.set.len()));
    let mut engines: Vec<Engine> = rows.iter().map(|row| row.engine).collect();
    engines.sort_unstable();
    engines.dedup();
    let mut text = format!("{:<width$} {:>9}", "index, KB of Brotli", "articles");
    for engine in &engines {
        let _ = write!(text, " {:>15}", engine.key());
    }
    text.push('\n');
    for set in rows.chunk_by(|a, b| a.set == b.set) {
        let [first, ..] = set else { continue };
        let _ = write!(text, "{:<width$} {:>9}", first.set, first.articles);
        for row in set {
            let _ = write!(text, " {:>15.1}", row.bytes as f64 / 1000.0);
        }
        text.push('\n');
    }
    text
}

/// The floors, with a mark where Docent is below.
pub(crate) fn verdicts(verdicts: &[Verdict]) -> String {
    let name = |verdict: &Verdict| format!("{} {}", verdict.sets, verdict.queries);
    let width = name_width(verdicts.iter().map(|verdict| name(verdict).len()));
    let mut text = format!("{:<width$} {:>7} {:>7}\n", "floors, nDCG@10", "floor", "found");
    for verdict in verdicts {
        let mark = if verdict.passes() { "pass" } else { "BELOW" };
        let Verdict { floor, found, .. } = verdict;
        let _ = writeln!(text, "{:<width$} {floor:>7.3} {found:>7.4}  {mark}", name(verdict));
    }
    text
}

fn name(row: &Row) -> String {
    format!("{} {}", row.set, row.queries)
}

fn name_width(lengths: impl Iterator<Item = usize>) -> usize {
    lengths.max().unwrap_or(0).max(20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relevance::metric::Figures;

    fn row(engine: Engine, ndcg: f64) -> Row {
        let figures =
            Figures { queries: 4, ndcg, success_at_1: 0.5, success_at_5: 1.0, none: 0.25 };
        Row {
            set: "a/en".into(),
            queries: "queries".into(),
            engine,
            figures,
            p50_ms: 0.1,
            p95_ms: 0.4,
        }
    }

    #[test]
    fn columns_stand_below_their_names() {
        let rows = [row(Engine::Docent, 0.9), row(Engine::Pagefind, 0.25)];
        let before = Measurement { rows: vec![row(Engine::Docent, 0.8)], sizes: Vec::new() };
        let text = figures(&rows, Some(&before));
        let expected = "\
queries              engine            asked nDCG@10    S@1    S@5   none  p50 ms  p95 ms  change
a/en queries         docent                4   0.900  0.500  1.000  25.0%   0.100   0.400  +0.100
a/en queries         pagefind              4   0.250  0.500  1.000  25.0%   0.100   0.400
";
        assert_eq!(text, expected);
        let text = comparison(&[row(Engine::Docent, 0.9)]);
        assert!(text.lines().nth(1).unwrap().ends_with("         0.900"), "{text}");
        assert!(text.lines().nth(2).unwrap().starts_with("mean "), "{text}");
    }

    #[test]
    fn a_floor_that_is_not_met_stands_out() {
        let verdict =
            |found| Verdict { sets: "a".into(), queries: "queries".into(), floor: 0.5, found };
        let text = verdicts(&[verdict(0.5), verdict(0.4999)]);
        let marks: Vec<&str> =
            text.lines().skip(1).map(|l| l.split(' ').next_back().unwrap()).collect();
        assert_eq!(marks, ["pass", "BELOW"]);
    }
}
