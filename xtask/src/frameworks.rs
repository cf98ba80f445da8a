//! Apps made with React and Vue in whose pages the widget is tried: `tests/fixtures/spa`, compiled,
//! bundled and rendered by `xtask/frameworks/build.mjs`. The packages come from npm in the exact
//! versions of the lock file there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::fingerprint::Fingerprint;
use crate::process;
use crate::progress::{note, step};
use crate::tools::npm::{self, Npm};
use crate::workspace::Workspace;

/// The apps' sources, which the manual quotes.
pub(crate) const SOURCES: &str = "tests/fixtures/spa";

const WORKSHOP: &str = "xtask/frameworks";

/// Builds the apps and returns the folder of their pages. `None` where the packages cannot be had;
/// CI must have them.
pub(crate) fn ensure(workspace: &Workspace, tools: &Npm) -> Result<Option<PathBuf>> {
    let home = workspace.target("frameworks");
    let packages = ["react", "react-dom", "react-router", "vue", "vue-router"]
        .map(|package| home.join("node_modules").join(package));
    let installed = npm::install("React and Vue", &workspace.path(WORKSHOP), &home, &packages);
    match installed {
        Ok(()) => build(workspace, tools, &home).map(Some),
        Err(error) if env::var_os("CI").is_none() => {
            note(&format!("the journeys through React and Vue are skipped: {error:#}"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn build(workspace: &Workspace, tools: &Npm, home: &Path) -> Result<PathBuf> {
    let out = home.join("pages");
    let types = workspace.path("public/docent.d.ts");
    let stamp = Fingerprint::new()
        .contents(&workspace.path(SOURCES))?
        .contents(&workspace.path(WORKSHOP))?
        .contents(&workspace.path("xtask/tools/package-lock.json"))?
        .contents(&types)?
        .stamp(home.join("pages.stamp"));
    let scripts = ["react", "document", "vue"].map(|app| out.join(app).join("app.js"));
    if stamp.is_fresh(&scripts) {
        return Ok(out);
    }
    step("build the pages made with React and Vue", "about three seconds", || {
        let script = home.join("build.mjs");
        fs::copy(workspace.path(WORKSHOP).join("build.mjs"), &script)?;
        copy(&workspace.path(SOURCES), &home.join("spa"))?;
        check_types(tools, home, &types)?;
        let esbuild = tools.folder().join("esbuild");
        process::run_quietly(Command::new("node").arg(script).arg(esbuild).arg(&out))
    })?;
    stamp.keep()?;
    Ok(out)
}

/// Compiles the app in TypeScript against the types that a site gets with the widget.
fn check_types(tools: &Npm, home: &Path, types: &Path) -> Result<()> {
    let settings = serde_json::json!({
        "compilerOptions": {
            "strict": true,
            "noEmit": true,
            "jsx": "react-jsx",
            "target": "es2022",
            "module": "esnext",
            "moduleResolution": "bundler",
            "lib": ["es2022", "dom", "dom.iterable"],
            "types": [],
            "skipLibCheck": true,
            "paths": { "docent": [types] },
        },
        "include": ["spa/react", "spa/document"],
    });
    fs::write(home.join("tsconfig.json"), settings.to_string())?;
    let mut compile = tools.tsc();
    compile.current_dir(home).args(["--project", ".", "--pretty", "false"]);
    process::run_quietly(&mut compile)
        .with_context(|| format!("an app in {SOURCES} does not compile"))
}

/// A copy beside the packages, because that is where what is imported is looked for.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    for entry in WalkDir::new(from) {
        let entry = entry.with_context(|| format!("{SOURCES} could not be read"))?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
