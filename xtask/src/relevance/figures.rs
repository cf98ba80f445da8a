//! All that one run of the command measured, and the file that keeps it for the next one.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::engine::Engine;
use crate::relevance::metric::Figures;

const HEADER: &str =
    "set\tqueries\tengine\tcount\tndcg10\tsuccess1\tsuccess5\tnone\tp50_ms\tp95_ms";

/// The figures of all sets and the sizes of their indexes.
#[derive(Debug, Default)]
pub(crate) struct Measurement {
    pub(crate) rows: Vec<Row>,
    pub(crate) sizes: Vec<SizeRow>,
}

/// One file of queries, asked of one engine.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) set: String,
    /// Name of the file, without its suffix.
    pub(crate) queries: String,
    pub(crate) engine: Engine,
    pub(crate) figures: Figures,
    pub(crate) p50_ms: f64,
    pub(crate) p95_ms: f64,
}

/// The index of one engine.
#[derive(Debug)]
pub(crate) struct SizeRow {
    pub(crate) set: String,
    pub(crate) articles: usize,
    pub(crate) engine: Engine,
    pub(crate) bytes: u64,
}

impl Measurement {
    /// nDCG@10 of a file of queries.
    pub(crate) fn ndcg(&self, set: &str, queries: &str, engine: Engine) -> Option<f64> {
        let row = self
            .rows
            .iter()
            .find(|row| row.set == set && row.queries == queries && row.engine == engine)?;
        Some(row.figures.ndcg)
    }

    /// Writes the figures as a table with tabs.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let mut text = format!("{HEADER}\n");
        for row in &self.rows {
            let Row { set, queries, engine, figures, p50_ms, p95_ms } = row;
            let Figures { queries: count, ndcg, success_at_1, success_at_5, none } = figures;
            let _ = writeln!(
                text,
                "{set}\t{queries}\t{}\t{count}\t{ndcg:.6}\t{success_at_1:.6}\t{success_at_5:.6}\t\
                 {none:.6}\t{p50_ms:.4}\t{p95_ms:.4}",
                engine.key()
            );
        }
        fs::write(path, text).with_context(|| format!("{} could not be written", path.display()))
    }

    /// Reads the figures that [`Self::write`] wrote.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("{} could not be read", path.display()))?;
        let rows: Option<Vec<Row>> = text.lines().skip(1).map(Row::parse).collect();
        let rows = rows.with_context(|| {
            format!("{} holds no figures of `cargo xtask relevance`", path.display())
        })?;
        Ok(Self { rows, sizes: Vec::new() })
    }
}

impl Row {
    fn parse(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, queries, engine, count, numbers @ ..] = &fields[..] else { return None };
        let numbers: Vec<f64> = numbers.iter().filter_map(|number| number.parse().ok()).collect();
        let [ndcg, success_at_1, success_at_5, none, p50_ms, p95_ms] = numbers[..] else {
            return None;
        };
        Some(Self {
            set: (*set).to_owned(),
            queries: (*queries).to_owned(),
            engine: Engine::of_key(engine)?,
            figures: Figures {
                queries: count.parse().ok()?,
                ndcg,
                success_at_1,
                success_at_5,
                none,
            },
            p50_ms,
            p95_ms,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_figures_are_read_back() {
        let figures =
            Figures { queries: 12, ndcg: 0.75, success_at_1: 0.5, success_at_5: 0.875, none: 0.0 };
        let row = Row {
            set: "xquad/de".into(),
            queries: "queries-typo".into(),
            engine: Engine::MiniSearchBox,
            figures,
            p50_ms: 0.25,
            p95_ms: 1.5,
        };
        let path = std::env::temp_dir().join(format!("docent-figures-{}.tsv", std::process::id()));
        let measurement = Measurement { rows: vec![row.clone()], sizes: Vec::new() };
        measurement.write(&path).unwrap();
        let read = Measurement::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(read.rows, [row]);
        assert_eq!(read.ndcg("xquad/de", "queries-typo", Engine::MiniSearchBox), Some(0.75));
        assert_eq!(read.ndcg("xquad/de", "queries-typo", Engine::Docent), None);
    }

    #[test]
    fn a_file_of_something_else_is_no_baseline() {
        assert_eq!(Row::parse("some other text"), None);
        assert_eq!(Row::parse("a\tqueries\tdocent\t1\tx\t1\t1\t0\t0\t0"), None);
    }
}
