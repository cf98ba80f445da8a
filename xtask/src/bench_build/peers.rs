//! The programs beside which Docent builds.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::progress::step;
use crate::tools::peers::Peers;
use crate::workspace::Workspace;

const MDBOOK: &str = "0.4.52";

/// Pagefind's program, for the pages of a folder.
pub(super) fn pagefind(peers: &Peers, site: &Path, out: &Path) -> Command {
    let mut command = peers.script("node_modules/.bin/pagefind");
    command.arg("--site").arg(site).arg("--output-path").arg(out).arg("--quiet");
    command
}

/// mdBook, compiled if it is missing.
pub(super) fn mdbook(workspace: &Workspace) -> Result<PathBuf> {
    let home = workspace.target(&format!("tools/mdbook-{MDBOOK}"));
    let program = home.join("bin").join(format!("mdbook{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        step(&format!("compile mdBook {MDBOOK}"), "about five minutes", || {
            let mut command = workspace.cargo();
            command.args(["install", "mdbook", "--version", MDBOOK, "--locked"]);
            command.args(["--no-default-features", "--features", "search", "--root"]);
            process::run(command.arg(&home))
        })?;
    }
    Ok(program)
}

/// mdBook for a book.
pub(super) fn mdbook_build(program: &Path, book: &Path, out: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("build").arg(book).arg("--dest-dir").arg(out);
    command
}
