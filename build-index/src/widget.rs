//! The widget's own files: where they are, and the loader with its settings filled in.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use docent_protocol::{Direction, LanguageFiles, WidgetFiles};
use serde::Serialize;

use crate::emit::{Bundle, Effort, hash_of};
use crate::language::{direction, primary};
use crate::options::{Options, Statistics, Theme};
use crate::strings::{self, Overrides, Strings};

/// What the loader is written with instead of its settings.
const TOKEN: &str = "__DOCENT_CONFIG__";
/// What the frame is written with instead of its language.
const FACE_TOKEN: &str = "__DOCENT_FACE__";

/// What the script for files is written with instead of its texts.
const TEXTS_TOKEN: &str = "__DOCENT_TEXTS__";

/// What the script that sends in other languages is written with instead of the site's settings.
const ADAPTER_TOKEN: &str = "__DOCENT_ADAPTER__";

/// What the script that counts is written with instead of its settings.
const STATISTICS_TOKEN: &str = "__DOCENT_STATISTICS__";

/// What the service worker is written with instead of the files of the site.
const FILES_TOKEN: &str = "__DOCENT_FILES__";

/// Files of the widget as `cargo xtask widget` leaves them.
#[derive(Debug)]
pub(crate) struct Widget {
    loader: String,
    frame: String,
    types: Vec<u8>,
    js: Vec<u8>,
    wasm: Vec<u8>,
    more: Vec<u8>,
    late: Vec<u8>,
    debug: Vec<u8>,
    hours: Vec<u8>,
    plain: Vec<u8>,
    files: String,
    adapters: String,
    statistics: String,
    worker: String,
    css: Vec<u8>,
}

/// Settings that the loader carries, so that it needs no request for them.
#[derive(Debug, Serialize)]
pub(crate) struct LoaderConfig<'a> {
    pub(crate) files: LoaderFiles<'a>,
    pub(crate) theme: &'a Theme,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<&'a str>,
    pub(crate) languages: Vec<LoaderLanguage>,
    pub(crate) faces: Vec<LoaderFace>,
}

/// What the loader fetches of the widget, all at once.
#[derive(Debug, Serialize)]
pub(crate) struct LoaderFiles<'a> {
    js: &'a str,
    wasm: &'a str,
    css: &'a str,
    frame: &'a str,
}

impl<'a> From<&'a WidgetFiles> for LoaderFiles<'a> {
    fn from(files: &'a WidgetFiles) -> Self {
        Self { js: &files.js, wasm: &files.wasm, css: &files.css, frame: &files.frame }
    }
}

/// What the loader knows of a language that has articles.
#[derive(Debug, Serialize)]
pub(crate) struct LoaderLanguage {
    pub(crate) lang: String,
    pub(crate) site: String,
    pub(crate) index: String,
    pub(crate) home: String,
}

/// What the loader knows of a language that the interface speaks.
#[derive(Debug, Serialize)]
pub(crate) struct LoaderFace {
    lang: &'static str,
    label: String,
    /// Only where there are articles in the language, and of the first: it is said rarely, and
    /// every page that has the widget carries it.
    #[serde(skip_serializing_if = "Option::is_none")]
    offline: Option<String>,
}

impl LoaderFace {
    /// All of them; where a visitor has none of these languages, the first one is shown. `written`
    /// are the languages of the articles, the default one first.
    pub(crate) fn all(written: &[String], own: &Overrides) -> Vec<Self> {
        let is_written = |lang: &str| written.iter().any(|written| primary(written) == lang);
        let is_default = |lang: &str| written.first().is_some_and(|first| primary(first) == lang);
        let mut langs: Vec<_> = strings::languages().collect();
        langs.sort_by_key(|lang| !is_default(lang));
        let face = |(at, lang)| {
            let strings = Strings::with(lang, own);
            let is_told = at == 0 || is_written(lang);
            Self {
                lang,
                label: strings.get("loader.launcher").to_owned(),
                offline: is_told.then(|| strings.get("loader.offline.title").to_owned()),
            }
        };
        langs.into_iter().enumerate().map(face).collect()
    }
}

/// What takes the place of [`FILES_TOKEN`]. Frames are kept as they pass by.
#[derive(Debug, Serialize)]
struct WorkerFiles<'a> {
    version: String,
    widget: Vec<&'a str>,
    languages: Vec<WorkerLanguage<'a>>,
}

