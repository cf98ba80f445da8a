//! Whether the static pages are valid HTML: html-validate from npm reads every page of a built help
//! centre. Its rules are those of the standard, see `xtask/html/rules.json`.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::process;
use crate::progress::note;
use crate::tools::npm;
use crate::workspace::Workspace;

/// Validates all pages below a folder. Passed over where the validator cannot be had; CI must have
/// it.
pub(crate) fn check(workspace: &Workspace, site: &Path) -> Result<()> {
    let home = workspace.target("html");
    let program = home.join("node_modules/html-validate/bin/html-validate.mjs");
    let sources = workspace.path("xtask/html");
    match npm::install("html-validate", &sources, &home, std::slice::from_ref(&program)) {
        Ok(()) => {}
        Err(error) if env::var_os("CI").is_none() => {
            note(&format!("the static pages are not validated: {error:#}"));
            return Ok(());
        }
        Err(error) => return Err(error),
    }
    let pages: Vec<_> = WalkDir::new(site)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "html"))
        .collect();
    let mut command = Command::new("node");
    command.arg(program).arg("--config").arg(sources.join("rules.json")).args(&pages);
    process::run(&mut command).context("a static page is not valid HTML")?;
    note(&format!("{} static pages are valid HTML", pages.len()));
    Ok(())
}
