//! `cargo xtask test`: every check that CI runs, cheapest first, stopping after the first step that
//! fails; each step reports everything that it finds wrong.
//!
//! The crates that people run are tested with the features they are shipped with, so the widget,
//! the browser tests and the workshop, which switch on others, are selected by themselves.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::demo::{build_docent, docent_build};
use crate::process;
use crate::progress::duration;
use crate::tools::browser::Engine;
use crate::tools::postgres::Postgres;
use crate::tools::storage::Storage;
use crate::workspace::Workspace;
use crate::{documents, faults, interface, journeys, setup, size, valid_html, widget};

/// The steps, in the order they run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Step {
    /// Install the tools that are missing
    Setup,
    /// The code is formatted by rustfmt
    Format,
    /// Clippy has nothing to say
    Lint,
    /// The documentation builds without a warning
    Docs,
    /// Unit, property, golden and service tests, without a browser
    Native,
    /// Nothing is lost when the collector, its database or its disk fails
    Faults,
    /// The collector answers as its description says
    Interface,
    /// The widget builds
    Widget,
    /// The widget keeps to its size budget
    Size,
    /// Docent's own help centre builds, and its pages are valid HTML
    Content,
    /// What the documents say about commands and files is so
    Documents,
    /// End-to-end tests in real browsers, once per engine
    Browser,
}

/// Runs the named steps, or all of them; the journeys in the named engines, or all of them.
pub(crate) fn run(workspace: &Workspace, named: &[Step], engines: &[Engine]) -> Result<()> {
    let mut steps = if named.is_empty() { Step::value_variants().to_vec() } else { named.to_vec() };
    steps.sort_unstable();
    steps.dedup();
    let started = Instant::now();
    let mut times: Vec<(Step, Duration)> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        println!("\n== {}/{} {}: {}", number + 1, steps.len(), step.name(), step.about());
        let started = Instant::now();
        step.run(workspace, engines).with_context(|| {
            format!(
                "step {0} failed after {1}; run it alone with `cargo xtask test {0}`",
                step.name(),
                duration(started.elapsed())
            )
        })?;
        times.push((*step, started.elapsed()));
        println!("== {} passed in {}", step.name(), duration(started.elapsed()));
    }
    println!();
    for (step, time) in times {
        println!("{:<10} {:>12}", step.name(), duration(time));
    }
    println!("{:<10} {:>12}", "together", duration(started.elapsed()));
    Ok(())
}

impl Step {
    fn run(self, workspace: &Workspace, engines: &[Engine]) -> Result<()> {
        match self {
            Self::Setup => setup::run(workspace),
            Self::Format => process::run(workspace.cargo().args(["fmt", "--all", "--check"]))
                .context("`cargo fmt --all` repairs the format"),
            Self::Lint => process::run(
                workspace
                    .cargo()
                    .args([
                        "clippy",
                        "--workspace",
                        "--all-targets",
                        "--locked",
                        "--keep-going",
                        "--",
                    ])
                    .args(["--deny", "warnings"]),
            ),
            Self::Docs => process::run(
                workspace
                    .cargo()
                    .args(["doc", "--workspace", "--no-deps", "--document-private-items"])
                    .args(["--locked", "--keep-going"])
                    // The comments on options are the program's help, where brackets would show.
                    .env("RUSTDOCFLAGS", "--deny warnings --allow rustdoc::bare_urls"),
            ),
            Self::Native => run_native_tests(workspace),
            Self::Faults => faults::run(workspace, &faults::Args::few()),
            Self::Interface => interface::run(workspace),
            Self::Widget => widget::run(workspace),
            Self::Size => size::run(workspace),
            Self::Content => build_content(workspace),
            Self::Documents => documents::run(workspace),
            Self::Browser => journeys::run(workspace, engines),
        }
    }

    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn about(self) -> String {
        let value = self.to_possible_value();
        value.and_then(|value| value.get_help().map(ToString::to_string)).unwrap_or_default()
    }
}

fn run_native_tests(workspace: &Workspace) -> Result<()> {
    // Without a name: the default members, which are the programs and libraries that ship.
    for package in ["", "--package=docent-app", "--package=xtask"] {
        let mut command = workspace.cargo();
        command.args(["test", "--locked", "--no-fail-fast"]);
        if !package.is_empty() {
            command.arg(package);
        }
        process::run(&mut command)?;
    }
    // Once more what was run with SQLite and a folder, in an empty database for each test and with
    // attached files in a bucket.
    let Some(server) = Postgres::for_tests()? else { return Ok(()) };
    let storage = Storage::start(workspace)?;
    let mut command = workspace.cargo();
    command
        .args(["test", "--locked", "--no-fail-fast", "--test=service"])
        .env("DOCENT_TEST_POSTGRES", server.url())
        .env("DOCENT_TEST_S3", storage.url())
        .env("DOCENT_TEST_S3_FOLDER", storage.folder());
    process::run(&mut command)
}

fn build_content(workspace: &Workspace) -> Result<()> {
    build_docent(workspace)?;
    widget::run(workspace)?;
    let out = workspace.target("test/help");
    fs::create_dir_all(workspace.target("test"))?;
    let mut build = docent_build(workspace, &workspace.path("content"), &out);
    // All that needs a public address is built as well.
    process::run(build.args(["--base-url", "https://help.example/"]))?;
    valid_html::check(workspace, &out)
}
