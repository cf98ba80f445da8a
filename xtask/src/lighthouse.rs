//! `cargo xtask lighthouse`: what Google's Lighthouse says of the static pages. It drives a browser
//! for half a minute a page and its speed depends on the machine, so it is no part of the tests.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::demo::{build_docent, docent_build};
use crate::process;
use crate::progress::{note, step};
use crate::tools::browser::Engine;
use crate::tools::npm;
use crate::widget;
use crate::workspace::Workspace;

/// Start, category, article.
const PAGES: [&str; 3] = ["", "writing/", "writing/front-matter/"];

const GROUPS: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// Out of a hundred, in each group.
const SCORE_MIN: f64 = 95.0;

/// A server that ends with this value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// Builds Docent's own help centre, serves it and has its pages judged.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let browser = Engine::Chromium.ensure(workspace)?;
    let home = workspace.target("lighthouse");
    let program = home.join("node_modules/lighthouse/cli/index.js");
    let sources = workspace.path("xtask/lighthouse");
    npm::install("Lighthouse", &sources, &home, std::slice::from_ref(&program))?;
    build_docent(workspace)?;
    widget::run(workspace)?;
    let [site, data, report] =
        ["site", "data.db", "report.json"].map(|name| home.join("work").join(name));
    fs::create_dir_all(home.join("work"))?;
    process::run_quietly(&mut docent_build(workspace, &workspace.path("content"), &site))?;

    let port = process::free_port()?;
    let mut command = workspace.command(workspace.docent());
    command.arg("host").arg(&site).arg("--data").arg(&data).arg(format!("--port={port}"));
    let server = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    let _server = Server(server.context("`docent host` could not be started")?);
    thread::sleep(Duration::from_secs(1));

    let mut is_good = true;
    for page in PAGES {
        let mut command = Command::new("node");
        command.arg(&program).arg(format!("http://127.0.0.1:{port}/{page}"));
        command.args(["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]);
        command.arg("--output-path").arg(&report).env("CHROME_PATH", &browser.browser);
        step(&format!("judge /{page}"), "half a minute", || process::run_quietly(&mut command))?;
        let report: Value = serde_json::from_slice(&fs::read(&report)?)?;
        let (line, faults) = judged(&report);
        note(&format!("/{page}: {line}"));
        faults.iter().for_each(|fault| note(fault));
        is_good &= GROUPS.iter().all(|group| score(&report, group) >= SCORE_MIN);
    }
    if !is_good {
        bail!("a page is below {SCORE_MIN}; speed depends on the machine, the rest does not");
    }
    Ok(())
}

fn score(report: &Value, group: &str) -> f64 {
    (report["categories"][group]["score"].as_f64().unwrap_or_default() * 100.0).round()
}

/// The scores of a page, and what takes points away.
fn judged(report: &Value) -> (String, Vec<String>) {
    let scores = GROUPS.map(|group| format!("{group} {}", score(report, group)));
    let audits = GROUPS.iter().flat_map(|group| {
        let audits = report["categories"][group]["auditRefs"].as_array();
        audits.into_iter().flatten().filter(|audit| audit["weight"].as_f64() > Some(0.0))
    });
    let faults = audits.filter_map(|audit| {
        let audit = &report["audits"][audit["id"].as_str()?];
        (audit["score"].as_f64()? < 1.0)
            .then(|| format!("  {}", audit["title"].as_str().unwrap_or_default()))
    });
    (scores.join(", "), faults.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn scores_are_told_with_what_takes_points_away() {
        let refs =
            json!([{"id": "a", "weight": 3}, {"id": "b", "weight": 1}, {"id": "c", "weight": 0}]);
        let report = json!({
            "categories": {"seo": {"score": 0.914, "auditRefs": refs}},
            "audits": {
                "a": {"score": 1, "title": "A"},
                "b": {"score": 0, "title": "No description"},
                "c": {"score": 0, "title": "C"},
            },
        });
        let (line, faults) = judged(&report);
        assert_eq!(line, "performance 0, accessibility 0, best-practices 0, seo 91");
        assert_eq!(faults, ["  No description"]);
    }
}
