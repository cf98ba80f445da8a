//! `docent.toml`: the settings of a site. Every key that it does not know is an error.

use std::collections::BTreeMap;
use std::ops::Range;

use docent_protocol::Message;

use crate::diagnostic::{Diagnostic, Place};
use crate::language::{canonical, primary};
use crate::nearest::nearest;
use crate::source::SourceFile;
use crate::table::{Data, Table, parse_toml};

const CODE: &str = "settings";

/// The settings of a site, with defaults for what is not said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) name: Option<String>,
    pub(crate) base_url: Option<String>,
    /// The first is the default language. Empty where the settings name none.
    pub(crate) languages: Vec<String>,
    /// Slugs of main articles and where they are named.
    pub(crate) main: Vec<(String, Place)>,
    pub(crate) categories: Vec<CategoryOptions>,
    pub(crate) contact: ContactOptions,
    pub(crate) votes_endpoint: Option<String>,
    pub(crate) theme: Theme,
}

/// A category that the settings describe.
#[derive(Clone, Debug)]
pub(crate) struct CategoryOptions {
    pub(crate) id: String,
    pub(crate) title: Option<PerLanguage<String>>,
    pub(crate) description: Option<PerLanguage<String>>,
}

/// How a customer reaches a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContactOptions {
    pub(crate) endpoint: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) topics: Option<PerLanguage<Vec<String>>>,
    pub(crate) reply_time: Option<PerLanguage<String>>,
}

/// Looks of the widget that the loader needs.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(crate) struct Theme {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) accent: Option<String>,
    pub(crate) scheme: Scheme,
    pub(crate) position: Position,
}

#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scheme {
    #[default]
    Auto,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
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
    let entries = match parse_toml(&file.text, 0) {
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

struct Reader<'a> {
    file: &'a SourceFile,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn options(&mut self, mut top: Table<'a>) -> Options {
        let mut options = Options::default();
        if let Some(site) = top.table("site") {
            self.site(site, &mut options);
        }
        for (table, span) in top.tables("categories") {
            self.category(table, span, &mut options.categories);
        }
        if let Some(contact) = top.table("contact") {
            options.contact = self.contact(contact);
        }
        if let Some(mut votes) = top.table("votes") {
            options.votes_endpoint = self.endpoint(&mut votes);
            self.finish(votes);
        }
        if let Some(theme) = top.table("theme") {
            options.theme = self.theme(theme);
        }
        self.finish(top);
        options
    }

    fn site(&mut self, mut site: Table<'a>, options: &mut Options) {
        options.name = site.text("name").map(|(text, _)| text);
        if let Some((url, span)) = site.text("base_url") {
            match base_url(&url) {
                Some(url) => options.base_url = Some(url),
                None => site.error(
                    span,
                    "`base_url` must be the whole address of the help centre".to_owned(),
                    "write for example `https://www.example.com/help/`".to_owned(),
                ),
            }
        }
        for (tag, span) in site.texts("languages", false).unwrap_or_default() {
            match canonical(&tag) {
                Some(tag) if options.languages.contains(&tag) => site.error(
                    span,
                    format!("`{tag}` is named twice"),
                    "name each language once".to_owned(),
                ),
                Some(tag) => options.languages.push(tag),
                None => site.error(
                    span,
                    format!("`{tag}` is no language tag"),
                    "use tags such as `en`, `pt-BR` or `zh-Hant`".to_owned(),
                ),
            }
        }
        for (slug, span) in site.texts("main", false).unwrap_or_default() {
            options.main.push((slug, self.file.place(span)));
        }
        self.finish(site);
    }

    fn category(
        &mut self,
        mut table: Table<'a>,
        span: Range<usize>,
        all: &mut Vec<CategoryOptions>,
    ) {
        let title = self.per_language(&mut table, "title");
        let description = self.per_language(&mut table, "description");
        match table.text("id") {
            Some((id, span)) if all.iter().any(|known| known.id == id) => table.error(
                span,
                format!("there are two categories with the id `{id}`"),
                "remove one of them, or give it another id".to_owned(),
            ),
            Some((id, _)) => all.push(CategoryOptions { id, title, description }),
            None => table.error(
                span,
                "this category has no `id`".to_owned(),
                "add `id = \"…\"`: the name of its folder, or what its articles have as `category`"
                    .to_owned(),
            ),
        }
        self.finish(table);
    }

    fn contact(&mut self, mut table: Table<'a>) -> ContactOptions {
        let endpoint = self.endpoint(&mut table);
        let email = table.text("email").and_then(|(email, span)| {
            if Message::is_email(&email) {
                return Some(email);
            }
            table.error(
                span,
                format!("`{email}` is no mail address"),
                "write for example `help@example.com`".to_owned(),
            );
            None
        });
        let topics = self.topics(&mut table);
        let reply_time = self.per_language(&mut table, "reply_time");
        self.finish(table);
        ContactOptions { endpoint, email, topics, reply_time }
    }

    fn theme(&mut self, mut table: Table<'a>) -> Theme {
        let accent = table.text("accent").and_then(|(accent, span)| {
            if is_colour(&accent) {
                return Some(accent);
            }
            table.error(
                span,
                format!("`{accent}` is no colour that can be read here"),
                "write it as `#3b5bdb` or `#35d`".to_owned(),
            );
            None
        });
        let scheme = choice(
            &mut table,
            "scheme",
            &[("auto", Scheme::Auto), ("light", Scheme::Light), ("dark", Scheme::Dark)],
        );
        let position =
            choice(&mut table, "position", &[("right", Position::Right), ("left", Position::Left)]);
        self.finish(table);
        Theme { accent, scheme, position }
    }

    fn endpoint(&mut self, table: &mut Table<'a>) -> Option<String> {
        let (url, span) = table.text("endpoint")?;
        let has_scheme = url.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if !url.trim().is_empty() && (is_web || !has_scheme) {
            return Some(url);
        }
        table.error(
            span,
            format!("`{url}` is no address that a browser can send to"),
            "write `/v1/…` for the host of the help centre, or `https://…`".to_owned(),
        );
        None
    }

    fn per_language(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
    ) -> Option<PerLanguage<String>> {
        let value = table.take(key)?;
        match value.data {
            Data::Text(text) => Some(PerLanguage::All(text)),
            Data::Table(entries) => {
                let mut each = BTreeMap::new();
                for entry in entries {
                    match (canonical(&entry.key), entry.value.data) {
                        (Some(lang), Data::Text(text)) => {
                            each.insert(lang, text);
                        }
                        _ => wrong_language(table, key, entry.span),
                    }
                }
                Some(PerLanguage::Each(each))
            }
            _ => {
                wrong_language(table, key, value.span);
                None
            }
        }
    }

    fn topics(&mut self, table: &mut Table<'a>) -> Option<PerLanguage<Vec<String>>> {
        let value = table.take("topics")?;
        let plain = |texts: Vec<(String, _)>| texts.into_iter().map(|(text, _)| text).collect();
        if let Some(texts) = table.texts_of(&value, false) {
            return Some(PerLanguage::All(plain(texts)));
        }
        let Data::Table(entries) = value.data else {
            wrong_language(table, "topics", value.span);
            return None;
        };
        let mut each = BTreeMap::new();
        for entry in entries {
            match (canonical(&entry.key), table.texts_of(&entry.value, false)) {
                (Some(lang), Some(texts)) => {
                    each.insert(lang, plain(texts));
                }
                _ => wrong_language(table, "topics", entry.span),
            }
        }
        Some(PerLanguage::Each(each))
    }

    fn finish(&mut self, table: Table<'a>) {
        self.diagnostics.extend(table.finish_strictly());
    }
}

