//! Firefox. Its driver is a program in Rust and comes from crates.io.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::{Browser, find, named};
use crate::process;
use crate::progress::step;
use crate::tools::apt::Apt;
use crate::workspace::Workspace;

/// Version of the driver, which every supported version of Firefox understands.
const DRIVER: &str = "0.37.1";

/// Where installers put a browser that is not on `PATH`.
const WELL_KNOWN_BROWSERS: [&str; 2] =
    ["/Applications/Firefox.app/Contents/MacOS/firefox", "/opt/firefox/firefox"];

pub(super) fn ensure(workspace: &Workspace) -> Result<Browser> {
    Ok(Browser { browser: browser()?, driver: driver(workspace)? })
}

fn browser() -> Result<PathBuf> {
    let installed = || find("FIREFOX", &["firefox-esr", "firefox"], &WELL_KNOWN_BROWSERS);
    if let Some(found) = installed()? {
        return Ok(found);
    }
    match Apt::find() {
        Some(apt) if apt.offers("firefox-esr") => {
            apt.install(&["firefox-esr"], "about a minute")?;
            installed()?.context("firefox-esr is installed but not on PATH")
        }
        _ => bail!("it was not found; install Firefox, or name it in the variable FIREFOX"),
    }
}

fn driver(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(found) = named("GECKODRIVER")? {
        return Ok(found);
    }
    let home = workspace.target(&format!("tools/geckodriver-{DRIVER}"));
    let program = home.join(format!("bin/geckodriver{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    step(&format!("install geckodriver {DRIVER} with cargo"), "one to two minutes", || {
        let mut command = workspace.cargo();
        command.args(["install", "--locked", "geckodriver", "--version", DRIVER, "--root"]);
        // It has little to do: a quick build is worth more than a quick program.
        command.arg(&home).args(["--config", "profile.release.opt-level=0"]);
        command.args(["--config", "profile.release.lto=false"]);
        process::run_quietly(&mut command)
            .context("geckodriver could not be installed; is the registry of crates reachable?")
    })?;
    Ok(program)
}
