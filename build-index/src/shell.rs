//! `docent completions` and `docent man`: what shells and `man` want to know about the program,
//! from the same definitions as `--help`.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Command;
use clap_complete::Shell;

use crate::render::print;

/// Options of `docent completions`.
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell that completes commands
    shell: Shell,
}

/// Options of `docent man`.
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Folder to write the pages to, such as /usr/local/share/man/man1
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// Prints a script for the shell.
///
/// # Errors
///
/// Never: it has the form that all subcommands have.
pub(crate) fn completions(args: &CompletionsArgs, mut program: Command) -> Result<ExitCode> {
    let name = program.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, name, &mut script);
    // Who has read enough closes the pipe.
    let _ = io::stdout().write_all(&script);
    Ok(ExitCode::SUCCESS)
}

/// Writes a page for the program and one for each subcommand.
///
/// # Errors
///
/// The folder cannot be written to.
pub(crate) fn man(args: &ManArgs, program: Command) -> Result<ExitCode> {
    let ManArgs { dir } = args;
    let write = || {
        fs::create_dir_all(dir)?;
        clap_mangen::generate_to(program, dir)
    };
    write().with_context(|| format!("cannot write manual pages to `{}`", dir.display()))?;
    print(&format!("The manual pages are in {}; `man docent` is the first.\n", dir.display()));
    Ok(ExitCode::SUCCESS)
}
