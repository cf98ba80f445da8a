//! Tantivy with typo correction, asked what Docent is asked, for measuring the two side by side.
//!
//! `build` makes an index of the articles that `docent build` indexed; `search` answers a file of
//! queries and writes what `docent search` writes: a TREC run, and how long each query took.

mod index;
mod query;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use serde::Serialize;
use tantivy::collector::TopDocs;

use crate::index::Opened;
use crate::query::SetUp;

const LIMIT: usize = 10;

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Index articles, in the form that the scripts in xtask/peers read
    Build { articles: PathBuf, index: PathBuf },
    /// Answer every query of a file with lines `id<TAB>query`
    Search {
        #[arg(value_enum)]
        set_up: SetUp,
        #[arg(long)]
        index: PathBuf,
        #[arg(long)]
        queries: PathBuf,
        #[arg(long)]
        run: PathBuf,
        #[arg(long)]
        timings: PathBuf,
    },
}

#[derive(Serialize)]
struct Timings {
    load_ms: f64,
    query_ms: BTreeMap<String, f64>,
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Build { articles, index } => index::build(&articles, &index),
        Command::Search { set_up, index, queries, run, timings } => {
            search(set_up, &index, &queries, &run, &timings)
        }
    }
}

fn search(set_up: SetUp, index: &Path, queries: &Path, run: &Path, timings: &Path) -> Result<()> {
    let started = Instant::now();
    let opened = Opened::open(index)?;
    let load_ms = milliseconds(started);
    let text = fs::read_to_string(queries)
        .with_context(|| format!("{} could not be read", queries.display()))?;
    let mut lines = String::new();
    let mut query_ms = BTreeMap::new();
    for (id, query) in text.lines().filter_map(|line| line.split_once('\t')) {
        let started = Instant::now();
        let parsed = set_up.parse(query, &opened)?;
        let hits = opened.searcher.search(&parsed, &TopDocs::with_limit(LIMIT).order_by_score())?;
        query_ms.insert(id.to_owned(), milliseconds(started));
        for (rank, (score, address)) in hits.into_iter().enumerate() {
            let article = opened.id(address)?.replace(' ', "%20");
            let _ = writeln!(lines, "{id} Q0 {article} {} {score:.6} tantivy", rank + 1);
        }
    }
    fs::write(run, lines)?;
    fs::write(timings, serde_json::to_vec(&Timings { load_ms, query_ms })?)?;
    Ok(())
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
