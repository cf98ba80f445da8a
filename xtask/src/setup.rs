//! `cargo xtask setup`: installs every tool, so that the other commands find them.

use anyhow::Result;

use crate::progress::note;
use crate::tools::browser;
use crate::tools::npm::Npm;
use crate::tools::wasm_compiler::WasmCompiler;
use crate::workspace::Workspace;

/// Installs what is missing and says what was found.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let compiler = WasmCompiler::ensure(workspace)?;
    note(&format!("WebAssembly: {}", compiler.describe()));
    let npm = Npm::ensure(workspace)?;
    note(&format!("npm tools: {}", workspace.display(npm.folder())));
    for (engine, found) in browser::ensure(workspace, &[])? {
        let (browser, driver) = (found.browser.display(), found.driver.display());
        note(&format!("{}: {browser}, driven by {driver}", engine.name()));
    }
    Ok(())
}
