//! The widget's own files: where they are, and the scripts with the site's settings filled in.

mod settings;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use docent_protocol::{LanguageFiles, WidgetFiles};

use crate::emit::{Bundle, Effort, hash_of};
use crate::language::direction;
use crate::options::{Options, Statistics};
use crate::strings::{self, Overrides, Strings};
use settings::{Face, StatisticsSettings, WorkerFiles, WorkerLanguage, as_javascript};

pub(crate) use settings::{LoaderConfig, LoaderFace, LoaderLanguage};

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
#[derive(Clone, Debug)]
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

/// Options of commands that build a site with the widget.
#[derive(Debug, clap::Args)]
pub(crate) struct WidgetArgs {
    /// Leave the widget's own files out
    #[arg(long, conflicts_with = "widget")]
    no_widget: bool,
    /// Folder with the widget as `cargo xtask widget` builds it
    #[arg(long, value_name = "DIR")]
    widget: Option<PathBuf>,
}

impl WidgetArgs {
    /// The widget, unless it is to be left out.
    ///
    /// # Errors
    ///
    /// As [`Widget::read`].
    pub(crate) fn read(&self) -> Result<Option<Widget>> {
        if self.no_widget {
            return Ok(None);
        }
        Widget::read(self.widget.as_deref()).map(Some)
    }
}

impl Widget {
    /// Reads the widget from the folder that was named, or from where it is built or installed.
    ///
    /// # Errors
    ///
    /// If it is not there or not whole, with advice.
    fn read(named: Option<&Path>) -> Result<Self> {
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
            let face = as_javascript(&face)?;
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
        let settings = as_javascript(&settings)?;
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
                let settings = as_javascript(adapter)?;
                ("adapter", self.adapters.replace(ADAPTER_TOKEN, &settings))
            }
            None if options.contact.takes_files() => ("files", self.files.clone()),
            None => return Ok(None),
        };
        let prefix = add_in_each_language(bundle, stem, |lang| {
            let texts = Strings::with(lang, &options.strings).for_files();
            let texts = as_javascript(&texts)?;
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
        let kept = as_javascript(&kept)?;
        bundle.add("docent-sw.js", self.worker.replace(FILES_TOKEN, &kept), Effort::Best);
        Ok(())
    }

    /// Adds the loader with its settings, and its types.
    ///
    /// # Errors
    ///
    /// If the settings cannot be written as JSON.
    pub(crate) fn add_loader(self, bundle: &mut Bundle, config: &LoaderConfig<'_>) -> Result<()> {
        let config = as_javascript(config)?;
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
