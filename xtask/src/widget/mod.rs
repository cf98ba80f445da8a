//! `cargo xtask widget`: the files of the widget, made from `app/` and `public/`.
//!
//! The result is `target/widget/`, which `docent build` reads: the loader `docent.js`, the panel
//! `frame.js`, the glue `widget.js` with `widget.wasm` and `widget.css`, the second half `more.wasm`
//! and `more.js`, `plain.js` for where the app cannot run, `files.js` for attachments, `adapters.js`
//! for messages to others than our collector, the service worker `docent-sw.js`, and the types
//! `docent.d.ts`. Each part is made only when its inputs have changed; removing the folder makes all
//! of them anew.

mod exports;
mod glue;
mod split;
mod wasm;
mod web;

use std::path::PathBuf;

use anyhow::Result;

use crate::progress::note;
use crate::workspace::Workspace;

/// The widget's folder under the build folder.
const FOLDER: &str = "widget";

/// Where the steps leave what lies between the sources and the result.
const WORK: &str = "widget-work";

/// Builds what is not up to date.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let built = [wasm::build(workspace)?, web::build(workspace)?];
    let folder = workspace.display(&folder(workspace));
    if built.contains(&true) {
        note(&format!("the widget is ready in {folder}"));
    } else {
        note(&format!("the widget in {folder} is up to date"));
    }
    Ok(())
}

/// The folder of the finished files.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target(FOLDER)
}

/// One of the finished files.
pub(crate) fn file(workspace: &Workspace, name: &str) -> PathBuf {
    folder(workspace).join(name)
}

/// A path between the sources and the result.
fn work(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.target(WORK).join(name)
}
