//! What the widget's scripts are written with: the settings and texts of a site, as JSON.

use anyhow::Result;
use docent_protocol::{Direction, LanguageFiles, WidgetFiles};
use serde::Serialize;

use crate::language::primary;
use crate::options::Theme;
use crate::strings::{self, Overrides, Strings};

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

/// What takes the place of [`FILES_TOKEN`](super::FILES_TOKEN). Frames are kept as they pass by.
#[derive(Debug, Serialize)]
pub(super) struct WorkerFiles<'a> {
    pub(super) version: String,
    pub(super) widget: Vec<&'a str>,
    pub(super) languages: Vec<WorkerLanguage<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct WorkerLanguage<'a> {
    site: &'a str,
    index: &'a str,
    supplement: &'a str,
    list: &'a str,
}

impl<'a> WorkerLanguage<'a> {
    pub(super) fn of(files: &'a LanguageFiles, list: &'a str) -> Self {
        let LanguageFiles { site, index, supplement, .. } = files;
        Self { site, index, supplement, list }
    }
}

/// What takes the place of [`FACE_TOKEN`](super::FACE_TOKEN).
#[derive(Debug, Serialize)]
pub(super) struct Face<'a> {
    pub(super) lang: &'static str,
    pub(super) dir: Direction,
    pub(super) strings: std::collections::BTreeMap<String, String>,
    /// Address of the script that counts, from that of the frame; absent where the site counts
    /// nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) statistics: Option<&'a str>,
}

/// What takes the place of [`STATISTICS_TOKEN`](super::STATISTICS_TOKEN).
#[derive(Debug, Serialize)]
pub(super) struct StatisticsSettings<'a> {
    pub(super) events: &'a str,
    pub(super) searches: bool,
    pub(super) visits: bool,
}

/// JSON that is safe wherever a script can stand: it never ends a `<script>` element or a line.
///
/// # Errors
///
/// The value cannot be written as JSON.
pub(super) fn as_javascript(value: &impl Serialize) -> Result<String> {
    let json = serde_json::to_string(value)?;
    Ok(json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_cannot_end_the_script_they_stand_in() {
        let script = as_javascript(&"</script><!--\u{2028}").unwrap_or_default();
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
