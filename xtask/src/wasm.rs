//! WebAssembly from one of our crates: compile, bind to JavaScript, make small. The widget is
//! made this way, and so is what stands for it in measurements.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::process;
use crate::progress::step;
use crate::tools::npm::Npm;
use crate::tools::wasm_compiler::{TARGET, WasmCompiler};
use crate::wasm_order::name_in_order;
use crate::workspace::Workspace;

/// The module is optimised thrice, the second time after its control flow was taken apart and put
/// together anew. Small functions with one caller stay functions: there are more bytes then, but
/// fewer under Brotli. Nothing lies in the first kilobyte of memory but the end of the stack, which
/// the linker puts first, so an address and a distance can be added where they are used.
const WASM_OPT: [&str; 9] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--one-caller-inline-max-function-size=12",
    "--low-memory-unused",
    "--strip-debug",
    "--strip-producers",
];

/// Only puts the functions into another order; the levels say how the rest is written down.
const WASM_ORDER: [&str; 4] =
    ["--optimize-level=2", "--shrink-level=2", "--reorder-functions-by-name", "--strip-debug"];

/// What every supported browser has. With `--all-features` Binaryen writes modules that Firefox
/// and WebKit refuse.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// For the last step of the compiler, which sees all crates together: a copy of a function in its
/// caller is more than a call, but for what is no more than one.
const FUNCTIONS_STAY: &str = "-Cllvm-args=-inline-threshold=0";

/// What the glue is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glue {
    /// A page that loads it as it is.
    Page,
    /// A bundler that leaves out what nobody calls.
    Bundler,
}

/// Compiles the library of a package, called `what` to the person who waits.
pub(crate) fn compile(workspace: &Workspace, package: &str, what: &str) -> Result<PathBuf> {
    let compiler = WasmCompiler::ensure(workspace)?;
    // Apart from the native builds: another compiler may be at work here.
    let target = workspace.target("wasm");
    let what = format!("compile {what} to WebAssembly with {}", compiler.describe());
    step(&what, "the first time about five minutes, then half a minute", || {
        let mut command = compiler.cargo_build(workspace)?;
        command
            .args(["--package", package, "--lib", "--profile", "widget", "--target-dir"])
            .arg(&target)
            .args(["--", FUNCTIONS_STAY]);
        process::run(&mut command)
    })?;
    let file = format!("widget/{}.wasm", package.replace('-', "_"));
    Ok(target.join(TARGET).join(file))
}

/// Writes `NAME.js` and `NAME_bg.wasm` into a folder of their own. It is the work of the
/// `wasm-bindgen` program, by the library it is made of, so that its version is the one in
/// `Cargo.lock`.
pub(crate) fn bind(module: &Path, name: &str, glue: Glue, out: &Path) -> Result<()> {
    step("bind it to JavaScript with wasm-bindgen", "a few seconds", || {
        if out.exists() {
            fs::remove_dir_all(out)?;
        }
        let mut bindgen = Bindgen::new();
        match glue {
            Glue::Page => bindgen.web(true)?,
            Glue::Bundler => bindgen.bundler(true)?,
        };
        bindgen
            .input_path(module)
            .out_name(name)
            .typescript(false)
            .demangle(false)
            .remove_name_section(false)
            .remove_producers_section(true)
            // The table of functions, which both halves of the widget share.
            .keep_lld_exports(glue == Glue::Bundler)
            .generate(out)
            .context("wasm-bindgen could not bind the module")
    })
}

/// Makes a bound module small.
pub(crate) fn optimise(npm: &Npm, module: &Path, out: &Path) -> Result<()> {
    let mut command = npm.wasm_opt();
    command.args(WASM_OPT).args(FEATURES).arg(module).arg("-o").arg(out);
    process::run_quietly(&mut command)?;
    let named = module.with_extension("named.wasm");
    fs::write(&named, name_in_order(&fs::read(out)?)?)?;
    let mut command = npm.wasm_opt();
    command.args(WASM_ORDER).args(FEATURES).arg(&named).arg("-o").arg(out);
    process::run_quietly(&mut command)
}

#[cfg(test)]
mod tests {
    /// The module and the program that binds it must come from the same release.
    #[test]
    fn wasm_bindgen_and_its_command_line_support_have_the_same_version() {
        let lock = include_str!("../../Cargo.lock");
        let versions = |name: &str| -> Vec<&str> {
            let head = format!("name = \"{name}\"\nversion = \"");
            lock.split(&head).skip(1).filter_map(|rest| rest.split('"').next()).collect()
        };
        let library = versions("wasm-bindgen");
        assert_eq!(library.len(), 1, "one version of wasm-bindgen, found {library:?}");
        assert_eq!(library, versions("wasm-bindgen-cli-support"));
    }
}
