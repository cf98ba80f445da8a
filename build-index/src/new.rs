//! `docent new`: a small help centre to begin with, and articles where they belong.

mod article;
mod centre;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

/// Options of `docent new`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    centre: centre::CentreArgs,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make an article: its file, with the title and a place for the answer
    Article(article::Args),
}

/// Runs the subcommand.
///
/// # Errors
///
/// Something is in the way, or cannot be written.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match &args.what {
        Some(What::Article(args)) => article::run(args)?,
        None => centre::run(&args.centre)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file that is not there yet, with the folders above it.
fn write_new(path: &Path, text: &str) -> Result<()> {
    let write = || {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::File::create_new(path)?;
        std::io::Write::write_all(&mut file, text.as_bytes())
    };
    match write() {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("`{}` is there already; nothing was changed", path.display())
        }
        done => done.with_context(|| format!("cannot write `{}`", path.display())),
    }
}

/// A path as it is typed in a shell.
pub(crate) fn typed(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-~:\\".contains(c);
    if text.chars().all(plain) {
        text
    } else if cfg!(windows) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// A path below a folder, with the parts of a slug as folders.
fn below(folder: &Path, slug: &str) -> PathBuf {
    slug.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}
