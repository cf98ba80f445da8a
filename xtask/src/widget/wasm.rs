//! The WebAssembly of the widget and its glue: compile, bind, optimise, minify.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::fingerprint::{Fingerprint, Stamp};
use crate::process;
use crate::progress::step;
use crate::tools::npm::Npm;
use crate::tools::wasm_compiler::{TARGET, WasmCompiler};
use crate::widget::glue::Glue;
use crate::widget::{file, folder, work};
use crate::workspace::Workspace;

/// What every supported browser has. With `--all-features` Binaryen writes modules that Firefox
/// and WebKit refuse.
///
/// The module is optimised thrice, the second time after its control flow was taken apart and put
/// together anew. Small functions with one caller stay functions: there are more bytes then, but
/// fewer under Brotli.
const WASM_OPT: [&str; 15] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--one-caller-inline-max-function-size=30",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
];

/// The script that starts the module.
const START: &str = "app/src/start.js";

/// Makes `widget.wasm` and `widget.js`. Returns whether there was anything to do.
pub(crate) fn build(workspace: &Workspace) -> Result<bool> {
    let outputs = [file(workspace, "widget.wasm"), file(workspace, "widget.js")];
    let sources = sources(workspace)?;
    if sources.is_fresh(&outputs) {
        return Ok(false);
    }
    let module = compile(workspace)?;
    let bound = binding(workspace, &module)?;
    if !bound.is_fresh(&outputs) {
        let npm = Npm::ensure(workspace)?;
        bind(workspace, &module)?;
        shrink(workspace, &npm)?;
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
        "app/stand-ins",
        "app/src",
        "app/strings",
        "search/Cargo.toml",
        "search/src",
        "protocol/Cargo.toml",
        "protocol/src",
        "xtask/src/tools/wasm_compiler.rs",
        "xtask/src/widget/glue.rs",
        "xtask/src/widget/wasm.rs",
        "xtask/tools",
    ] {
        inputs = inputs.contents(&workspace.path(path))?;
    }
    Ok(inputs.stamp(work(workspace, "sources.stamp")))
}

/// Everything that the steps after the compiler depend on. A change that leaves the module as it
/// was, such as one in a comment, ends there.
fn binding(workspace: &Workspace, module: &Path) -> Result<Stamp> {
    Ok(Fingerprint::new()
        .contents(module)?
        .contents(&workspace.path(START))?
        .contents(&workspace.path("xtask/src/widget/glue.rs"))?
        .contents(&workspace.path("xtask/src/widget/wasm.rs"))?
        .contents(&workspace.path("xtask/tools"))?
        .contents(&workspace.path("Cargo.lock"))?
        .stamp(work(workspace, "binding.stamp")))
}

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let compiler = WasmCompiler::ensure(workspace)?;
    // Apart from the native builds: another compiler may be at work here.
    let target = workspace.target("wasm");
    let what = format!("compile the widget to WebAssembly with {}", compiler.describe());
    step(&what, "the first time about five minutes, then half a minute", || {
        let mut command = compiler.cargo_build(workspace)?;
        command
            .args(["--package", "docent-app", "--lib", "--profile", "widget", "--target-dir"])
            .arg(&target);
        process::run(&mut command)
    })?;
    Ok(target.join(TARGET).join("widget/docent_app.wasm"))
}

/// The work of the `wasm-bindgen` program, by the library it is made of, so that its version is
/// the one in `Cargo.lock`.
fn bind(workspace: &Workspace, module: &Path) -> Result<()> {
    step("bind it to JavaScript with wasm-bindgen", "a few seconds", || {
        let out = work(workspace, "bound");
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        Bindgen::new()
            .input_path(module)
            .out_name("widget")
            .bundler(true)?
            .typescript(false)
            .demangle(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(&out)
            .context("wasm-bindgen could not bind the module")
    })
}

/// Makes module and glue small together.
fn shrink(workspace: &Workspace, npm: &Npm) -> Result<()> {
    step("make it small with wasm-opt and esbuild", "about fifteen seconds", || {
        let bound = work(workspace, "bound");
        let renamed = bound.join("renamed.wasm");
        let glue = Glue::new(npm, bound.clone(), &workspace.path(START))?;
        let origins = glue.shorten_names(&bound.join("widget_bg.wasm"), &renamed)?;
        fs::create_dir_all(folder(workspace))?;
        let out = file(workspace, "widget.wasm");
        let mut command = npm.wasm_opt();
        command.args(WASM_OPT).arg(&renamed).arg("-o").arg(&out);
        process::run_quietly(&mut command)?;
        glue.write(&out, origins, &file(workspace, "widget.js"))
    })
}

#[cfg(test)]
mod tests {
    /// The module and the program that binds it must come from the same release.
    #[test]
    fn wasm_bindgen_and_its_command_line_support_have_the_same_version() {
        let lock = include_str!("../../../Cargo.lock");
        let versions = |name: &str| -> Vec<&str> {
            let head = format!("name = \"{name}\"\nversion = \"");
            lock.split(&head).skip(1).filter_map(|rest| rest.split('"').next()).collect()
        };
        let library = versions("wasm-bindgen");
        assert_eq!(library.len(), 1, "one version of wasm-bindgen, found {library:?}");
        assert_eq!(library, versions("wasm-bindgen-cli-support"));
    }
}
