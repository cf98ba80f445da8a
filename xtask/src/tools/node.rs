//! Node.js with npm: it runs `wasm-opt` and installs the tools that come as npm packages.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools::apt::Apt;

/// The oldest version that esbuild and Binaryen run on.
const OLDEST: u32 = 18;

/// Sees to it that `node` and `npm` are there and new enough.
pub(crate) fn ensure() -> Result<()> {
    if !(process::exists("node") && process::exists("npm")) {
        let Some(apt) = Apt::find() else { bail!("{}", advice("Node.js with npm is missing")) };
        apt.install(&["nodejs", "npm"], "about a minute")?;
    }
    let version = process::capture(Command::new("node").arg("--version"))?;
    match major(&version) {
        Some(found) if found >= OLDEST => Ok(()),
        Some(_) => bail!("{}", advice(&format!("Node.js {} is too old", version.trim()))),
        None => Err(anyhow::anyhow!("`node --version` said `{}`", version.trim()))
            .context("the version of Node.js could not be read"),
    }
}

fn advice(what: &str) -> String {
    let how = if cfg!(target_os = "macos") {
        "`brew install node`"
    } else {
        "install Node.js with npm from your system's packages, or as root let this command do it"
    };
    format!("{what}; version {OLDEST} or newer is needed: {how}")
}

/// The `20` of `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_says() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v18.0.0"), Some(18));
        assert_eq!(major("unknown"), None);
    }
}
