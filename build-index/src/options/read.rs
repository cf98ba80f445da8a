//! Every key of `docent.toml`, taken out and checked.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{
    CategoryOptions, Options, PerLanguage, Position, Scheme, SuggestOptions, Theme, base_url,
};
use jiff::tz::TimeZone;

use crate::colour::{Unreadable, unreadable_button};
use crate::diagnostic::Diagnostic;
use crate::language::canonical;
use crate::nearest::nearest;
use crate::source::SourceFile;
use crate::table::{Data, Table};

/// Reads the tables of the settings.
pub(super) struct Reader<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(super) fn options(&mut self, mut top: Table<'a>) -> Options {
        let mut options = Options::default();
        if let Some(site) = top.table("site") {
            self.site(site, &mut options);
        }
        for (table, span) in top.tables("categories") {
            self.category(table, span, &mut options.categories);
        }
        for (table, span) in top.tables("suggest") {
            let rule = self.suggestion(table, span);
            options.suggest.extend(rule);
        }
        if let Some(mut search) = top.table("search") {
            options.related_words = search.bool("related_words");
            self.finish(search);
        }
        if let Some(contact) = top.table("contact") {
            options.contact = self.contact(contact);
        }
        if let Some(mut votes) = top.table("votes") {
            options.votes_endpoint = self.endpoint(&mut votes);
            self.finish(votes);
        }
        let span = top.span_of("statistics").unwrap_or_default();
        if let Some(table) = top.table("statistics") {
            options.statistics = self.statistics(table, span, options.votes_endpoint.is_some());
        }
        if let Some(theme) = top.table("theme") {
            options.theme = self.theme(theme);
        }
        if let Some(check) = top.table("check") {
            options.levels = self.levels(check);
        }
        options.strings = self.strings(&mut top);
        self.finish(top);
        options
    }

    fn site(&mut self, mut site: Table<'a>, options: &mut Options) {
        options.name = site.text("name").map(|(text, _)| text);
        options.description = self.per_language(&mut site, "description");
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
        options.fallback = site.bool("fallback");
        if let Some((name, span)) = site.text("time_zone") {
            options.time_zone = TimeZone::get(&name).ok();
            if options.time_zone.is_none() {
                site.error(
                    span,
                    format!("`{name}` is no time zone"),
                    "use a name such as `Europe/Berlin` or `America/New_York`".to_owned(),
                );
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
        let icon = table.text("icon").map(|(name, span)| (name, self.file.place(span)));
        match table.text("id") {
            Some((id, span)) if all.iter().any(|known| known.id == id) => table.error(
                span,
                format!("there are two categories with the id `{id}`"),
                "remove one of them, or give it another id".to_owned(),
            ),
            Some((id, _)) => {
                all.push(CategoryOptions { id, title, description, icon, outline: None });
            }
            None => table.error(
                span,
                "this category has no `id`".to_owned(),
                "add `id = \"…\"`: the name of its folder, or what its articles have as `category`"
                    .to_owned(),
            ),
        }
        self.finish(table);
    }

    fn suggestion(&mut self, mut table: Table<'a>, span: Range<usize>) -> Option<SuggestOptions> {
        let pages = table.texts("pages", false);
        let articles = table.texts("articles", false);
        let rule = match (pages, articles) {
            (Some(pages), Some(articles)) => Some(SuggestOptions {
                pages: table.page_patterns(pages),
                articles: articles
                    .into_iter()
                    .map(|(slug, span)| (slug, self.file.place(span)))
                    .collect(),
            }),
            _ => {
                if table.diagnostics.is_empty() {
                    table.error(
                        span,
                        "a suggestion needs both `pages` and `articles`".to_owned(),
                        "write `pages = [\"/billing/*\"]` and `articles = [\"billing/refunds\"]`"
                            .to_owned(),
                    );
                }
                None
            }
        };
        self.finish(table);
        rule
    }

    /// What is hard to read on buttons of that colour.
    fn contrast(&self, accent: &str, span: Range<usize>) -> Option<Diagnostic> {
        let Unreadable { contrast, nearest } = unreadable_button(accent)?;
        let message = format!(
            "the text of buttons has a contrast of {contrast:.1} to 1 on `{accent}`; it takes 4.5 to be read"
        );
        let warning = Diagnostic::warning("contrast", self.file.place(span), message);
        Some(warning.help(format!("the nearest colour that passes is `{nearest}`")))
    }

    fn theme(&mut self, mut table: Table<'a>) -> Theme {
        let accent = table.text("accent").and_then(|(accent, span)| {
            if is_colour(&accent) {
                self.diagnostics.extend(self.contrast(&accent, span));
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

    pub(super) fn endpoint(&mut self, table: &mut Table<'a>) -> Option<String> {
        let (url, span) = table.text("endpoint")?;
        let has_scheme = url.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        // What stands behind a `#` is never sent, and the widget would read something into it.
        if !url.trim().is_empty() && !url.contains('#') && (is_web || !has_scheme) {
            return Some(url);
        }
        table.error(
            span,
            format!("`{url}` is no address that a browser can send to"),
            "write `/v1/…` for the host of the help centre, or `https://…`".to_owned(),
        );
        None
    }

    pub(super) fn per_language(
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

    pub(super) fn lists_per_language(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
    ) -> Option<PerLanguage<Vec<String>>> {
        let value = table.take(key)?;
        let plain = |texts: Vec<(String, _)>| texts.into_iter().map(|(text, _)| text).collect();
        if let Some(texts) = table.texts_of(&value, false) {
            return Some(PerLanguage::All(plain(texts)));
        }
        let Data::Table(entries) = value.data else {
            wrong_lists(table, key, value.span);
            return None;
        };
        let mut each = BTreeMap::new();
        for entry in entries {
            match (canonical(&entry.key), table.texts_of(&entry.value, false)) {
                (Some(lang), Some(texts)) => {
                    each.insert(lang, plain(texts));
                }
                _ => wrong_lists(table, key, entry.span),
            }
        }
        Some(PerLanguage::Each(each))
    }

    pub(super) fn finish(&mut self, table: Table<'a>) {
        self.diagnostics.extend(table.finish_strictly());
    }
}

fn wrong_language(table: &mut Table<'_>, key: &str, span: Range<usize>) {
    wrong(table, key, span, ["\"…\"", "{ en = \"…\", es = \"…\" }"]);
}

fn wrong_lists(table: &mut Table<'_>, key: &str, span: Range<usize>) {
    wrong(table, key, span, ["[\"…\"]", "{ en = [\"…\"], es = [\"…\"] }"]);
}

fn wrong(table: &mut Table<'_>, key: &str, span: Range<usize>, [one, each]: [&str; 2]) {
    table.error(
        span,
        format!("`{key}` is neither one value for all languages nor one for each"),
        format!("write `{key} = {one}` or `{key} = {each}`"),
    );
}

pub(super) fn choice<T: Copy + Default>(
    table: &mut Table<'_>,
    key: &'static str,
    known: &[(&str, T)],
) -> T {
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

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.chars().all(|c| c.is_ascii_hexdigit())
    })
}
