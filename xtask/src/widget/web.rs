//! The hand-written part of the widget: the loader, the style sheet, the types.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

use crate::fingerprint::Fingerprint;
use crate::process;
use crate::progress::step;
use crate::tools::npm::Npm;
use crate::widget::{file, folder, work};
use crate::workspace::Workspace;

/// What `docent build` replaces by the configuration of a site, so it must survive minification.
const CONFIG_TOKEN: &str = "__DOCENT_CONFIG__";

const SCRIPT: [&str; 6] = [
    "--bundle",
    "--format=iife",
    "--minify",
    "--target=es2020",
    "--loader:.css=text",
    "--legal-comments=none",
];

/// The oldest browsers with constructable style sheets, `color-mix()` and the WebAssembly
/// features that the module uses.
const STYLE: [&str; 4] =
    ["--bundle", "--minify", "--target=chrome111,firefox115,safari16.4", "--legal-comments=none"];

/// Makes `docent.js`, `widget.css` and `docent.d.ts`. Returns whether there was anything to do.
pub(crate) fn build(workspace: &Workspace) -> Result<bool> {
    let loader = workspace.path("public/loader");
    let style = workspace.path("app/style");
    let types = workspace.path("public/docent.d.ts");
    let outputs = ["docent.js", "widget.css", "docent.d.ts"].map(|name| file(workspace, name));
    let stamp = Fingerprint::new()
        .contents(&loader)?
        .contents(&style)?
        .contents(&types)?
        .contents(&workspace.path("xtask/src/widget/web.rs"))?
        .contents(&workspace.path("xtask/tools"))?
        .stamp(work(workspace, "web.stamp"));
    if stamp.is_fresh(&outputs) {
        return Ok(false);
    }
    let npm = Npm::ensure(workspace)?;
    let [script_out, style_out, types_out] = &outputs;
    step("minify the loader and the style sheet with esbuild", "about a second", || {
        fs::create_dir_all(folder(workspace))?;
        minify_style(&npm, &style.join("widget.css"), style_out)?;
        bundle_loader(workspace, &npm, &loader, script_out)?;
        fs::copy(&types, types_out)
            .with_context(|| format!("{} could not be copied", workspace.display(&types)))?;
        Ok(())
    })?;
    stamp.keep()?;
    Ok(true)
}

/// The loader imports its style as text, and text is not minified: this happens first, in a copy.
fn bundle_loader(workspace: &Workspace, npm: &Npm, loader: &Path, out: &Path) -> Result<()> {
    let copy = work(workspace, "loader");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    for source in files(loader)? {
        let target = copy.join(source.strip_prefix(loader)?);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        if source.extension().is_some_and(|extension| extension == "css") {
            minify_style(npm, &source, &target)?;
            let style = fs::read_to_string(&target)?;
            fs::write(&target, style.trim_end())?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    let mut command = npm.esbuild();
    command.arg(copy.join("main.js")).args(SCRIPT).args(output(out));
    process::run_quietly(&mut command).context("the loader could not be bundled")?;
    check_config_token(&fs::read_to_string(out)?)
}

fn minify_style(npm: &Npm, source: &Path, out: &Path) -> Result<()> {
    let mut command = npm.esbuild();
    command.arg(source).args(STYLE).args(output(out));
    process::run_quietly(&mut command)
        .with_context(|| format!("{} could not be minified", source.display()))
}

fn output(out: &Path) -> [String; 2] {
    ["--log-level=warning".to_owned(), format!("--outfile={}", out.display())]
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.context("the loader's sources could not be read")?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn check_config_token(script: &str) -> Result<()> {
    match script.matches(CONFIG_TOKEN).count() {
        1 => Ok(()),
        found => bail!(
            "the bundled loader holds {CONFIG_TOKEN} {found} times; it must be used exactly once, \
             as a JavaScript expression, because `docent build` replaces it by the configuration"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_must_hold_the_config_token_exactly_once() {
        check_config_token("(()=>{var c=__DOCENT_CONFIG__;})();").unwrap();
        for script in ["(()=>{})();", "f(__DOCENT_CONFIG__,__DOCENT_CONFIG__)"] {
            let error = check_config_token(script).unwrap_err().to_string();
            assert!(error.contains("exactly once"), "{error}");
        }
    }
}
