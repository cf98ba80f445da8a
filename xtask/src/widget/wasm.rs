//! The WebAssembly of the widget and its glue, each made anew only when something before it has
//! changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::fingerprint::{Fingerprint, Stamp};
use crate::progress::step;
use crate::tools::npm::Npm;
use crate::wasm;
use crate::widget::glue::Glue;
use crate::widget::split::{LATER, split};
use crate::widget::{file, folder, work};
use crate::workspace::Workspace;

/// The script that starts the module.
const START: &str = "app/src/start.js";

/// What says how the module is made, besides this file.
const RECIPE: [&str; 8] = [
    "xtask/src/wasm.rs",
    "xtask/src/wasm_bytes.rs",
    "xtask/src/wasm_order.rs",
    "xtask/src/widget/exports.rs",
    "xtask/src/widget/glue.rs",
    "xtask/src/widget/split.rs",
    "xtask/src/widget/wasm.rs",
    "xtask/tools",
];

/// Makes `widget.wasm`, `more.wasm`, `debug.wasm` and `widget.js`. Returns whether there was
/// anything to do.
pub(crate) fn build(workspace: &Workspace) -> Result<bool> {
    let outputs =
        ["widget.wasm", "more.wasm", "debug.wasm", "widget.js"].map(|name| file(workspace, name));
    let sources = sources(workspace)?;
    if sources.is_fresh(&outputs) {
        return Ok(false);
    }
    let module = wasm::compile(workspace, "docent-app", "the widget")?;
    let bound = binding(workspace, &module)?;
    if !bound.is_fresh(&outputs) {
        let npm = Npm::ensure(workspace)?;
        let parts = split(&module, &work(workspace, "split"))?;
        wasm::bind(&parts.first, "widget", wasm::Glue::Bundler, &work(workspace, "bound"))?;
        shrink(workspace, &npm, &parts.later)?;
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
        "app/build.rs",
        "app/stand-ins",
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
    for path in RECIPE.into_iter().chain([START, "Cargo.lock"]) {
        inputs = inputs.contents(&workspace.path(path))?;
    }
    Ok(inputs.stamp(work(workspace, "binding.stamp")))
}

/// Makes modules and glue small together.
fn shrink(workspace: &Workspace, npm: &Npm, later: &[PathBuf; 2]) -> Result<()> {
    step("make it small with wasm-opt and esbuild", "about fifteen seconds", || {
        let bound = work(workspace, "bound");
        let renamed = bound.join("renamed.wasm");
        let glue = Glue::new(npm, bound.clone(), &workspace.path(START))?;
        let named = LATER.map(|name| format!("{name}.wasm"));
        let short = named.each_ref().map(|name| bound.join(name));
        let origins =
            glue.shorten_names([&bound.join("widget_bg.wasm"), &renamed], later, &short)?;
        fs::create_dir_all(folder(workspace))?;
        let out = file(workspace, "widget.wasm");
        wasm::optimise(npm, &renamed, &out)?;
        for (short, name) in short.iter().zip(&named) {
            wasm::optimise(npm, short, &file(workspace, name))?;
        }
        glue.write(&out, origins, &file(workspace, "widget.js"))
    })
}
