//! Browsers with their WebDrivers, for the end-to-end tests: one of each engine.

mod chromium;
mod firefox;
mod webkit;

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::progress::note;
use crate::workspace::Workspace;

/// What draws pages and runs their scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// Chromium or Google Chrome
    Chromium,
    /// Firefox
    Firefox,
    /// WebKitGTK, the engine of Safari on Linux
    Webkit,
}

/// A browser and the driver that belongs to it.
pub(crate) struct Browser {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Engine {
    /// Finds browser and driver, by the variables that name them first, or installs them.
    pub(crate) fn ensure(self, workspace: &Workspace) -> Result<Browser> {
        match self {
            Self::Chromium => chromium::ensure(),
            Self::Firefox => firefox::ensure(workspace),
            Self::Webkit => webkit::ensure(),
        }
    }

    /// As the person and the tests call it.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// The browsers of the named engines, which have to be there, or else one of each engine that this
/// machine can have. CI has to have them all, and none can do without Chromium.
pub(crate) fn ensure(workspace: &Workspace, named: &[Engine]) -> Result<Vec<(Engine, Browser)>> {
    let may_lack = named.is_empty() && env::var_os("CI").is_none();
    let wanted = if named.is_empty() { Engine::value_variants() } else { named };
    let mut found = Vec::new();
    for &engine in wanted {
        let name = engine.name();
        match engine.ensure(workspace) {
            Ok(browser) => found.push((engine, browser)),
            Err(error) if may_lack && engine != Engine::Chromium => {
                note(&format!("{name} is skipped: {error:#}"));
            }
            Err(error) => bail!("{name} cannot be tested: {error:#}"),
        }
    }
    Ok(found)
}

/// The program that a variable names; an error if there is none there.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = env::var_os(variable).map(PathBuf::from) else { return Ok(None) };
    if !path.exists() {
        bail!(
            "{variable} is set to {}, where there is no file; correct or unset it",
            path.display()
        );
    }
    Ok(Some(path))
}

/// The program that a variable names, else the first of these on `PATH`, else of these files.
fn find(variable: &str, names: &[&str], well_known: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(path) = named(variable)? {
        return Ok(Some(path));
    }
    let folders: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let on_path = names.iter().find_map(|name| {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file())
    });
    let file = || well_known.iter().map(Path::new).find(|p| p.is_file()).map(Path::to_path_buf);
    Ok(on_path.or_else(file))
}
