//! The help centre that both pages search: 180 articles of a judged set where those are at hand,
//! else Docent's own.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::bench_search::markdown;
use crate::corpora::Corpora;
use crate::demo::docent_build;
use crate::help_site::HelpSite;
use crate::process;
use crate::workspace::Workspace;

/// The judged set, and how many of its articles are taken.
const SET: (&str, usize) = ("arduino", 180);

/// What the articles are, and the help centre with the widget.
pub(crate) fn build(workspace: &Workspace, work: &Path) -> Result<(String, HelpSite)> {
    let sets = Corpora::find(workspace).and_then(|corpora| corpora.sets(&[SET.0.to_owned()]));
    let Some(set) = sets.ok().and_then(|mut sets| sets.pop()) else {
        let site = build_one(workspace, &workspace.path("content"), None, &work.join("site"))?;
        return Ok(("Docent's own help centre".to_owned(), site));
    };
    let whole = build_one(workspace, &set.docs(), Some(&set.lang), &work.join("whole"))?;
    let mut articles = whole.articles()?;
    articles.articles.truncate(SET.1);
    let content = work.join("content");
    if content.exists() {
        fs::remove_dir_all(&content)?;
    }
    markdown::write(&articles, &content)?;
    let site = build_one(workspace, &content, Some(&set.lang), &work.join("site"))?;
    Ok((set.name, site))
}

fn build_one(
    workspace: &Workspace,
    content: &Path,
    lang: Option<&str>,
    out: &Path,
) -> Result<HelpSite> {
    let mut command = docent_build(workspace, content, out);
    if let Some(lang) = lang {
        command.args(["--lang", lang]);
    }
    process::run_quietly(&mut command)?;
    HelpSite::open(out.to_owned())
}
