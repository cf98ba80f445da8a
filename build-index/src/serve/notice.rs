//! What pages are told after a build: which version is shown, and what is wrong with the content.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::render::position;

/// More of them nobody reads in a page; the terminal has all.
const PROBLEMS_MAX: usize = 30;

/// The message.
#[derive(Debug, Serialize)]
struct Notice<'a> {
    version: &'a str,
    errors: usize,
    warnings: usize,
    /// Errors first.
    problems: Vec<Problem<'a>>,
}

/// A diagnostic in the words of the page.
#[derive(Debug, Serialize)]
struct Problem<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    place: String,
    /// The excerpt before, in and after the marked part.
    excerpt: [&'a str; 3],
    help: &'a str,
}

/// What pages are told of a build with these findings. `root` goes before paths, as in the
/// terminal.
pub(super) fn message(version: &str, diagnostics: &[Diagnostic], root: &str) -> Arc<str> {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        diagnostics.iter().partition(|diagnostic| diagnostic.is_error());
    let notice = Notice {
        version,
        errors: errors.len(),
        warnings: warnings.len(),
        problems: errors
            .into_iter()
            .chain(warnings)
            .take(PROBLEMS_MAX)
            .map(|diagnostic| Problem::of(diagnostic, root))
            .collect(),
    };
    // Only texts and numbers, which JSON always holds.
    serde_json::to_string(&notice).unwrap_or_default().into()
}

impl<'a> Problem<'a> {
    fn of(diagnostic: &'a Diagnostic, root: &str) -> Self {
        let place = &diagnostic.place;
        let (before, rest) = place.excerpt.split_at(place.marked.start);
        let (marked, after) = rest.split_at(place.marked.len());
        Self {
            severity: if diagnostic.is_error() { "error" } else { "warning" },
            code: diagnostic.code,
            message: &diagnostic.message,
            place: position(diagnostic, root),
            excerpt: [before, marked, after],
            help: diagnostic.help.as_deref().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn errors_come_first_with_place_excerpt_and_advice() {
        let text = "See [日本](gone.md).";
        let at = text.find("gone").unwrap_or_default();
        let place = Place::of("en/a.md", text, at..at + 7);
        let found = [
            Diagnostic::warning("broken-link", place.clone(), "gone").help("mend it"),
            Diagnostic::error("unreadable-file", Place::file("b.md"), "why"),
        ];
        let message: serde_json::Value =
            serde_json::from_str(&message("7", &found, "content/")).unwrap_or_default();
        assert_eq!((&message["errors"], &message["warnings"]), (&1.into(), &1.into()));
        assert_eq!(message["problems"][0]["place"], "content/b.md");
        let warning = &message["problems"][1];
        assert_eq!(warning["place"], "content/en/a.md:1:10");
        assert_eq!(warning["excerpt"], serde_json::json!(["See [日本](", "gone.md", ")."]));
        assert_eq!(warning["help"], "mend it");
    }

    #[test]
    fn a_page_is_told_of_some_and_counts_all() {
        let all: Vec<_> = (0..99)
            .map(|n| Diagnostic::warning("x", Place::file(&format!("{n}.md")), "y"))
            .collect();
        let message: serde_json::Value =
            serde_json::from_str(&message("", &all, "c")).unwrap_or_default();
        assert_eq!(message["warnings"], 99);
        assert_eq!(message["problems"].as_array().map(Vec::len), Some(PROBLEMS_MAX));
    }
}