fn wrong_language(table: &mut Table<'_>, key: &str, span: Range<usize>) {
    let (one, each) = if key == "topics" {
        ("[\"Billing\"]", "{ en = [\"Billing\"], es = [\"Facturación\"] }")
    } else {
        ("\"…\"", "{ en = \"…\", es = \"…\" }")
    };
    table.error(
        span,
        format!("`{key}` is neither one value for all languages nor one for each"),
        format!("write `{key} = {one}` or `{key} = {each}`"),
    );
}

fn choice<T: Copy + Default>(table: &mut Table<'_>, key: &'static str, known: &[(&str, T)]) -> T {
    let Some((word, span)) = table.text(key) else { return T::default() };
    if let Some((_, value)) = known.iter().find(|(name, _)| *name == word) {
        return *value;
    }
    let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
    let help = match nearest(&word, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("write one of: {}", names.join(", ")),
    };
    table.error(span, format!("`{key}` cannot be `{word}`"), help);
    T::default()
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

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.chars().all(|c| c.is_ascii_hexdigit())
    })
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
main = ["guides/start"]
[[categories]]
id = "billing"
title = { en = "Billing", es = "Facturación" }
description = "Money"
[contact]
endpoint = "/v1/messages"
email = "help@acme.example"
topics = { en = ["Billing"], es = ["Facturación"] }
reply_time = "within a day"
[votes]
endpoint = "https://acme.example/v1/events"
[theme]
accent = "#3b5bdb"
scheme = "dark"
position = "left"
"##);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!(options.name.as_deref(), Some("Acme Help"));
        assert_eq!(options.base_url.as_deref(), Some("https://acme.example/help/"));
        assert_eq!(options.languages, ["en", "es"]);
        assert_eq!(options.main[0].0, "guides/start");
        let title = options.categories[0].title.as_ref();
        assert_eq!(title.and_then(|t| t.get("es", "en")).map(String::as_str), Some("Facturación"));
        assert_eq!(title.and_then(|t| t.get("fr", "en")).map(String::as_str), Some("Billing"));
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
    fn wrong_values_are_refused() {
        for text in [
            "site = 1",
            "categories = 1",
            "[[categories]]\ntitle = \"x\"",
            "[[categories]]\nid = \"a\"\n[[categories]]\nid = \"a\"",
            "[contact]\nemail = \"nobody\"",
            "[contact]\nendpoint = \"javascript:alert(1)\"",
            "[contact]\ntopics = 3",
            "[contact]\nreply_time = [\"x\"]",
            "[theme]\naccent = \"red;}\"",
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
