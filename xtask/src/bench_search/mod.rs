//! `cargo xtask bench-search`: how long a search takes on each keystroke, in a browser beside the
//! peers, or natively beside Tantivy.
//!
//! All engines index the same text and answer the same keystrokes in the same run, in turns, so
//! that a busy machine is busy for all of them. What a line says is the median over the rounds.

mod browser;
mod collection;
pub(crate) mod copies;
mod goals;
mod keystrokes;
pub(crate) mod markdown;
mod native;
mod table;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::corpora::Corpora;
use crate::help_site::build_released_docent;
use crate::progress::step;
use crate::workspace::Workspace;
use collection::Collection;

/// Options of `cargo xtask bench-search`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Collections to search; all of them when none is named
    #[arg(value_enum)]
    collections: Vec<Collection>,
    /// How often every engine answers all keystrokes
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: usize,
    /// Measure `docent search` and Tantivy as programs instead of engines in a browser
    #[arg(long)]
    native: bool,
}

/// Measures and prints.
pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    if args.rounds == 0 {
        bail!("--rounds 0 would measure nothing; use 1 or more");
    }
    let corpora = Corpora::find(workspace)?;
    build_released_docent(workspace)?;
    let wanted = match &args.collections[..] {
        [] => Collection::value_variants(),
        named => named,
    };
    let measurer = if args.native {
        Measurer::Native(native::Programs::ensure(workspace)?)
    } else {
        Measurer::Browser(browser::Page::ensure(workspace)?)
    };
    let mut text = String::new();
    for collection in wanted {
        let name = collection.name();
        let prepared = step(&format!("build {name}"), "some seconds", || {
            collection.prepare(workspace, &corpora)
        })?;
        let mut rows = step(&format!("search {name}"), "up to some minutes", || match &measurer {
            Measurer::Browser(page) => page.measure(&prepared, args.rounds),
            Measurer::Native(programs) => programs.measure(workspace, &prepared, args.rounds),
        })?;
        text.push_str(&table::rows(&prepared, &mut rows, args.native));
    }
    print!("{text}");
    Ok(())
}

enum Measurer {
    Browser(browser::Page),
    Native(native::Programs),
}
