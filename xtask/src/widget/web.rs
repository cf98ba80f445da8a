//! The hand-written part of the widget: loader and frame, the style sheet, the types.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

use crate::fingerprint::Fingerprint;
use crate::options;
use crate::process;
use crate::progress::step;
use crate::tools::npm::Npm;
use crate::widget::{file, folder, work};
use crate::workspace::Workspace;

/// A script, and what `docent build` replaces in it, which must survive minification.
struct Script {
    entry: &'static str,
    format: &'static str,
    output: &'static str,
    /// None in what is the same for every site.
    tokens: &'static [&'static str],
}

const SCRIPTS: [Script; 9] = [
    Script {
        entry: "public/loader/main.js",
        format: "--format=iife",
        output: "docent.js",
        tokens: &["__DOCENT_CONFIG__"],
    },
    Script {
        entry: "public/frame/main.js",
        format: "--format=esm",
        output: "frame.js",
        tokens: &["__DOCENT_FACE__"],
    },
    Script {
        entry: "app/src/page/late.js",
        format: "--format=esm",
        output: "more.js",
        tokens: &[],
    },
    Script {
        entry: "app/src/page/hours.js",
        format: "--format=esm",
        output: "hours.js",
        tokens: &[],
    },
    Script {
        entry: "public/plain/main.js",
        format: "--format=esm",
        output: "plain.js",
        tokens: &[],
    },
    Script {
        entry: "public/files/main.js",
        format: "--format=esm",
        output: "files.js",
        tokens: &["__DOCENT_TEXTS__"],
    },
    Script {
        entry: "public/adapters/main.js",
        format: "--format=esm",
        output: "adapters.js",
        tokens: &["__DOCENT_TEXTS__", "__DOCENT_ADAPTER__"],
    },
    Script {
        entry: "public/statistics/main.js",
        format: "--format=esm",
        output: "statistics.js",
        tokens: &["__DOCENT_STATISTICS__"],
    },
    Script {
        entry: "public/worker/main.js",
        format: "--format=iife",
        output: "docent-sw.js",
        tokens: &["__DOCENT_FILES__"],
    },
];

/// What the scripts and their styles are made of.
const SOURCES: [&str; 9] = [
    "public/loader",
    "public/frame",
    "public/plain",
    "public/files",
    "public/adapters",
    "public/statistics",
    "public/worker",
    "app/src/page",
    "app/style",
];

const SCRIPT: [&str; 5] =
    ["--bundle", "--minify", "--target=es2020", "--loader:.css=text", "--legal-comments=none"];

/// The oldest browsers with constructable style sheets, `color-mix()` and the WebAssembly
/// features that the module uses.
const STYLE: [&str; 4] =
    ["--bundle", "--minify", "--target=chrome111,firefox115,safari16.4", "--legal-comments=none"];

/// Makes the scripts, `widget.css` and `docent.d.ts`. Returns whether there was anything to do.
pub(crate) fn build(workspace: &Workspace) -> Result<bool> {
    let sources = SOURCES.map(|folder| workspace.path(folder));
    let options = workspace.path(options::DEFINITION);
    let style = workspace.path("app/style");
    let types = workspace.path("public/docent.d.ts");
    let outputs = [
        "widget.css",
        "docent.d.ts",
        "docent.js",
        "frame.js",
        "more.js",
        "hours.js",
        "plain.js",
        "files.js",
        "adapters.js",
        "statistics.js",
        "docent-sw.js",
    ]
    .map(|name| file(workspace, name));
    let mut inputs = Fingerprint::new();
    for source in &sources {
        inputs = inputs.contents(source)?;
    }
    let stamp = inputs
        .contents(&options)?
        .contents(&style)?
        .contents(&types)?
        .contents(&workspace.path("xtask/src/widget/web.rs"))?
        .contents(&workspace.path("xtask/tools"))?
        .stamp(work(workspace, "web.stamp"));
    if stamp.is_fresh(&outputs) {
        return Ok(false);
    }
    let npm = Npm::ensure(workspace)?;
    let [style_out, types_out, ..] = &outputs;
    step("minify the scripts and the style sheet with esbuild", "about a second", || {
        fs::create_dir_all(folder(workspace))?;
        minify_style(&npm, &style.join("widget.css"), style_out)?;
        bundle_scripts(workspace, &npm, &sources)?;
        fs::copy(&types, types_out)
            .with_context(|| format!("{} could not be copied", workspace.display(&types)))?;
        Ok(())
    })?;
    stamp.keep()?;
    Ok(true)
}

/// Scripts import their styles as text, and text is not minified: this happens first, in a copy.
fn bundle_scripts(workspace: &Workspace, npm: &Npm, sources: &[PathBuf]) -> Result<()> {
    let copy = work(workspace, "scripts");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    for folder in sources {
        for source in files(folder)? {
            let target = copy.join(source.strip_prefix(workspace.path(""))?);
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
    }
    fs::write(copy.join("public/frame/names.js"), options::names_module(workspace)?)?;
    for Script { entry, format, output: name, tokens } in SCRIPTS {
        let out = file(workspace, name);
        let mut command = npm.esbuild();
        command.arg(copy.join(entry)).arg(format).args(SCRIPT).args(output(&out));
        process::run_quietly(&mut command)
            .with_context(|| format!("{name} could not be bundled"))?;
        for token in tokens {
            check_token(&fs::read_to_string(&out)?, token)?;
        }
    }
    Ok(())
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
        let entry = entry.context("the scripts' sources could not be read")?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn check_token(script: &str, token: &str) -> Result<()> {
    match script.matches(token).count() {
        1 => Ok(()),
        found => bail!(
            "the bundled script holds {token} {found} times; it must be used exactly once, as a \
             JavaScript expression, because `docent build` replaces it"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_must_hold_its_token_exactly_once() {
        let token = "__DOCENT_CONFIG__";
        check_token("(()=>{var c=__DOCENT_CONFIG__;})();", token).unwrap();
        for script in ["(()=>{})();", "f(__DOCENT_CONFIG__,__DOCENT_CONFIG__)"] {
            let error = check_token(script, token).unwrap_err().to_string();
            assert!(error.contains("exactly once"), "{error}");
        }
    }
}
