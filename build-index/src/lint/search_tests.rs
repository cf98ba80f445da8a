//! `tests/search.toml`: what a search must find, said by the writer.
//!
//! The build never reads it, as it reads no file that is no article and that no article names.

use std::fmt::Write as _;

use anyhow::Result;
use docent_search::Hit;

use crate::article::finish::Finished;
use crate::diagnostic::{Diagnostic, Place};
use crate::language::canonical;
use crate::library::Library;
use crate::nearest::nearest;
use crate::search::engine::{Engine, Found};
use crate::source::SourceFile;
use crate::spool::Shelf;
use crate::table::{Table, parse_toml};

/// Where the tests are, below the content folder.
pub(crate) const FILE: &str = "tests/search.toml";

const CODE: &str = "search-test";

/// A search and what it must find.
#[derive(Debug)]
pub(crate) struct SearchTest {
    query: String,
    lang: String,
    slug: String,
    /// Id of the section that must answer; nothing where any may.
    section: Option<String>,
    /// The article must be among so many.
    within: usize,
    /// Where its expectation stands.
    place: Place,
}

/// Reads the tests. Those that name no article or section are told of and left out.
pub(crate) fn parse(
    file: &SourceFile,
    library: &Library,
    texts: &Shelf<Finished>,
) -> (Vec<SearchTest>, Vec<Diagnostic>) {
    let entries = match parse_toml(&file.text(), 0) {
        Ok(entries) => entries,
        Err((message, span)) => {
            let message = format!("not valid TOML: {message}");
            let help = "write for example `[[search]]` and below it `query = \"…\"` and \
                        `expect = \"…\"`";
            let found = Diagnostic::error(CODE, file.place(span), message).help(help);
            return (Vec::new(), vec![found]);
        }
    };
    let mut top = Table::new(file, CODE, entries);
    let mut diagnostics = Vec::new();
    let mut tests = Vec::new();
    for (mut table, span) in top.tables("search") {
        let test = test(&mut table, file, library, texts);
        let found = table.finish_strictly();
        if test.is_none() && found.is_empty() {
            let help = "write `query = \"what a customer types\"` and `expect = \"slug\"`";
            let message = "a test needs both `query` and `expect`";
            diagnostics.push(Diagnostic::error(CODE, file.place(span), message).help(help));
        }
        tests.extend(test);
        diagnostics.extend(found);
    }
    diagnostics.extend(top.finish_strictly());
    (tests, diagnostics)
}

/// A test, unless it is incomplete or something is wrong with it.
fn test(
    table: &mut Table<'_>,
    file: &SourceFile,
    library: &Library,
    texts: &Shelf<Finished>,
) -> Option<SearchTest> {
    let query = table.text("query").filter(|(query, _)| !query.trim().is_empty());
    let expect = table.text("expect");
    let lang = lang(table, library);
    let within_span = table.span_of("within").unwrap_or_default();
    let within = table.int("within").unwrap_or(1);
    let (Some((query, _)), Some((expect, expect_span))) = (query, expect) else {
        return None;
    };
    let Some(within) = usize::try_from(within).ok().filter(|within| *within > 0) else {
        let message = format!("`within` cannot be {within}");
        let help = "write 1 if the article must come first, 3 if among the first three";
        table.error(within_span, message, help.to_owned());
        return None;
    };
    let lang = lang?;
    let (slug, section) = match expect.split_once('#') {
        Some((slug, section)) => (slug, Some(section.to_owned())),
        None => (expect.as_str(), None),
    };
    let Some(number) = library.named(&lang, slug.trim_matches('/')) else {
        let message = format!("no article has the slug `{slug}` in the language `{lang}`");
        table.error(expect_span, message, nearest_slug(library, slug, &lang));
        return None;
    };
    let article = &library.articles[number];
    let text = texts.get(number);
    let mut ids = text.sections.iter().map(|section| section.id.as_str());
    if let Some(section) = &section
        && !ids.clone().any(|id| id == section)
    {
        let message = format!("“{}” has no section `#{section}`", article.title);
        let help = match nearest(section, ids.by_ref().filter(|id| !id.is_empty())) {
            Some(near) => format!("the nearest one is `#{near}`"),
            None => "name the id of one of its headings, or the article alone".to_owned(),
        };
        table.error(expect_span, message, help);
        return None;
    }
    let slug = article.slug.clone();
    Some(SearchTest { query, lang, slug, section, within, place: file.place(expect_span) })
}

