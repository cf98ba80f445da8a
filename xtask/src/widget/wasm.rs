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
use crate::widget::{file, folder, work};
use crate::workspace::Workspace;

/// What every supported browser has. With `--all-features` Binaryen writes modules that Firefox
/// and WebKit refuse.
const WASM_OPT: [&str; 10] = [
    "-Oz",
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

const GLUE: [&str; 5] =
    ["--bundle", "--format=esm", "--minify", "--target=es2020", "--legal-comments=none"];

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
        optimise(workspace, &npm)?;
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
            .web(true)?
            .typescript(false)
            .demangle(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(&out)
            .context("wasm-bindgen could not bind the module")
    })
}

fn optimise(workspace: &Workspace, npm: &Npm) -> Result<()> {
    step("make it small with wasm-opt", "about ten seconds", || {
        fs::create_dir_all(folder(workspace))?;
        let mut command = npm.wasm_opt();
        command
            .args(WASM_OPT)
            .arg(work(workspace, "bound/widget_bg.wasm"))
            .arg("-o")
            .arg(file(workspace, "widget.wasm"));
        process::run_quietly(&mut command)
    })
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
