//! The widget's own files: where they are, and the loader with its settings filled in.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use docent_protocol::{Direction, WidgetFiles};
use serde::Serialize;
use std::collections::BTreeMap;

use crate::emit::{Bundle, Effort};
use crate::options::Theme;

/// What the loader is written with instead of its settings.
const TOKEN: &str = "__DOCENT_CONFIG__";

/// Files of the widget as `cargo xtask widget` leaves them.
#[derive(Debug)]
pub(crate) struct Widget {
    loader: String,
    types: Vec<u8>,
    js: Vec<u8>,
    wasm: Vec<u8>,
    more: Vec<u8>,
    css: Vec<u8>,
}

/// Settings that the loader carries, so that it needs no request for them.
#[derive(Debug, Serialize)]
pub(crate) struct LoaderConfig<'a> {
    pub(crate) widget: LoaderFiles<'a>,
    pub(crate) theme: &'a Theme,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<&'a str>,
    pub(crate) languages: Vec<LoaderLanguage>,
}

/// What the loader fetches of the widget, all at once.
#[derive(Debug, Serialize)]
pub(crate) struct LoaderFiles<'a> {
    js: &'a str,
    wasm: &'a str,
    css: &'a str,
}

impl<'a> From<&'a WidgetFiles> for LoaderFiles<'a> {
    fn from(files: &'a WidgetFiles) -> Self {
        Self { js: &files.js, wasm: &files.wasm, css: &files.css }
    }
}

/// What the loader knows of a language.
#[derive(Debug, Serialize)]
pub(crate) struct LoaderLanguage {
    pub(crate) lang: String,
    pub(crate) dir: Direction,
    pub(crate) site: String,
    pub(crate) index: String,
    pub(crate) home: String,
    pub(crate) strings: BTreeMap<String, String>,
}

impl Widget {
    /// Reads the widget from the folder that was named, or from where it is built or installed.
    ///
    /// # Errors
    ///
    /// If it is not there or not whole, with advice.
    pub(crate) fn read(named: Option<&Path>) -> Result<Self> {
        let folder = match named {
            Some(folder) => folder.to_owned(),
            None => find()?,
        };
        let read = |name: &str| {
            std::fs::read(folder.join(name)).with_context(|| {
                format!(
                    "cannot read the widget's file `{}`; run `cargo xtask widget` to build it, \
                     name its folder with `--widget DIR`, or leave it out with `--no-widget`",
                    folder.join(name).display()
                )
            })
        };
        let loader = String::from_utf8(read("docent.js")?)
            .with_context(|| format!("`docent.js` in `{}` is not UTF-8", folder.display()))?;
        if loader.matches(TOKEN).count() != 1 {
            bail!(
                "`docent.js` in `{}` is no loader of this version (it does not hold `{TOKEN}` once); \
                 run `cargo xtask widget` again",
                folder.display()
            );
        }
        Ok(Self {
            loader,
            types: read("docent.d.ts")?,
            js: read("widget.js")?,
            wasm: read("widget.wasm")?,
            more: read("more.wasm")?,
            css: read("widget.css")?,
        })
    }

    /// Adds the files that every language shares.
    pub(crate) fn add_files(&mut self, bundle: &mut Bundle) -> WidgetFiles {
        let mut add = |stem, suffix, bytes: &mut Vec<u8>| {
            bundle.add_hashed(stem, suffix, std::mem::take(bytes), Effort::Best)
        };
        WidgetFiles {
            js: add("widget", "js", &mut self.js),
            wasm: add("widget", "wasm", &mut self.wasm),
            more: add("more", "wasm", &mut self.more),
            css: add("widget", "css", &mut self.css),
        }
    }

    /// Adds the loader with its settings, and its types.
    ///
    /// # Errors
    ///
    /// If the settings cannot be written as JSON.
    pub(crate) fn add_loader(self, bundle: &mut Bundle, config: &LoaderConfig<'_>) -> Result<()> {
        let config = as_javascript(&serde_json::to_string(config)?);
        bundle.add("docent.js", self.loader.replace(TOKEN, &config), Effort::Best);
        bundle.add("docent.d.ts", self.types, Effort::Best);
        Ok(())
    }
}

/// JSON that is safe wherever a script can stand: it never ends a `<script>` element or a line.
fn as_javascript(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// `widget/` beside the folder of this program (`target/widget`) or beside the program.
fn find() -> Result<PathBuf> {
    let program = std::env::current_exe().context("cannot tell where this program is")?;
    let program = program.canonicalize().unwrap_or(program);
    let places: Vec<_> =
        program.ancestors().skip(1).take(2).map(|folder| folder.join("widget")).collect();
    match places.iter().rev().find(|folder| folder.join("docent.js").is_file()) {
        Some(folder) => Ok(folder.clone()),
        None => bail!(
            "the widget is not built: it is neither in `{}` nor in `{}`; run `cargo xtask widget`, \
             name its folder with `--widget DIR`, or leave it out with `--no-widget`",
            places.last().map(|place| place.display().to_string()).unwrap_or_default(),
            places.first().map(|place| place.display().to_string()).unwrap_or_default(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_cannot_end_the_script_they_stand_in() {
        let json = serde_json::to_string("</script><!--\u{2028}").unwrap_or_default();
        let script = as_javascript(&json);
        assert!(!script.contains('<') && !script.contains('\u{2028}'), "{script}");
        let back: String = serde_json::from_str(&script).unwrap_or_default();
        assert_eq!(back, "</script><!--\u{2028}");
    }
}