#[derive(Debug, Serialize)]
struct WorkerLanguage<'a> {
    site: &'a str,
    index: &'a str,
    supplement: &'a str,
    list: &'a str,
}

impl<'a> WorkerLanguage<'a> {
    fn of(files: &'a LanguageFiles, list: &'a str) -> Self {
        let LanguageFiles { site, index, supplement, .. } = files;
        Self { site, index, supplement, list }
    }
}

/// What takes the place of [`FACE_TOKEN`].
#[derive(Debug, Serialize)]
struct Face<'a> {
    lang: &'static str,
    dir: Direction,
    strings: std::collections::BTreeMap<String, String>,
    /// Address of the script that counts, from that of the frame; absent where the site counts
    /// nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<&'a str>,
}

/// What takes the place of [`STATISTICS_TOKEN`].
#[derive(Debug, Serialize)]
struct StatisticsSettings<'a> {
    events: &'a str,
    searches: bool,
    visits: bool,
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
        let script = |name: &str, tokens: &[&str]| {
            let text = String::from_utf8(read(name)?)
                .with_context(|| format!("`{name}` in `{}` is not UTF-8", folder.display()))?;
            if let Some(token) = tokens.iter().find(|token| text.matches(**token).count() != 1) {
                bail!(
                    "`{name}` in `{}` is not of this version (it does not hold `{token}` once); \
                     run `cargo xtask widget` again",
                    folder.display()
                );
            }
            Ok(text)
        };
        Ok(Self {
            loader: script("docent.js", &[TOKEN])?,
            frame: script("frame.js", &[FACE_TOKEN])?,
            types: read("docent.d.ts")?,
            js: read("widget.js")?,
            wasm: read("widget.wasm")?,
            more: read("more.wasm")?,
            late: read("more.js")?,
            debug: read("debug.wasm")?,
            hours: read("hours.js")?,
            plain: read("plain.js")?,
            files: script("files.js", &[TEXTS_TOKEN])?,
            adapters: script("adapters.js", &[TEXTS_TOKEN, ADAPTER_TOKEN])?,
            statistics: script("statistics.js", &[STATISTICS_TOKEN])?,
            worker: script("docent-sw.js", &[FILES_TOKEN])?,
            css: read("widget.css")?,
        })
    }

    /// Adds the files that a site with these settings needs, but not the loader.
    ///
    /// # Errors
    ///
    /// If texts cannot be written as JSON.
    pub(crate) fn add_files(
        &mut self,
        bundle: &mut Bundle,
        options: &Options,
    ) -> Result<WidgetFiles> {
        let statistics = self.add_statistics(bundle, options)?;
        let frame = self.add_frames(bundle, &options.strings, statistics.as_deref())?;
        let mut add = |stem, suffix, bytes: &mut Vec<u8>| {
            bundle.add_hashed(stem, suffix, std::mem::take(bytes), Effort::Best)
        };
        Ok(WidgetFiles {
            frame,
            js: add("widget", "js", &mut self.js),
            wasm: add("widget", "wasm", &mut self.wasm),
            more: add("more", "wasm", &mut self.more),
            late: add("more", "js", &mut self.late),
            debug: add("debug", "wasm", &mut self.debug),
            hours: options.contact.has_hours().then(|| add("hours", "js", &mut self.hours)),
            plain: add("plain", "js", &mut self.plain),
            css: add("widget", "css", &mut self.css),
        })
    }

    /// Adds the frame in every language of the interface. Returns what their paths begin with.
    fn add_frames(
        &self,
        bundle: &mut Bundle,
        own: &Overrides,
        statistics: Option<&str>,
    ) -> Result<String> {
        add_in_each_language(bundle, "frame", |lang| {
            let strings = Strings::with(lang, own).for_widget();
            let face = Face { lang, dir: direction(lang), strings, statistics };
            let face = as_javascript(&serde_json::to_string(&face)?);
            Ok(self.frame.replace(FACE_TOKEN, &face))
        })
    }

    /// Adds the script that counts, where the site wants it. Returns its address as the frame, in the
    /// same folder, imports it.
    fn add_statistics(&self, bundle: &mut Bundle, options: &Options) -> Result<Option<String>> {
        let (Some(events), true) = (&options.votes_endpoint, options.statistics.is_wanted()) else {
            return Ok(None);
        };
        let Statistics { searches, visits } = options.statistics;
        let settings = StatisticsSettings { events, searches, visits };
        let settings = as_javascript(&serde_json::to_string(&settings)?);
        let script = self.statistics.replace(STATISTICS_TOKEN, &settings);
        let path = bundle.add_hashed("statistics", "js", script.into(), Effort::Best);
        Ok(path.strip_prefix("_docent/").map(|name| format!("./{name}")))
    }

    /// Adds the scripts that choose and send files, where a field takes any, or in their place
    /// those that also send to whom the site names as receiver. Returns what their paths begin with.
    ///
    /// # Errors
    ///
    /// If texts cannot be written as JSON.
    pub(crate) fn add_file_scripts(
        &self,
        bundle: &mut Bundle,
        options: &Options,
    ) -> Result<Option<String>> {
        let (stem, script) = match &options.contact.adapter {
            Some(adapter) => {
                let settings = as_javascript(&serde_json::to_string(adapter)?);
                ("adapter", self.adapters.replace(ADAPTER_TOKEN, &settings))
            }
            None if options.contact.takes_files() => ("files", self.files.clone()),
            None => return Ok(None),
        };
        let prefix = add_in_each_language(bundle, stem, |lang| {
            let texts = Strings::with(lang, &options.strings).for_files();
            let texts = as_javascript(&serde_json::to_string(&texts)?);
            Ok(script.replace(TEXTS_TOKEN, &texts))
        })?;
        Ok(Some(prefix))
    }

    /// Adds the service worker with what it keeps.
    ///
    /// # Errors
    ///
    /// If that cannot be written as JSON.
    pub(crate) fn add_worker(
        &self,
        bundle: &mut Bundle,
        files: &WidgetFiles,
        languages: &[LanguageFiles],
        lists: &[String],
    ) -> Result<()> {
        let languages = languages.iter().zip(lists);
        let mut kept = WorkerFiles {
            version: String::new(),
            widget: [&files.js, &files.wasm, &files.css, &files.more, &files.late]
                .into_iter()
                .chain(&files.hours)
                .map(String::as_str)
                .collect(),
            languages: languages.map(|(files, list)| WorkerLanguage::of(files, list)).collect(),
        };
        // The names carry hashes: another content is another version.
        kept.version = hash_of(&serde_json::to_vec(&kept)?);
        let kept = as_javascript(&serde_json::to_string(&kept)?);
        bundle.add("docent-sw.js", self.worker.replace(FILES_TOKEN, &kept), Effort::Best);
        Ok(())
    }

    /// Adds the loader with its settings, and its types.
    ///
    /// # Errors
    ///
    /// If the settings cannot be written as JSON.
    pub(crate) fn add_loader(self, bundle: &mut Bundle, config: &LoaderConfig<'_>) -> Result<()> {
        let config = as_javascript(&serde_json::to_string(config)?);
        // A page in another encoding would read its scripts in that, but for this mark.
        let loader = format!("\u{feff}{}", self.loader.replace(TOKEN, &config));
        bundle.add("docent.js", loader, Effort::Best);
        bundle.add("docent.d.ts", self.types, Effort::Best);
        Ok(())
    }
}

