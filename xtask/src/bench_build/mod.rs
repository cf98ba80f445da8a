//! `cargo xtask bench-build`: how long a build takes and how much memory it needs, afresh, where
//! nothing has changed, and where one article has, beside Pagefind, which indexes the pages that
//! Docent has written, and mdBook, which builds the same Markdown.
//!
//! All run in turns; a line says the medians of the rounds.

mod centre;
mod peers;
mod run;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::corpora::Corpora;
use crate::help_site::{build_released_docent, released_docent};
use crate::progress::step;
use crate::timings::median;
use crate::tools::peers::Peers;
use crate::workspace::Workspace;
use centre::Centre;
use run::{Run, measure};

/// Options of `cargo xtask bench-build`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Numbers of articles: 410 are the set `arduino` as it is, more are copies in other words
    #[arg(default_values_t = [410, 10_000, 50_000])]
    counts: Vec<usize>,
    /// How often everything is built
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
    /// Largest number of articles that mdBook gets: it writes the whole list of them into every page
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    mdbook_max: usize,
    /// Measure Docent alone
    #[arg(long)]
    alone: bool,
}

/// Measures and prints.
pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    if args.rounds == 0 {
        bail!("--rounds 0 would measure nothing; use 1 or more");
    }
    let corpora = Corpora::find(workspace)?;
    build_released_docent(workspace)?;
    let peers = if args.alone { None } else { Some(Peers::ensure(workspace)?) };
    let is_short = |count: &usize| *count <= args.mdbook_max;
    let mdbook = if !args.alone && args.counts.iter().any(is_short) {
        Some(peers::mdbook(workspace)?)
    } else {
        None
    };
    let mut text = String::new();
    let mut works = Vec::new();
    for count in &args.counts {
        let centre = step(&format!("write {count} articles"), "up to a minute", || {
            Centre::write(workspace, &corpora, *count)
        })?;
        let mut contest = Contest::new(workspace, &centre);
        step(&format!("build {count} articles"), "up to many minutes", || {
            for _ in 0..args.rounds {
                contest.docent()?;
                if let Some(peers) = &peers {
                    contest.peer("Pagefind, index of the same pages", |out| {
                        peers::pagefind(peers, &centre.site, out)
                    })?;
                }
                if let Some(mdbook) = mdbook.as_ref().filter(|_| is_short(count)) {
                    contest.peer("mdBook, pages and index", |out| {
                        peers::mdbook_build(mdbook, &centre.book, out)
                    })?;
                }
            }
            Ok(())
        })?;
        text.push_str(&contest.rows(*count));
        works.push(centre.work);
    }
    print!("\n{text}");
    // File systems are slow for a while after many files have been deleted.
    works.iter().try_for_each(|work| remove(work))
}

/// Programs that build one help centre, and how they did, in the order they first ran in.
struct Contest<'a> {
    workspace: &'a Workspace,
    centre: &'a Centre,
    runs: Vec<(&'static str, Vec<Run>)>,
}

impl<'a> Contest<'a> {
    fn new(workspace: &'a Workspace, centre: &'a Centre) -> Self {
        Self { workspace, centre, runs: Vec::new() }
    }

    fn note(&mut self, name: &'static str, run: Run) {
        match self.runs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, runs)) => runs.push(run),
            None => self.runs.push((name, vec![run])),
        }
    }

    fn docent(&mut self) -> Result<()> {
        let build = || -> Command {
            let mut command = released_docent(self.workspace);
            command.arg("build").arg(&self.centre.content).arg("--out").arg(&self.centre.site);
            command.args(["--no-widget", "--lang", &self.centre.lang]);
            command
        };
        self.set_aside(&self.centre.site)?;
        let afresh = measure(build())?;
        let unchanged = measure(build())?;
        self.centre.change_one()?;
        let one = measure(build())?;
        self.note("Docent, pages, index and twins", afresh);
        self.note("  nothing changed", unchanged);
        self.note("  one article changed", one);
        Ok(())
    }

    fn peer(&mut self, name: &'static str, build: impl FnOnce(&Path) -> Command) -> Result<()> {
        let out = self.centre.work.join("peer");
        self.set_aside(&out)?;
        let run = measure(build(&out))?;
        self.note(name, run);
        Ok(())
    }

    /// Makes room for a build from nothing.
    fn set_aside(&self, folder: &Path) -> Result<()> {
        let old = self.centre.work.join("old");
        fs::create_dir_all(&old)?;
        if folder.exists() {
            fs::rename(folder, old.join(fs::read_dir(&old)?.count().to_string()))?;
        }
        Ok(())
    }

    fn rows(self, count: usize) -> String {
        let mut text = format!("{count} articles{:>34}{:>12}\n", "seconds", "peak MB");
        for (name, runs) in self.runs {
            let of = |get: fn(&Run) -> f64| median(&mut runs.iter().map(get).collect::<Vec<_>>());
            let (seconds, peak) = (of(|run| run.seconds), of(|run| run.peak_mb));
            text.push_str(&format!("  {name:<36}{seconds:>8.2}{peak:>12.0}\n"));
        }
        text + "\n"
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("{} could not be removed", folder.display()))?;
    }
    Ok(())
}
