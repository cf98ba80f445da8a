//! `cargo xtask bench-page`: what a visitor's first question costs on a page with Docent, beside a
//! page with Pagefind on the same articles: bytes, requests, and the time from the press on the
//! button to the first results, with an empty cache, on fast and slow machines and lines.
//!
//! Both are opened in turns in the same run; a line says the medians of the rounds.

mod articles;
mod first;
mod table;

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::demo::build_docent;
use crate::process;
use crate::progress::step;
use crate::tools::browser::Engine;
use crate::tools::peers::Peers;
use crate::widget;
use crate::workspace::Workspace;

/// Options of `cargo xtask bench-page`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How often each page is opened in each condition
    #[arg(long, value_name = "N", default_value_t = 7)]
    rounds: usize,
}

/// Measures and prints.
pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    if args.rounds == 0 {
        bail!("--rounds 0 would measure nothing; use 1 or more");
    }
    let browser = Engine::Chromium.ensure(workspace)?;
    let peers = Peers::ensure(workspace)?;
    build_docent(workspace)?;
    widget::run(workspace)?;
    let work = workspace.target("bench-page");
    fs::create_dir_all(&work)?;
    let (origin, site) = articles::build(workspace, &work)?;
    let [job, texts, out] =
        ["job.json", "articles.json", "visits.json"].map(|file| work.join(file));
    let all = site.articles()?;
    all.write(&texts)?;
    let settings = json!({
        "chrome": browser.browser,
        "site": site.folder,
        "articles": texts,
        "rounds": args.rounds,
        "work": work,
        "out": out,
    });
    fs::write(&job, settings.to_string())?;
    step("open the pages", "a minute for some rounds", || {
        process::run_quietly(peers.script("bench-page.mjs").arg(&job))
    })?;
    let visits: Vec<table::Visit> = serde_json::from_slice(&fs::read(&out)?)
        .context("the pages sent back something else than visits")?;
    println!("\n{origin}: {} articles, {} rounds", all.articles.len(), args.rounds);
    print!("{}", table::rows(&visits));
    Ok(())
}