/// Adds a script in every language of the interface. Returns what their paths begin with.
///
/// One hash stands in all names: whoever names them would have to carry one for each.
fn add_in_each_language(
    bundle: &mut Bundle,
    stem: &str,
    script: impl Fn(&'static str) -> Result<String>,
) -> Result<String> {
    let mut scripts = Vec::new();
    for lang in strings::languages() {
        scripts.push((lang, script(lang)?));
    }
    let all: String = scripts.iter().map(|(_, script)| script.as_str()).collect();
    let prefix = format!("_docent/{stem}-{}-", hash_of(all.as_bytes()));
    for (lang, script) in scripts {
        bundle.add(format!("{prefix}{lang}.js"), script, Effort::Best);
    }
    Ok(prefix)
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
    #[test]
    fn being_offline_is_said_in_the_languages_of_the_articles_and_in_the_first() {
        let told = |written: &[&str]| {
            let written: Vec<String> = written.iter().map(|lang| (*lang).to_owned()).collect();
            let faces = LoaderFace::all(&written, &Overrides::default());
            assert_eq!(faces.len(), strings::languages().count());
            let told = faces.iter().filter(|face| face.offline.is_some());
            told.map(|face| face.lang).collect::<Vec<_>>()
        };
        assert_eq!(told(&["es", "en-GB"]), ["es", "en"]);
        assert_eq!(told(&["sv"]).len(), 1, "a language that the interface does not speak");
    }
}
