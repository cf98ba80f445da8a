//! The tools that come as npm packages: `esbuild`, `wasm-opt` (in `binaryen`), `axe-core` and
//! `tsc` (in `typescript`),
//! in the exact versions of `xtask/tools/package-lock.json`, installed under the build folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::fingerprint::Fingerprint;
use crate::process;
use crate::progress::step;
use crate::tools::node;
use crate::workspace::Workspace;

/// The installed npm tools.
pub(crate) struct Npm {
    modules: PathBuf,
}

impl Npm {
    /// Installs the tools if they are missing or of another version.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self> {
        let home = workspace.target("tools");
        let npm = Self { modules: home.join("node_modules") };
        let outputs =
            [npm.axe(), npm.program("esbuild"), npm.program("wasm-opt"), npm.program("tsc")];
        let sources = workspace.path("xtask/tools");
        install("esbuild, wasm-opt, axe-core and TypeScript", &sources, &home, &outputs)?;
        Ok(npm)
    }

    /// A command that runs `esbuild`.
    pub(crate) fn esbuild(&self) -> Command {
        Command::new(self.program("esbuild"))
    }

    /// A command that runs `wasm-opt`.
    pub(crate) fn wasm_opt(&self) -> Command {
        Command::new(self.program("wasm-opt"))
    }

    /// A command that runs the compiler of TypeScript.
    pub(crate) fn tsc(&self) -> Command {
        Command::new(self.program("tsc"))
    }

    /// The accessibility checker, as one script to run in a page.
    pub(crate) fn axe(&self) -> PathBuf {
        self.modules.join("axe-core/axe.min.js")
    }

    /// The folder of all of them.
    pub(crate) fn folder(&self) -> &Path {
        &self.modules
    }

    fn program(&self, name: &str) -> PathBuf {
        let suffix = if cfg!(windows) { ".cmd" } else { "" };
        self.modules.join(format!(".bin/{name}{suffix}"))
    }
}

/// Installs what the `package.json` and lock file in `sources` name into `home`, unless that was
/// done before and `outputs` are still there.
pub(crate) fn install(what: &str, sources: &Path, home: &Path, outputs: &[PathBuf]) -> Result<()> {
    const FILES: [&str; 2] = ["package.json", "package-lock.json"];

    node::ensure()?;
    let mut inputs = Fingerprint::new();
    for file in FILES {
        inputs = inputs.contents(&sources.join(file))?;
    }
    let stamp = inputs.stamp(home.join("stamp"));
    if stamp.is_fresh(outputs) {
        return Ok(());
    }
    step(&format!("install {what} with npm"), "about ten seconds", || {
        fs::create_dir_all(home)?;
        for file in FILES {
            fs::copy(sources.join(file), home.join(file))?;
        }
        // The packages' own install scripts only save start-up time; none is run.
        process::run_quietly(Command::new("npm").current_dir(home).args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]))
        .with_context(|| format!("{what} could not be installed; is the npm registry reachable?"))
    })?;
    stamp.keep()
}

#[cfg(test)]
mod tests {
    /// A registry's address in a lock file would be asked even where another one is configured.
    #[test]
    fn the_lock_files_name_exact_versions_and_no_registry() {
        for (package, lock) in [
            (
                include_str!("../../tools/package.json"),
                include_str!("../../tools/package-lock.json"),
            ),
            (
                include_str!("../../peers/package.json"),
                include_str!("../../peers/package-lock.json"),
            ),
            (
                include_str!("../../storage/package.json"),
                include_str!("../../storage/package-lock.json"),
            ),
            (include_str!("../../html/package.json"), include_str!("../../html/package-lock.json")),
            (
                include_str!("../../lighthouse/package.json"),
                include_str!("../../lighthouse/package-lock.json"),
            ),
            (
                include_str!("../../frameworks/package.json"),
                include_str!("../../frameworks/package-lock.json"),
            ),
        ] {
            let package: serde_json::Value = serde_json::from_str(package).unwrap();
            assert!(!lock.contains("://"), "the lock file holds an address; remove `resolved`");
            let lock: serde_json::Value = serde_json::from_str(lock).unwrap();
            for (name, version) in package["dependencies"].as_object().unwrap() {
                let locked = &lock["packages"][format!("node_modules/{name}")];
                assert_eq!(&locked["version"], version, "{name}");
                assert!(locked["integrity"].is_string(), "{name} has no checksum");
            }
        }
    }
}
