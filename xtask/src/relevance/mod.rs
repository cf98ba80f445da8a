//! `cargo xtask relevance`: how well Docent ranks on judged sets, beside the floors it keeps to
//! and, if asked for, beside the search engines that it is compared with.
//!
//! Everything is measured through what a person could run too: `docent build`, `docent search`,
//! and for the peers the scripts in `xtask/peers`, which get the same text of the same articles.

mod figures;
mod floors;
mod metric;
mod run;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::corpora::{Corpora, JudgedSet};
use crate::engine::Engine;
use crate::help_site::{HelpSite, build_released_docent, released_docent};
use crate::process;
use crate::progress::{note, step};
use crate::timings::{Timings, percentile};
use crate::tools::peers::Peers;
use crate::workspace::Workspace;
use figures::{Measurement, Row, SizeRow};
use floors::Floors;
use metric::Judgements;
use run::Run;

/// Options of `cargo xtask relevance`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Sets to measure, such as `arduino` or `xquad/de`; all of them when none is named
    sets: Vec<String>,
    /// Ask MiniSearch, in three set-ups, and Pagefind the same
    #[arg(long)]
    peers: bool,
    /// Show what changed since the figures in this file, which an earlier run saved
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Save the figures here too
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
}

/// Measures, prints, and fails if a floor is not met.
pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let corpora = Corpora::find(workspace)?;
    let sets = corpora.sets(&args.sets)?;
    let floors = Floors::read(workspace)?;
    let baseline = args.baseline.as_deref().map(Measurement::read).transpose()?;
    build_released_docent(workspace)?;
    let peers = if args.peers { Some(Peers::ensure(workspace)?) } else { None };

    let mut measurement = Measurement::default();
    for set in &sets {
        let usually = if args.peers { "up to some minutes" } else { "some seconds" };
        step(&format!("measure {}", set.name), usually, || {
            measure(workspace, set, peers.as_ref(), &mut measurement)
        })?;
    }
    let saved = workspace.target("relevance/figures.tsv");
    for path in [Some(saved.as_path()), args.save.as_deref()].into_iter().flatten() {
        measurement.write(path)?;
    }

    print!("\n{}", table::figures(&measurement.rows, baseline.as_ref()));
    if args.peers {
        print!("\n{}", table::comparison(&measurement.rows));
    }
    print!("\n{}", table::sizes(&measurement.sizes));
    let verdicts = floors.verdicts(|set, queries| measurement.ndcg(set, queries, Engine::Docent));
    if !verdicts.is_empty() {
        print!("\n{}", table::verdicts(&verdicts));
    }
    println!();
    note(&format!("the figures are in {}", workspace.display(&saved)));
    let below = verdicts.iter().filter(|verdict| !verdict.passes()).count();
    if below > 0 {
        bail!("{below} of {} floors in tests/relevance.toml are not met", verdicts.len());
    }
    Ok(())
}

fn measure(
    workspace: &Workspace,
    set: &JudgedSet,
    peers: Option<&Peers>,
    measurement: &mut Measurement,
) -> Result<()> {
    let work = workspace.target("relevance").join(&set.name);
    let site = HelpSite::build(workspace, &set.docs(), &set.lang, work.join("site"))?;
    let articles = site.articles()?;
    let runs = work.join("runs");
    let queries = set.query_files()?;
    ask_docent(workspace, set, &site, &queries, &runs)?;
    if let Some(peers) = peers {
        let text = work.join("articles.json");
        articles.write(&text)?;
        let mut command = peers.script("relevance.mjs");
        command.arg(text).arg(&runs).args(queries.iter().map(|name| set.query_path(name)));
        process::run_quietly(&mut command)?;
    }

    let judgements = Judgements::parse(&set.judgements()?)?;
    let engines = Engine::ALL.into_iter().filter(|e| peers.is_some() || *e == Engine::Docent);
    let engines: Vec<Engine> = engines.collect();
    for name in &queries {
        let asked = set.queries(name)?;
        for &engine in &engines {
            let answers = runs.join(engine.key()).join(name);
            let run = Run::parse(&fs::read_to_string(answers.with_extension("run"))?)?;
            let mut times = Timings::read(&answers.with_extension("json"))?.into_values();
            measurement.rows.push(Row {
                set: set.name.clone(),
                queries: name.clone(),
                engine,
                figures: judgements.measure(asked.iter().map(|(id, _)| id.as_str()), &run),
                p50_ms: percentile(&mut times, 0.5),
                p95_ms: percentile(&mut times, 0.95),
            });
        }
    }
    for &engine in &engines {
        measurement.sizes.push(SizeRow {
            set: set.name.clone(),
            articles: articles.articles.len(),
            engine,
            bytes: engine.index_bytes(&site.index, &runs)?,
        });
    }
    Ok(())
}

fn ask_docent(
    workspace: &Workspace,
    set: &JudgedSet,
    site: &HelpSite,
    queries: &[String],
    runs: &Path,
) -> Result<()> {
    let out = runs.join(Engine::Docent.key());
    fs::create_dir_all(&out)?;
    for name in queries {
        let answers = out.join(name);
        let mut command = released_docent(workspace);
        command.arg("search").arg("--site").arg(&site.folder);
        command.arg("--queries").arg(set.query_path(name));
        command.arg("--run").arg(answers.with_extension("run"));
        command.arg("--timings").arg(answers.with_extension("json"));
        process::run_quietly(&mut command)?;
    }
    Ok(())
}
