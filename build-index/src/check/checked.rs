//! Every rule in turn.

use std::path::Path;

use anyhow::Result;

use super::{external, history};
use crate::build::{self, Content, Task};
use crate::built::known_articles;
use crate::diagnostic::{Diagnostic, Place, sort};
use crate::lint::{
    Level, Levels, NO_DRAFT, SEARCH_TESTS_FILE, SearchTest, TitleSearch, duplicate_titles,
    lost_addresses, missing_alt, missing_translations, misspelt_keys, no_article, orphans,
    outdated_translations, parse_search_tests, stale_reviews,
};
use crate::moment::today;
use crate::progress::Progress;
use crate::search::engine::Engine;
use crate::source::{Source, SourceFile};

/// What was found in a content folder.
pub(super) struct Checked {
    /// In the order of files and lines, as bad as the settings want them.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) levels: Levels,
    articles: usize,
    languages: usize,
    /// Whether the rules that search were run.
    searched: bool,
    /// What other sites answered, where they were asked.
    external: String,
    /// What could not be looked at, in a line.
    pub(super) note: &'static str,
}

impl Checked {
    /// Reads a content folder and runs all rules; the one that asks other sites only with `ask`.
    ///
    /// # Errors
    ///
    /// The folder or the earlier build cannot be read, or the task contradicts the settings.
    pub(super) fn of(
        task: &Task<'_>,
        previous: Option<&Path>,
        ask: bool,
        progress: &Progress,
    ) -> Result<Self> {
        let previous = previous.map(known_articles).transpose()?.unwrap_or_default();
        let mut content = build::read(task)?;
        let levels = content.options.levels.clone();
        let spool = content.spool.clone();
        let mut diagnostics = std::mem::take(&mut content.diagnostics);
        let (library, source) = (&content.library, &content.source);
        let today = today(content.options.time_zone.as_ref())?;
        let mut found = duplicate_titles(library, source);
        found.extend(missing_alt(library, source));
        found.extend(misspelt_keys(library, source));
        found.extend(missing_translations(library, source));
        found.extend(outdated_translations(library, source));
        found.extend(orphans(library, &content.texts, &content.options, source));
        found.extend(stale_reviews(library, source, today));
        found.extend(lost_addresses(library, source, &content.redirects, &previous));
        let mut checked = Self {
            diagnostics: Vec::new(),
            articles: library.articles.len(),
            languages: library.languages.len(),
            searched: false,
            external: String::new(),
            note: "",
            levels: levels.clone(),
        };
        if levels.of("outdated-translation") != Level::Off {
            progress.next("looking at what git knows of the articles");
            let history = history::outdated(task.content, library, source);
            found.extend(history.found);
            checked.note = history.note;
        }
        if ask {
            let (of_links, summary) =
                external::check(&content.external_links().collect::<Vec<_>>(), progress);
            found.extend(of_links);
            checked.external = summary;
        }
        if library.articles.is_empty() && !content.has_faults {
            found.push(no_article().help(NO_DRAFT));
        }
        // With faults in it, the site is not what it will be: who looks for what is missing
        // because of them would be told of it twice.
        checked.searched = !content.has_faults && checked.articles > 0;
        if checked.searched {
            found.extend(searching(content, &checked.levels, progress)?);
        }
        // Before anything is said of texts that could not be read back.
        spool.check()?;
        checked.levels.apply(&mut found);
        diagnostics.extend(found);
        sort(&mut diagnostics);
        checked.diagnostics = diagnostics;
        Ok(checked)
    }

    /// How much was looked at, and how much was found.
    pub(super) fn summary(&self) -> String {
        let count = |number: usize, one: &str| match number {
            1 => format!("1 {one}"),
            number => format!("{number} {one}s"),
        };
        let errors = self.diagnostics.iter().filter(|found| found.is_error()).count();
        let warnings = self.diagnostics.len() - errors;
        let found = match (errors, warnings) {
            (0, 0) => "nothing found".to_owned(),
            (0, warnings) => count(warnings, "warning"),
            (errors, 0) => count(errors, "error"),
            _ => format!("{} and {}", count(errors, "error"), count(warnings, "warning")),
        };
        let checked = format!(
            "Checked {} in {}: {found}\n",
            count(self.articles, "article"),
            count(self.languages, "language")
        );
        let left_out = "The search was not tried; correct the errors first\n";
        let checked = if self.searched { checked } else { checked + left_out };
        checked + self.note + &self.external
    }
}

/// Builds the site without writing it and runs the rules that search it. Returns what the build itself finds
/// then as well.
fn searching(content: Content, levels: &Levels, progress: &Progress) -> Result<Vec<Diagnostic>> {
    progress.next("making pages and index");
    let (tests, mut found) = search_tests(&content);
    let titles = match levels.of("title-not-first") {
        Level::Off => Vec::new(),
        _ => TitleSearch::all(&content.library, &content.source),
    };
    let (bundle, of_build) = build::to_search(content)?;
    found.extend(of_build);
    let mut engines = Engine::all(&bundle)?;
    for test in &tests {
        found.extend(test.run(&mut engines)?);
    }
    let not_first = TitleSearch::run_all(&titles, &bundle, progress)?;
    found.extend(not_first.into_iter().map(|title| title.finding));
    Ok(found)
}

/// The tests of the content folder, if it has any and wants them.
fn search_tests(content: &Content) -> (Vec<SearchTest>, Vec<Diagnostic>) {
    if content.options.levels.of("search-test") == Level::Off {
        return Default::default();
    }
    match read_tests(&content.source) {
        Ok(Some(file)) => parse_search_tests(&file, &content.library, &content.texts),
        Ok(None) => Default::default(),
        Err(message) => {
            let place = Place::file(SEARCH_TESTS_FILE);
            let found = Diagnostic::error("search-test", place, message).help("save it as UTF-8");
            (Vec::new(), vec![found])
        }
    }
}

fn read_tests(source: &Source) -> Result<Option<SourceFile>, String> {
    if !source.files.contains(SEARCH_TESTS_FILE) {
        return Ok(None);
    }
    let bytes =
        source.bytes(SEARCH_TESTS_FILE).map_err(|error| format!("cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| "this file is not UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{feff}').to_owned();
    Ok(Some(SourceFile { path: SEARCH_TESTS_FILE.to_owned(), text: text.into() }))
}
