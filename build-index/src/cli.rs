//! The command line: names of subcommands and options, and exit codes.
//!
//! Exit codes: 0 done, 1 it did not work (said on stderr), 2 the command line was wrong. `check`
//! keeps 1 for errors in the content.

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::{build, check, host, import, inbox, messages, new, report, search, serve, shell, tag};

/// Help for any website: Markdown in, a folder of static files out.
#[derive(Debug, Parser)]
#[command(name = "docent", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small help centre to begin with, or an article in one.
    New(new::Args),
    /// Bring articles along from Zendesk, Help Scout, Intercom, Freshdesk, or HTML pages.
    Import(import::Args),
    /// Turn a folder of articles into a help centre.
    Build(build::Args),
    /// Show the help centre while it is written: each saved change appears in the browser.
    Serve(serve::Args),
    /// Find what is wrong with the articles and what the search does not find; writes nothing.
    Check(check::Args),
    /// Ask a built help centre what a customer would ask.
    Search(search::Args),
    /// Print the script tag of a built help centre, pinned or not, and the policy it needs.
    Tag(tag::Args),
    /// Serve a built help centre and keep what customers send.
    Host(host::Args),
    /// Read what customers sent: messages, and votes per article.
    Inbox(inbox::Args),
    /// Find, mark, hand on again, export and erase messages.
    Messages(messages::Args),
    /// See what to write or mend next, by what customers searched for, read and said.
    Report(report::Args),
    /// Print what makes a shell complete commands of docent.
    Completions(shell::CompletionsArgs),
    /// Write manual pages for `man`.
    Man(shell::ManArgs),
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::New(args) => new::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Tag(args) => tag::run(&args),
        Command::Host(args) => host::run(&args),
        Command::Inbox(args) => inbox::run(&args),
        Command::Messages(args) => messages::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Completions(args) => shell::completions(&args, Cli::command()),
        Command::Man(args) => shell::man(&args, Cli::command()),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