/// The language to search in, which is the default one where none is named.
fn lang(table: &mut Table<'_>, library: &Library) -> Option<String> {
    let Some((tag, span)) = table.text("lang") else {
        return Some(library.default_lang().to_owned());
    };
    let known = canonical(&tag).filter(|lang| library.languages.contains(lang));
    if known.is_none() {
        let message = format!("`{tag}` is none of the languages of this site");
        table.error(span, message, format!("use one of {}", library.languages.join(", ")));
    }
    known
}

fn nearest_slug(library: &Library, slug: &str, lang: &str) -> String {
    let shown = library.articles.iter().enumerate().filter_map(|(number, _)| {
        Some(library.articles[library.shown(lang, number)?].slug.as_str())
    });
    match nearest(slug, shown) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name the slug of an article: its path without language folder and suffix".into(),
    }
}

impl SearchTest {
    /// Searches, and tells of what came instead where that is not what was expected.
    ///
    /// # Errors
    ///
    /// The built site is not whole.
    pub(crate) fn run(&self, engines: &mut [Engine<'_>]) -> Result<Option<Diagnostic>> {
        let Some(engine) = engines.iter_mut().find(|engine| engine.lang == self.lang) else {
            return Ok(None);
        };
        let hits = engine.ask(&self.query, usize::MAX);
        let own = hits.iter().position(|hit| engine.slug(hit) == self.slug);
        let own_found = own.map(|at| engine.found(&hits[at])).transpose()?;
        if let (Some(at), Some(found)) = (own, &own_found)
            && at < self.within
            && self.section.as_ref().is_none_or(|section| *section == found.section)
        {
            return Ok(None);
        }
        let first = hits.first().map(|hit| engine.found(hit)).transpose()?;
        let message = self.message(own.zip(own_found.as_ref()), first.as_ref());
        let help = "put the words of the query into the title, a heading or the `keywords` of what \
                    is expected, or correct the test";
        let mut details = String::new();
        if let (Some(hit), Some(found)) = (hits.first(), &first) {
            self.push_table(&mut details, engine, 1, hit, found);
        }
        if let (Some(at @ 1..), Some(found)) = (own, &own_found) {
            self.push_table(&mut details, engine, at + 1, &hits[at], found);
        }
        let mut found = Diagnostic::warning(CODE, self.place.clone(), message).help(help);
        found.details = Some(details).filter(|details| !details.is_empty());
        Ok(Some(found))
    }

    fn message(&self, own: Option<(usize, &Found)>, first: Option<&Found>) -> String {
        let query = &self.query;
        let Some(first) = first else { return format!("“{query}” finds nothing") };
        match (own, &self.section) {
            (Some((at, found)), Some(section)) if at < self.within => {
                let answered = match found.section.as_str() {
                    "" => "its beginning".to_owned(),
                    id => format!("its section `#{id}`"),
                };
                format!("“{query}” finds `{}` by {answered}, not by `#{section}`", self.slug)
            }
            (Some((at, _)), _) => {
                let among = match self.within {
                    1 => "first".to_owned(),
                    within => format!("among the first {within}"),
                };
                format!(
                    "“{query}” finds `{}` in place {}, not {among}; first comes “{}” (`{}`)",
                    self.slug,
                    at + 1,
                    first.title,
                    first.place()
                )
            }
            (None, _) => format!(
                "“{query}” does not find `{}` at all; first comes “{}” (`{}`)",
                self.slug,
                first.title,
                first.place()
            ),
        }
    }

    /// A hit with what each word of the query adds to its score.
    fn push_table(
        &self,
        text: &mut String,
        engine: &Engine<'_>,
        rank: usize,
        hit: &Hit,
        found: &Found,
    ) {
        let _ = writeln!(text, "{rank:>3}. {}  [{}]", found.title, found.place());
        text.push_str(&engine.explain(&self.query, hit));
    }
}
