//! Texts of the interface in the languages that Docent speaks.
//!
//! They live in `app/strings`, because most of them belong to the widget. A language without a
//! table, or with a gap in it, falls back to English when the site is built.

use std::collections::BTreeMap;

use crate::language::primary;

const TABLES: &[(&str, &str)] = &[
    ("en", include_str!("../../app/strings/en.json")),
    ("es", include_str!("../../app/strings/es.json")),
];

/// Prefix of the texts that only static pages use.
const OF_PAGES: &str = "page.";
/// Prefix of the texts that are needed before the widget is loaded.
const OF_LOADER: &str = "loader.";

/// The texts of one language, complete.
#[derive(Clone, Debug)]
pub(crate) struct Strings(BTreeMap<String, String>);

impl Strings {
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
        self.0.get(key).map_or(key, String::as_str)
    }

    /// What the widget needs.
    pub(crate) fn for_widget(&self) -> BTreeMap<String, String> {
        self.filtered(|key| !key.starts_with(OF_PAGES))
    }

    /// What the loader needs.
    pub(crate) fn for_loader(&self) -> BTreeMap<String, String> {
        self.filtered(|key| key.starts_with(OF_LOADER))
    }

    /// What static pages need, without the prefix.
    pub(crate) fn for_pages(&self) -> BTreeMap<String, String> {
        self.0
            .iter()
            .filter_map(|(key, text)| Some((key.strip_prefix(OF_PAGES)?.to_owned(), text.clone())))
            .collect()
    }

    fn filtered(&self, keep: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
        self.0.iter().filter(|(key, _)| keep(key)).map(|(k, v)| (k.clone(), v.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(json: &str) -> BTreeMap<String, String> {
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn every_table_is_read_and_knows_no_key_that_english_lacks() {
        let english = keys(TABLES[0].1);
        for (lang, json) in TABLES {
            for key in keys(json).keys() {
                assert!(english.contains_key(key), "{lang}: {key}");
            }
        }
    }

    #[test]
    fn placeholders_are_the_same_in_every_language() {
        let placeholders = |text: &str| {
            let mut all: Vec<_> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            all.sort();
            all
        };
        let english = keys(TABLES[0].1);
        for (lang, json) in TABLES {
            for (key, text) in keys(json) {
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
    fn loader_and_widget_get_no_more_than_they_need() {
        let strings = Strings::of("en");
        assert!(strings.for_loader().keys().all(|key| key.starts_with("loader.")));
        assert!(strings.for_widget().keys().all(|key| !key.starts_with("page.")));
        assert!(strings.for_pages().contains_key("skip"));
    }
}
