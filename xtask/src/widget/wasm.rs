//! The WebAssembly of the widget and its glue, each made anew only when something before it has
//! changed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::fingerprint::{Fingerprint, Stamp};
use crate::process;
use crate::tools::npm::Npm;
use crate::wasm;
use crate::widget::{file, folder, work};
use crate::workspace::Workspace;

const GLUE: [&str; 5] =
    ["--bundle", "--format=esm", "--minify", "--target=es2020", "--legal-comments=none"];

/// What says how the module is made, besides this file.
const RECIPE: [&str; 3] = ["xtask/src/wasm.rs", "xtask/src/widget/wasm.rs", "xtask/tools"];

/// Makes `widget.wasm` and `widget.js`. Returns whether there was anything to do.
pub(crate) fn build(workspace: &Workspace) -> Result<bool> {
    let outputs = [file(workspace, "widget.wasm"), file(workspace, "widget.js")];
    let sources = sources(workspace)?;
    if sources.is_fresh(&outputs) {
        return Ok(false);
    }
    let module = wasm::compile(workspace, "docent-app", "the widget")?;
    let bound = binding(workspace, &module)?;
    if !bound.is_fresh(&outputs) {
        let npm = Npm::ensure(workspace)?;
        wasm::bind(&module, "widget", &work(workspace, "bound"))?;
        fs::create_dir_all(folder(workspace))?;
        let [module, _] = &outputs;
        wasm::optimise(&npm, &work(workspace, "bound/widget_bg.wasm"), module)?;
        minify_glue(workspace, &npm)?;
        bound.keep()?;
    }
    sources.keep()?;
    Ok(true)
}

/// Everything the module is compiled from.
fn sources(workspace: &Workspace) -> Result<Stamp> {
    let mut inputs = Fingerprint::new();
    for path in [
        "Cargo.toml",
        "Cargo.lock",
        "app/Cargo.toml",
        "app/src",
        "app/strings",
        "search/Cargo.toml",
        "search/src",
        "protocol/Cargo.toml",
        "protocol/src",
        "xtask/src/tools/wasm_compiler.rs",
    ]
    .into_iter()
    .chain(RECIPE)
    {
        inputs = inputs.contents(&workspace.path(path))?;
    }
    Ok(inputs.stamp(work(workspace, "sources.stamp")))
}

/// Everything that the steps after the compiler depend on. A change that leaves the module as it
/// was, such as one in a comment, ends there.
fn binding(workspace: &Workspace, module: &Path) -> Result<Stamp> {
    let mut inputs = Fingerprint::new().contents(module)?;
    for path in RECIPE.into_iter().chain(["Cargo.lock"]) {
        inputs = inputs.contents(&workspace.path(path))?;
    }
    Ok(inputs.stamp(work(workspace, "binding.stamp")))
}

fn minify_glue(workspace: &Workspace, npm: &Npm) -> Result<()> {
    let mut command = npm.esbuild();
    command
        .arg(work(workspace, "bound/widget.js"))
        .args(GLUE)
        .arg("--log-level=warning")
        .arg(format!("--outfile={}", file(workspace, "widget.js").display()));
    process::run_quietly(&mut command).context("the glue could not be minified")
}
