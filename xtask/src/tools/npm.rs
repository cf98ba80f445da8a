//! The tools that come as npm packages: `esbuild`, `wasm-opt` (in `binaryen`) and `axe-core`,
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
        node::ensure()?;
        let sources = workspace.path("xtask/tools");
        let home = workspace.target("tools");
        let npm = Self { modules: home.join("node_modules") };
        let stamp = Fingerprint::new().contents(&sources)?.stamp(home.join("stamp"));
        let outputs = [npm.axe(), npm.program("esbuild"), npm.program("wasm-opt")];
        if !stamp.is_fresh(&outputs) {
            step("install esbuild, wasm-opt and axe-core with npm", "about ten seconds", || {
                fs::create_dir_all(&home)?;
                for file in ["package.json", "package-lock.json"] {
                    fs::copy(sources.join(file), home.join(file))?;
                }
                // The packages' own install scripts only save start-up time; none is run.
                process::run_quietly(Command::new("npm").current_dir(&home).args([
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                ]))
                .context("the npm tools could not be installed; is the npm registry reachable?")
            })?;
            stamp.keep()?;
        }
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

#[cfg(test)]
mod tests {
    /// A registry's address in the lock file would be asked even where another one is configured.
    #[test]
    fn the_lock_file_names_exact_versions_and_no_registry() {
        let package = include_str!("../../tools/package.json");
        let package: serde_json::Value = serde_json::from_str(package).unwrap();
        let lock = include_str!("../../tools/package-lock.json");
        assert!(!lock.contains("://"), "the lock file holds an address; remove `resolved`");
        let lock: serde_json::Value = serde_json::from_str(lock).unwrap();
        for (name, version) in package["dependencies"].as_object().unwrap() {
            let locked = &lock["packages"][format!("node_modules/{name}")];
            assert_eq!(&locked["version"], version, "{name}");
            assert!(locked["integrity"].is_string(), "{name} has no checksum");
        }
    }
}
