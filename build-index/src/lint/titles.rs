//! Where the title of an article stands, and titles that two articles share.

use std::collections::BTreeMap;

use crate::article::first_heading_span;
use crate::diagnostic::{Diagnostic, Place};
use crate::library::{Article, Library};
use crate::source::Source;

/// The place of a title: in the front matter, else the first heading, else the file, whose name
/// makes the title.
pub(crate) fn place_of_title(source: &Source, article: &Article) -> Place {
    let file = &source.articles[article.file];
    if let Some(span) = &article.front.title_span {
        return file.place(span.clone());
    }
    let body = article.front.body;
    match first_heading_span(&file.text[body..]) {
        Some(span) => file.place(span.start + body..span.end + body),
        None => Place::file(&file.path),
    }
}

/// Titles of a language that readers cannot tell apart.
pub(crate) fn duplicate_titles(library: &Library, source: &Source) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&str, String), &Article> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for article in &library.articles {
        let key = (article.lang.as_str(), article.title.to_lowercase());
        let Some(other) = first.get(&key) else {
            first.insert(key, article);
            continue;
        };
        let message = format!("another article has the title “{}” as well", article.title);
        let other = &source.articles[other.file].path;
        let help = format!(
            "say in the titles what differs from `{other}`, or make one article of the two"
        );
        let place = place_of_title(source, article);
        diagnostics.push(Diagnostic::warning("duplicate-title", place, message).help(help));
    }
    diagnostics
}
