//! The engines in a page of a real browser. Docent's is compiled as the widget is.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::bench_search::collection::Prepared;
use crate::bench_search::table::Row;
use crate::engine::Engine;
use crate::fingerprint::Fingerprint;
use crate::process;
use crate::tools::browser::{Browser, Engine as BrowserEngine};
use crate::tools::npm::Npm;
use crate::tools::peers::Peers;
use crate::wasm;
use crate::workspace::Workspace;

/// The page and everything that it loads but the articles.
pub(crate) struct Page {
    peers: Peers,
    browser: Browser,
    /// `page.mjs` with what it imports.
    script: PathBuf,
    /// Docent's module and its glue.
    docent: PathBuf,
}

/// What the page sends back of one engine.
#[derive(Debug, Deserialize)]
struct Times {
    engine: String,
    load_ms: Vec<f64>,
    /// Bytes, where the page can tell.
    memory: Option<f64>,
    /// Milliseconds of each keystroke; the browser still compiles in the first round.
    rounds: Vec<Vec<f64>>,
    /// The first result of each whole query.
    first: Vec<Option<String>>,
}

impl Page {
    /// Makes everything that does not depend on the articles.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self> {
        let npm = Npm::ensure(workspace)?;
        let peers = Peers::ensure(workspace)?;
        let browser = BrowserEngine::Chromium.ensure(workspace)?;
        let work = workspace.target("bench-search");
        let docent = work.join("docent");
        let module = wasm::compile(workspace, "docent-bench-wasm", "the search")?;
        let bound = docent.join("bench_bg.wasm");
        let stamp = Fingerprint::new()
            .contents(&module)?
            .contents(&workspace.path("xtask/src/wasm.rs"))?
            .contents(&workspace.path("xtask/tools"))?
            .stamp(work.join("docent.stamp"));
        if !stamp.is_fresh(std::slice::from_ref(&bound)) {
            wasm::bind(&module, "bench", wasm::Glue::Page, &docent)?;
            wasm::optimise(&npm, &bound, &bound)?;
            stamp.keep()?;
        }
        let script = work.join("page.js");
        let mut command = npm.esbuild();
        command.arg(peers.path("page.mjs")).args(["--bundle", "--format=esm", "--minify"]);
        command.args(["--log-level=warning", "--external:/docent/*", "--external:/pagefind/*"]);
        command.arg(format!("--outfile={}", script.display()));
        process::run_quietly(&mut command).context("the page's script could not be bundled")?;
        Ok(Self { peers, browser, script, docent })
    }

    /// Types everything into every engine. The page is a new one for each collection, so that one
    /// does not pay for the memory of another.
    pub(crate) fn measure(&self, prepared: &Prepared, rounds: usize) -> Result<Vec<Row>> {
        let work = &prepared.work;
        let [job, articles, keystrokes, out] =
            ["job.json", "articles.json", "keystrokes.json", "times.json"].map(|f| work.join(f));
        let indexes = work.join("peers");
        prepared.articles.write(&articles)?;
        fs::write(&keystrokes, serde_json::to_vec(&prepared.keystrokes)?)?;
        let settings = json!({
            "chrome": self.browser.browser,
            "page": self.script,
            "docent": self.docent,
            "index": prepared.site.index,
            "supplement": prepared.site.supplement,
            "articles": articles,
            "keystrokes": keystrokes,
            "rounds": rounds,
            "work": indexes,
            "out": out,
        });
        fs::write(&job, settings.to_string())?;
        process::run_quietly(self.peers.script("keystrokes.mjs").arg(&job))?;

        let times: Vec<Times> = serde_json::from_slice(&fs::read(&out)?)
            .context("the page sent back something else than times")?;
        times
            .into_iter()
            .map(|times| {
                let engine = Engine::of_key(&times.engine)
                    .with_context(|| format!("the page measured `{}`", times.engine))?;
                Ok(times.row(engine.index_bytes(&prepared.site.index, &indexes)?))
            })
            .collect()
    }
}

impl Times {
    fn row(mut self, index_bytes: u64) -> Row {
        let first = (!self.rounds.is_empty()).then(|| self.rounds.remove(0));
        Row {
            engine: self.engine,
            load_ms: self.load_ms,
            memory: self.memory,
            first_round: first,
            rounds: self.rounds,
            answered: self.first.iter().flatten().count(),
            index_bytes,
        }
    }
}
