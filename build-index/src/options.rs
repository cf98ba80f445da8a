//! `docent.toml`: the settings of a site. Every key that it does not know is an error.

mod adapter;
mod channel;
mod check;
mod consent;
mod contact;
mod files;
mod hours;
mod read;
mod statistics;
mod strings;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::diagnostic::{Diagnostic, Place};
use crate::icon::Outline;
use crate::language::primary;
use crate::lint::Levels;
use crate::source::SourceFile;
use crate::strings::Overrides;
use crate::table::{Table, parse_toml};
pub(crate) use adapter::{Adapter, FOLDER as NETLIFY_FOLDER};
pub(crate) use contact::ContactOptions;
use read::Reader;
pub(crate) use statistics::Statistics;

const CODE: &str = "settings";

/// The settings of a site, with defaults for what is not said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) name: Option<String>,
    /// What the help centre is about, in a sentence.
    pub(crate) description: Option<PerLanguage<String>>,
    pub(crate) base_url: Option<String>,
    /// The first is the default language. Empty where the settings name none.
    pub(crate) languages: Vec<String>,
    /// Where the people behind the site live, whose clocks the dates of articles mean.
    pub(crate) time_zone: Option<TimeZone>,
    /// Whether a language shows articles that it does not have in the default one; said or not.
    pub(crate) fallback: Option<bool>,
    /// Slugs of main articles and where they are named.
    pub(crate) main: Vec<(String, Place)>,
    pub(crate) categories: Vec<CategoryOptions>,
    pub(crate) suggest: Vec<SuggestOptions>,
    /// Whether words with a close meaning are searched as well; said or not.
    pub(crate) related_words: Option<bool>,
    pub(crate) contact: ContactOptions,
    pub(crate) votes_endpoint: Option<String>,
    pub(crate) statistics: Statistics,
    pub(crate) theme: Theme,
    /// How bad the findings of each rule are.
    pub(crate) levels: Levels,
    /// Texts of the interface that the site writes itself.
    pub(crate) strings: Overrides,
}

/// A category that the settings describe.
#[derive(Clone, Debug)]
pub(crate) struct CategoryOptions {
    pub(crate) id: String,
    pub(crate) title: Option<PerLanguage<String>>,
    pub(crate) description: Option<PerLanguage<String>>,
    /// Name or file of its icon, and where that is said.
    pub(crate) icon: Option<(String, Place)>,
    /// The icon itself, once it is found.
    pub(crate) outline: Option<Outline>,
}

/// Articles to suggest on some pages.
#[derive(Clone, Debug)]
pub(crate) struct SuggestOptions {
    /// Patterns of paths.
    pub(crate) pages: Vec<String>,
    /// Slugs and where they are named.
    pub(crate) articles: Vec<(String, Place)>,
}

/// Looks of the widget that the loader needs. What is not said is left to it, for every page that
/// has the widget carries this.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(crate) struct Theme {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) accent: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) scheme: Scheme,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) position: Position,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scheme {
    #[default]
    Auto,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Position {
    #[default]
    Right,
    Left,
}

/// A value for all languages, or one for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PerLanguage<T> {
    All(T),
    Each(BTreeMap<String, T>),
}

impl<T> PerLanguage<T> {
    /// The value for a language: its own, that of its primary language, else that of `default`.
    pub(crate) fn get(&self, lang: &str, default: &str) -> Option<&T> {
        match self {
            Self::All(value) => Some(value),
            Self::Each(values) => values
                .get(lang)
                .or_else(|| values.get(primary(lang)))
                .or_else(|| values.get(default)),
        }
    }
}

/// Reads the settings.
pub(crate) fn parse(file: &SourceFile) -> (Options, Vec<Diagnostic>) {
    let entries = match parse_toml(&file.text(), 0) {
        Ok(entries) => entries,
        Err((message, span)) => {
            let diagnostic =
                Diagnostic::error(CODE, file.place(span), format!("not valid TOML: {message}"))
                    .help("a line looks like `name = \"Acme Help\"`; texts stand in quotes");
            return (Options::default(), vec![diagnostic]);
        }
    };
    let mut reader = Reader { file, diagnostics: Vec::new() };
    let options = reader.options(Table::new(file, CODE, entries));
    (options, reader.diagnostics)
}

/// A web address that ends with a slash, so that paths can follow it.
pub(crate) fn base_url(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || url.contains(|c: char| c.is_whitespace() || "?#\"<>".contains(c)) {
        return None;
    }
    Some(format!("{}/", url.trim_end_matches('/')))
}

