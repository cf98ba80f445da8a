//! The workshop of Docent: `cargo xtask demo`, `test`, `widget`, `size`, `relevance`,
//! `bench-build`, `bench-search`, `bench-page`, `bench-collector`, `faults`, `snapshots`,
//! `lighthouse`, `setup`.
//!
//! Owns: which tools are needed and how they get onto the machine, the order of the steps, the
//! size budgets, the measurements. Must not know: how the index, the articles or the widget are
//! made; it calls the same programs and tests that a person would call.

mod bench_build;
mod bench_collector;
mod bench_page;
mod bench_search;
mod corpora;
mod demo;
mod documents;
mod engine;
mod examples;
mod faults;
mod fingerprint;
mod frameworks;
mod help_site;
mod interface;
mod journeys;
mod lighthouse;
mod options;
mod process;
mod progress;
mod relevance;
mod service;
mod setup;
mod size;
mod snapshots;
mod test;
mod timings;
mod tools;
mod valid_html;
mod wasm;
mod wasm_bytes;
mod wasm_order;
mod widget;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::tools::browser::Engine;
use crate::workspace::Workspace;

/// Builds, shows and tests Docent. Installs what is missing and says what it does.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build everything and serve the demo: a company's page with the help widget on it
    Demo {
        /// Folder of articles to show instead of Docent's own help centre
        #[arg(long, value_name = "DIR")]
        content: Option<PathBuf>,
        /// Port to serve on; when it is taken, the next free one is used
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Run every check that CI runs, or only the named steps
    Test {
        /// Steps to run, in their usual order; all of them when none is named
        #[arg(value_enum)]
        steps: Vec<test::Step>,
        /// Browser engines of the step `browser`; all that are there when none is named
        #[arg(long = "engine", value_enum, value_name = "ENGINE")]
        engines: Vec<Engine>,
    },
    /// Build the widget alone: WebAssembly, its glue, the loader and the style sheet
    Widget,
    /// Print the sizes of the widget's files and check them against the budget
    Size,
    /// Measure the ranking on judged sets, and check it against the floors
    Relevance(relevance::Args),
    /// Measure searches as somebody types, in a browser, beside other engines
    BenchSearch(bench_search::Args),
    /// Measure the first question on a page with Docent, beside a page with Pagefind
    BenchPage(bench_page::Args),
    /// Measure builds of help centres of any size, beside Pagefind and mdBook
    BenchBuild(bench_build::Args),
    /// Measure how many events a second the collector keeps, with either database
    BenchCollector(bench_collector::Args),
    /// Take pictures of every view of the widget, for people to look at
    Snapshots,
    /// Have Lighthouse judge the static pages: speed, accessibility, good practice, search engines
    Lighthouse,
    /// Write what follows from the definition of the tag's options: types, tables of the manual
    Options,
    /// Try the collector under faults of machines, databases and clients
    Faults(faults::Args),
    /// Install the tools that the other commands need
    Setup,
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<()> {
    let workspace = Workspace::locate()?;
    match cli.command {
        Command::Demo { content, port } => demo::run(&workspace, content.as_deref(), port),
        Command::Test { steps, engines } => test::run(&workspace, &steps, &engines),
        Command::Options => options::apply(&workspace, true),
        Command::Widget => widget::run(&workspace),
        Command::Size => size::run(&workspace),
        Command::Relevance(args) => relevance::run(&workspace, &args),
        Command::BenchSearch(args) => bench_search::run(&workspace, &args),
        Command::BenchPage(args) => bench_page::run(&workspace, &args),
        Command::BenchBuild(args) => bench_build::run(&workspace, &args),
        Command::BenchCollector(args) => bench_collector::run(&workspace, &args),
        Command::Snapshots => snapshots::run(&workspace),
        Command::Lighthouse => lighthouse::run(&workspace),
        Command::Faults(args) => faults::run(&workspace, &args),
        Command::Setup => setup::run(&workspace),
    }
}
