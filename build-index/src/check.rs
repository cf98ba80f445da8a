//! `docent check`: everything that is wrong with a content folder, for people and for programs.
//!
//! It finds what `docent build` finds, and runs the rules that take more time or knowledge than a
//! build should. It leaves nothing behind, and changes no article unless it is asked to repair what a
//! program can be sure of.

mod checked;
mod external;
mod fix;
mod git;
mod github;
mod history;
mod json;
mod location;
mod repairs;
mod sarif;
mod sure;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::build::Task;
use crate::language;
use crate::progress::Progress;
use crate::render::{Style, print, print_error, render};
use checked::Checked;
use location::Root;

/// The exit code where the check could not be made.
const NOT_CHECKED: u8 = 2;

const EXIT_CODES: &str = "Exit codes:
  0  nothing is wrong, or there are warnings only
  1  there are errors
  2  the command line is wrong, or the folder cannot be read";

/// Options of `docent check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Args {
    /// Folder with the articles (`**/*.md`), their pictures and docent.toml
    content: PathBuf,
    /// Language of the articles, where docent.toml names none
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Folder of an earlier build, to find addresses that lead nowhere now
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,
    /// Ask other sites, too, whether the pages that links lead to are there
    #[arg(long)]
    external: bool,
    /// Repair what has only one right form, and say what was changed
    #[arg(long)]
    fix: bool,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// An object for each finding, on a line of its own
    Json,
    /// Annotations in GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Runs the subcommand.
///
/// # Errors
///
/// None; what stops it is printed here, so that it has an exit code of its own.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match check(args) {
        Ok(0) => Ok(ExitCode::SUCCESS),
        Ok(_) => Ok(ExitCode::FAILURE),
        Err(error) => {
            print_error(&format!("error: {error:#}\n"));
            Ok(ExitCode::from(NOT_CHECKED))
        }
    }
}

/// Checks and prints. Returns the number of errors.
fn check(args: &Args) -> Result<usize> {
    args.lang.as_deref().map(language::of_option).transpose()?;
    let task = Task {
        content: &args.content,
        out: None,
        lang: args.lang.as_deref(),
        drafts: false,
        base_url: None,
    };
    let progress = Progress::start("reading the articles");
    if args.fix {
        fix::fix(&task, &progress)?;
    }
    let checked = Checked::of(&task, args.previous.as_deref(), args.external, &progress)?;
    drop(progress);
    let all = &checked.diagnostics;
    let root = Root::new(&args.content);
    if args.format != Format::Text {
        print_error(checked.note);
    }
    match args.format {
        Format::Text => {
            print(&render(all, &args.content.to_string_lossy(), Style::of_stdout()));
            print(&checked.summary());
        }
        Format::Json => print(&json::lines(all, &root)?),
        Format::Github => print(&github::commands(all, &root)),
        Format::Sarif => print(&sarif::log(all, &root, &checked.levels)?),
    }
    Ok(all.iter().filter(|found| found.is_error()).count())
}
