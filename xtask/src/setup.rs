//! `cargo xtask setup`: installs every tool, so that the other commands find them.

use anyhow::Result;

use crate::progress::note;
use crate::tools::browser::Browser;
use crate::tools::npm::Npm;
use crate::tools::wasm_compiler::WasmCompiler;
use crate::workspace::Workspace;

/// Installs what is missing and says what was found.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let compiler = WasmCompiler::ensure(workspace)?;
    note(&format!("WebAssembly: {}", compiler.describe()));
    let npm = Npm::ensure(workspace)?;
    note(&format!("npm tools: {}", workspace.display(npm.folder())));
    let browser = Browser::ensure()?;
    note(&format!("browser: {}", browser.browser.display()));
    note(&format!("driver: {}", browser.driver.display()));
    Ok(())
}
