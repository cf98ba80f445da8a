//! Texts of the interface in the languages that Docent speaks.
//!
//! They live in `app/strings`, because most of them belong to the widget. A language without a
//! table, or with a gap in it, falls back to English when the site is built.

use std::collections::BTreeMap;

use crate::language::primary;

/// One line per language; `{tag}.json` has its texts.
const TABLES: &[(&str, &str)] = &[
    ("en", include_str!("../../app/strings/en.json")),
    ("ar", include_str!("../../app/strings/ar.json")),
    ("de", include_str!("../../app/strings/de.json")),
    ("es", include_str!("../../app/strings/es.json")),
    ("fr", include_str!("../../app/strings/fr.json")),
    ("he", include_str!("../../app/strings/he.json")),
    ("it", include_str!("../../app/strings/it.json")),
    ("ja", include_str!("../../app/strings/ja.json")),
    ("ko", include_str!("../../app/strings/ko.json")),
    ("nl", include_str!("../../app/strings/nl.json")),
    ("pl", include_str!("../../app/strings/pl.json")),
    ("pt", include_str!("../../app/strings/pt.json")),
    ("ru", include_str!("../../app/strings/ru.json")),
    ("tr", include_str!("../../app/strings/tr.json")),
    ("uk", include_str!("../../app/strings/uk.json")),
    ("zh", include_str!("../../app/strings/zh.json")),
];

/// Prefix of the texts that only static pages use.
const OF_PAGES: &str = "page.";
/// Prefix of the texts that only fields for files use.
const OF_FILES: &str = "files.";

/// Tags of the languages that the interface speaks.
pub(crate) fn languages() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(lang, _)| *lang)
}

/// The texts of one language, complete.
#[derive(Clone, Debug)]
pub(crate) struct Strings(BTreeMap<String, String>);

/// Texts that a site writes itself, by language and key.
pub(crate) type Overrides = BTreeMap<String, BTreeMap<String, String>>;

/// Names of what is filled into a text: `{name}`.
pub(crate) fn placeholders(text: &str) -> Vec<&str> {
    let mut all: Vec<_> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect();
    all.sort_unstable();
    all
}

impl Strings {
    /// The same with what a site writes itself in this language or a variety of it.
    pub(crate) fn with(lang: &str, overrides: &Overrides) -> Self {
        let mut strings = Self::of(lang);
        let own = overrides.iter().filter(|(tag, _)| primary(tag) == primary(lang));
        own.for_each(|(_, texts)| strings.0.extend(texts.clone()));
        strings
    }

    /// The text of a key, if there is one.
    pub(crate) fn find(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// All keys.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The texts for a tag: exact, then its primary language, then English, key by key.
    pub(crate) fn of(lang: &str) -> Self {
        let mut strings = BTreeMap::new();
        for tag in ["en", primary(lang), lang] {
            if let Some((_, json)) = TABLES.iter().find(|(known, _)| *known == tag) {
                // The tables are part of the program, and a test reads every one.
                let table: BTreeMap<String, String> =
                    serde_json::from_str(json).unwrap_or_default();
                strings.extend(table);
            }
        }
        Self(strings)
    }

    /// One text; the key itself where it is missing, which a test rules out.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// What the widget needs everywhere.
    pub(crate) fn for_widget(&self) -> BTreeMap<String, String> {
        let is_special = |key: &str| [OF_PAGES, OF_FILES].iter().any(|of| key.starts_with(of));
        let own = self.0.iter().filter(|(key, _)| !is_special(key));
        own.map(|(key, text)| (key.clone(), text.clone())).collect()
    }

    /// What static pages need, without the prefix.
    pub(crate) fn for_pages(&self) -> BTreeMap<String, String> {
        self.without(OF_PAGES)
    }

    /// What fields for files need, without the prefix.
    pub(crate) fn for_files(&self) -> BTreeMap<String, String> {
        self.without(OF_FILES)
    }

    fn without(&self, prefix: &str) -> BTreeMap<String, String> {
        self.0
            .iter()
            .filter_map(|(key, text)| Some((key.strip_prefix(prefix)?.to_owned(), text.clone())))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(json: &str) -> BTreeMap<String, String> {
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Texts that depend on a number have a key for each plural category of their language.
    const COUNTED: [&str; 2] = ["count.articles.", "results.count."];

    fn is_counted(key: &str) -> bool {
        COUNTED.iter().any(|stem| key.starts_with(stem))
    }

    #[test]
    fn every_table_has_a_text_for_every_key_and_none_for_others() {
        let names = |json: &str| -> Vec<String> {
            keys(json).into_keys().filter(|key| !is_counted(key)).collect()
        };
        for (lang, json) in TABLES {
            assert_eq!(names(json), names(TABLES[0].1), "{lang}");
            for stem in COUNTED {
                assert!(keys(json).contains_key(&format!("{stem}other")), "{lang}: {stem}");
            }
            assert!(keys(json).values().all(|text| !text.trim().is_empty()), "{lang}");
        }
    }

    #[test]
    fn placeholders_are_the_same_in_every_language() {
        let english = keys(TABLES[0].1);
        for (lang, json) in TABLES {
            for (key, text) in keys(json) {
                // "Two articles" may do without the number.
                if is_counted(&key) && !key.ends_with("other") {
                    continue;
                }
                assert_eq!(placeholders(&text), placeholders(&english[&key]), "{lang}: {key}");
            }
        }
    }

    #[test]
    fn an_unknown_language_reads_english() {
        assert_eq!(Strings::of("tlh").get("loader.search"), Strings::of("en").get("loader.search"));
        assert_ne!(
            Strings::of("es-MX").get("loader.search"),
            Strings::of("en").get("loader.search")
        );
    }

    #[test]
    fn widget_and_pages_get_no_more_than_they_need() {
        let strings = Strings::of("en");
        let special = |key: &String| key.starts_with("page.") || key.starts_with("files.");
        assert!(!strings.for_widget().keys().any(special));
        assert!(strings.for_pages().contains_key("skip"));
        assert!(strings.for_files().contains_key("choose"));
    }
}
