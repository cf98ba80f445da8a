//! `cargo xtask size`: the sizes of the widget's files, and the budget they must keep to.
//!
//! The whole is measured where it is whole, with the texts of a language and the settings of a
//! site: in Docent's own help centre.

use std::fs;
use std::io::Write;

use anyhow::{Context, Result, bail};
use docent_protocol::{Catalog, WidgetFiles};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;

use crate::demo::{build_docent, docent_build};
use crate::process;
use crate::widget;
use crate::workspace::Workspace;

const BUDGET: &str = "tests/budget.json";

const WHOLE: &str = "whole widget, one language";

/// The budget file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    brotli_bytes: BrotliBytes,
}

/// Upper bounds of sizes under Brotli at its best setting, which is what `docent build` writes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BrotliBytes {
    /// `docent.js`, which every visitor of a host page fetches.
    loader: u64,
    /// `frame.js` without its texts, which a visitor fetches who reaches for the widget.
    frame: u64,
    /// `widget.js` and `widget.wasm`, which a visitor fetches who reaches for the widget.
    glue_and_wasm: u64,
    /// `widget.css`, which comes with them.
    style: u64,
    /// `more.wasm`, which a visitor fetches who has found something.
    more: u64,
    /// `more.js`, which comes with it.
    more_script: u64,
    /// `hours.js`, which a visitor fetches where a site has opening hours.
    hours: u64,
    /// `debug.wasm`, which is fetched where the tag says `data-debug`.
    debug: u64,
    /// `plain.js`, which a visitor fetches where the app cannot run.
    plain: u64,
    /// All that a visitor of an ordinary site ever fetches of the widget besides the loader, which
    /// has a bound of its own, with English texts.
    whole: u64,
}

/// One file, measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sizes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Builds the widget if it must be, prints the table, fails if a budget is exceeded.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    widget::run(workspace)?;
    let text = fs::read_to_string(workspace.path(BUDGET))
        .with_context(|| format!("{BUDGET} could not be read"))?;
    let budget: Budget =
        serde_json::from_str(&text).with_context(|| format!("{BUDGET} is not a budget"))?;
    let budget = budget.brotli_bytes;

    let [loader, frame, glue, wasm, more, late, hours, debug, plain, style] = [
        "docent.js",
        "frame.js",
        "widget.js",
        "widget.wasm",
        "more.wasm",
        "more.js",
        "hours.js",
        "debug.wasm",
        "plain.js",
        "widget.css",
    ]
    .map(|name| measure(workspace, name));
    let (loader, frame, glue, wasm, more, late, plain, style) =
        (loader?, frame?, glue?, wasm?, more?, late?, plain?, style?);
    let (hours, debug) = (hours?, debug?);
    let together = glue + wasm;
    let whole = whole(workspace)?;

    println!("\n{:<26} {:>10} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip", "Brotli", "budget");
    print_row("loader", loader, Some(budget.loader));
    print_row("frame", frame, Some(budget.frame));
    print_row("glue", glue, None);
    print_row("wasm", wasm, None);
    print_row("glue + wasm", together, Some(budget.glue_and_wasm));
    print_row("more wasm", more, Some(budget.more));
    print_row("more script", late, Some(budget.more_script));
    print_row("hours", hours, Some(budget.hours));
    print_row("debug wasm", debug, Some(budget.debug));
    print_row("plain", plain, Some(budget.plain));
    print_row("style", style, Some(budget.style));
    print_row(WHOLE, whole, Some(budget.whole));
    println!();
    check("loader", loader.brotli, budget.loader)?;
    check("frame", frame.brotli, budget.frame)?;
    check("glue + wasm", together.brotli, budget.glue_and_wasm)?;
    check("style", style.brotli, budget.style)?;
    check("more script", late.brotli, budget.more_script)?;
    check("hours", hours.brotli, budget.hours)?;
    check("debug wasm", debug.brotli, budget.debug)?;
    check("plain", plain.brotli, budget.plain)?;
    check(WHOLE, whole.brotli, budget.whole)?;
    check("more wasm", more.brotli, budget.more)
}

/// The files of Docent's own help centre that make up the widget.
fn whole(workspace: &Workspace) -> Result<Sizes> {
    build_docent(workspace)?;
    let site = workspace.target("size/help");
    fs::create_dir_all(workspace.target("size"))?;
    process::run(&mut docent_build(workspace, &workspace.path("content"), &site))?;
    let catalog: Catalog = serde_json::from_slice(&fs::read(site.join("docent.json"))?)?;
    let WidgetFiles { frame, js, wasm, css, more, late, .. } =
        catalog.widget.context("the help centre has no widget")?;
    let frame = frame + "en.js";
    let mut whole = Sizes::default();
    for file in [frame, js, wasm, css, more, late] {
        whole = whole + Sizes::of(&fs::read(site.join(file))?)?;
    }
    Ok(whole)
}

fn check(what: &str, bytes: u64, budget: u64) -> Result<()> {
    if bytes > budget {
        bail!(
            "{what}: {bytes} bytes under Brotli, {} over the budget of {budget} in {BUDGET}; find \
             what grew before raising the budget",
            bytes - budget
        );
    }
    Ok(())
}

fn measure(workspace: &Workspace, name: &str) -> Result<Sizes> {
    let path = widget::file(workspace, name);
    let bytes = fs::read(&path)
        .with_context(|| format!("{} could not be read", workspace.display(&path)))?;
    Sizes::of(&bytes)
}

fn print_row(name: &str, sizes: Sizes, budget: Option<u64>) {
    let budget = budget.map(|bytes| bytes.to_string()).unwrap_or_default();
    let Sizes { raw, gzip, brotli } = sizes;
    println!("{name:<26} {raw:>10} {gzip:>10} {brotli:>10} {budget:>10}");
}

impl Sizes {
    fn of(bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        Ok(Self {
            raw: bytes.len() as u64,
            gzip: gzip.finish()?.len() as u64,
            brotli: brotli_bytes(bytes)?,
        })
    }
}

/// The size under Brotli at its best setting, as `docent build` writes it.
pub(crate) fn brotli_bytes(bytes: &[u8]) -> Result<u64> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out.len() as u64)
}

impl std::ops::Add for Sizes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_over_the_budget_is_too_much() {
        check("loader", 4096, 4096).unwrap();
        let error = check("loader", 4097, 4096).unwrap_err().to_string();
        assert!(error.contains("4097 bytes") && error.contains("1 over the budget"), "{error}");
    }

    #[test]
    fn repeated_text_shrinks_under_both_compressions() {
        let text = "the help widget ".repeat(500);
        let sizes = Sizes::of(text.as_bytes()).unwrap();
        assert_eq!(sizes.raw, 8000);
        assert!(sizes.gzip < 200 && sizes.brotli < sizes.gzip, "{sizes:?}");
    }
}
