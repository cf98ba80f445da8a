//! `cargo xtask snapshots`: a picture of every view of the widget, on desktop and phone, light and
//! dark, from left and from right, for people to look at. Nothing compares them.

use std::fs;

use anyhow::Result;
use serde_json::json;

use crate::demo::{build_docent, docent_build};
use crate::process;
use crate::progress::{note, step};
use crate::tools::browser::Engine;
use crate::tools::peers::Peers;
use crate::widget;
use crate::workspace::Workspace;

/// An article of Docent's own help centre with much to look at, and a question that finds it.
const ARTICLE: (&str, &str) = ("writing/tables-callouts-code", "tabels and code");

/// Builds Docent's own help centre and takes the pictures.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let browser = Engine::Chromium.ensure(workspace)?;
    let peers = Peers::ensure(workspace)?;
    build_docent(workspace)?;
    widget::run(workspace)?;
    let work = workspace.target("snapshots-work");
    fs::create_dir_all(&work)?;
    let [site, job] = ["site", "job.json"].map(|name| work.join(name));
    process::run_quietly(&mut docent_build(workspace, &workspace.path("content"), &site))?;
    let out = workspace.target("snapshots");
    let settings = json!({
        "chrome": browser.browser,
        "site": site,
        "article": ARTICLE.0,
        "query": ARTICLE.1,
        "out": out,
    });
    fs::write(&job, settings.to_string())?;
    step("take the pictures", "about two minutes", || {
        process::run_quietly(peers.script("snapshots.mjs").arg(&job))
    })?;
    note(&format!("look at {}", workspace.display(&out.join("index.html"))));
    Ok(())
}