/// The path of what [`base_url`] gives, with a slash at its end.
pub(crate) fn path_of(base_url: &str) -> &str {
    let (_, host) = base_url.split_once("://").unwrap_or(("", base_url));
    host.find('/').map_or("/", |at| &host[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Options, Vec<Diagnostic>) {
        parse(&SourceFile { path: "docent.toml".into(), text: text.into() })
    }

    #[test]
    fn every_setting_is_read() {
        let (options, diagnostics) = of(r##"
[site]
name = "Acme Help"
base_url = "https://acme.example/help"
languages = ["en", "es"]
fallback = false
main = ["guides/start"]
[[categories]]
id = "billing"
title = { en = "Billing", es = "Facturación" }
description = "Money"
icon = "card"
[[suggest]]
pages = ["/billing/*", "/checkout"]
articles = ["billing/cards"]
[search]
related_words = false
[contact]
endpoint = "/v1/messages"
email = "help@acme.example"
topics = { en = ["Billing"], es = ["Facturación"] }
reply_time = "within a day"
[votes]
endpoint = "https://acme.example/v1/events"
[statistics]
searches = true
[theme]
accent = "#3b5bdb"
scheme = "dark"
position = "left"
"##);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!(options.name.as_deref(), Some("Acme Help"));
        assert_eq!(options.base_url.as_deref(), Some("https://acme.example/help/"));
        assert_eq!(options.languages, ["en", "es"]);
        assert_eq!(options.fallback, Some(false));
        assert_eq!(options.main[0].0, "guides/start");
        assert_eq!(options.suggest[0].pages, ["/billing/*", "/checkout"]);
        assert_eq!(options.suggest[0].articles[0].0, "billing/cards");
        assert_eq!(options.related_words, Some(false));
        let title = options.categories[0].title.as_ref();
        assert_eq!(title.and_then(|t| t.get("es", "en")).map(String::as_str), Some("Facturación"));
        assert_eq!(title.and_then(|t| t.get("fr", "en")).map(String::as_str), Some("Billing"));
        assert_eq!(options.categories[0].icon.as_ref().map(|icon| icon.0.as_str()), Some("card"));
        assert!(options.statistics.searches && !options.statistics.visits);
        assert!(matches!(options.theme.scheme, Scheme::Dark));
        assert!(matches!(options.theme.position, Position::Left));
    }

    #[test]
    fn an_unknown_key_names_the_nearest_known_one() {
        let cases = [
            (
                "[site]\nnmae = \"x\"\n",
                "there is no setting `nmae` in `[site]`",
                "did you mean `name`?",
            ),
            ("[theem]\n", "there is no setting `theem`", "did you mean `theme`?"),
            (
                "[votes]\nzzz = 1\n",
                "there is no setting `zzz` in `[votes]`",
                "known here: endpoint",
            ),
            ("[theme]\nscheme = \"drak\"\n", "`scheme` cannot be `drak`", "did you mean `dark`?"),
        ];
        for (text, message, help) in cases {
            let (_, diagnostics) = of(text);
            assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
            assert_eq!(diagnostics[0].message, message);
            assert_eq!(diagnostics[0].help.as_deref(), Some(help));
            assert!(diagnostics[0].is_error() && diagnostics[0].place.line > 0);
        }
    }

    #[test]
    fn an_accent_that_is_hard_to_read_is_a_warning_with_the_nearest_one_that_is_not() {
        let (options, diagnostics) = of("[theme]\naccent = \"#ff0000\"\n");
        assert_eq!(options.theme.accent.as_deref(), Some("#ff0000"), "it is the site's choice");
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        assert!(!diagnostics[0].is_error() && diagnostics[0].place.line == 2);
        assert!(diagnostics[0].message.contains("a contrast of 4.0 to 1"), "{diagnostics:?}");
        assert!(diagnostics[0].help.as_deref().is_some_and(|help| help.contains("`#")));
    }

    #[test]
    fn texts_of_the_interface_can_be_replaced_where_there_are_such_texts() {
        let (options, diagnostics) = of(r#"
[strings.en]
"contact.title" = "Ask us"
"results.none.title" = "Nothing for {query}, sorry"
[strings.pt-BR]
"contact.title" = "Fale conosco"
"#);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let text = |lang| crate::strings::Strings::with(lang, &options.strings);
        assert_eq!(text("en-GB").get("contact.title"), "Ask us");
        assert_eq!(text("pt").get("contact.title"), "Fale conosco");
        assert_eq!(
            text("de").get("contact.title"),
            crate::strings::Strings::of("de").get("contact.title")
        );
        let cases = [
            (
                "\"contact.titel\" = \"x\"",
                "the interface has no text `contact.titel`",
                "did you mean `\"contact.title\"`?",
            ),
            (
                "\"contact.title\" = \"x {name}\"",
                "nothing takes the place of `{name}` in `contact.title`",
                "the text is `Contact us` now",
            ),
            ("\"contact.title\" = 3", "`contact.title` must be a text", "it is `Contact us` now"),
        ];
        for (line, message, help) in cases {
            let (_, diagnostics) = of(&format!("[strings.en]\n{line}\n"));
            assert_eq!(diagnostics.len(), 1, "{line}: {diagnostics:?}");
            assert_eq!(diagnostics[0].message, message);
            assert_eq!(diagnostics[0].help.as_deref(), Some(help));
        }
    }

    #[test]
    fn wrong_values_are_refused() {
        for text in [
            "site = 1",
            "categories = 1",
            "[[categories]]\ntitle = \"x\"",
            "[[categories]]\nid = \"a\"\n[[categories]]\nid = \"a\"",
            "[[suggest]]\npages = [\"billing\"]\narticles = [\"a\"]",
            "[[suggest]]\narticles = [\"a\"]",
            "[[suggest]]\npages = [\"/x\"]",
            "[contact]\nemail = \"nobody\"",
            "[contact]\nendpoint = \"javascript:alert(1)\"",
            "[contact]\ntopics = 3",
            "[contact]\nreply_time = [\"x\"]",
            "[contact]\nconsent = \"[x](y)\"",
            "[contact]\ncomplaint = \"yes\"",
            "[contact]\ncopy = 1",
            "[theme]\naccent = \"red;}\"",
            "[site]\nfallback = \"en\"",
            "[site]\nlanguages = [\"english\"]",
            "[site]\nlanguages = [\"en\", \"EN\"]",
            "[site]\nbase_url = \"acme.example\"",
            "[site\n",
        ] {
            let (_, diagnostics) = of(text);
            assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
        }
    }
}
