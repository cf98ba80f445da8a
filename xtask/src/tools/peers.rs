//! The search engines that Docent is measured against, and the scripts in `xtask/peers` that ask
//! them, some of them in a browser that Playwright drives. The packages come from npm in the exact versions of the lock file there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools::npm;
use crate::workspace::Workspace;

/// The installed peers.
pub(crate) struct Peers {
    home: PathBuf,
}

impl Peers {
    /// Installs the packages if they are missing, and puts the scripts beside them, because that
    /// is where Node.js looks for what a script imports.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self> {
        let sources = workspace.path("xtask/peers");
        let home = workspace.target("peers");
        let outputs = ["minisearch", "pagefind", "playwright-core", "snowball-stemmers"]
            .map(|package| home.join("node_modules").join(package));
        npm::install("MiniSearch, Pagefind and Playwright", &sources, &home, &outputs)?;
        for entry in fs::read_dir(&sources).context("xtask/peers could not be read")? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "mjs") {
                fs::copy(&path, home.join(path.file_name().unwrap_or_default()))?;
            }
        }
        Ok(Self { home })
    }

    /// A command that runs one of the scripts.
    pub(crate) fn script(&self, name: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.path(name));
        command
    }

    /// Where a script is.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.home.join(name)
    }
}
