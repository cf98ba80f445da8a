//! Articles that the settings name and the content does not have.

use crate::diagnostic::{Diagnostic, Place};
use crate::library::Library;
use crate::nearest::nearest;
use crate::options::Options;

/// Slugs of `main` and of suggestions that no language has. A main article that is missing leaves
/// the others in its place; a suggestion is made for one page and would leave nothing there.
pub(crate) fn unknown_named_articles(options: &Options, library: &Library) -> Vec<Diagnostic> {
    let suggested = options.suggest.iter().flat_map(|rule| &rule.articles);
    let main =
        options.main.iter().map(|named| (named, Diagnostic::warning as Make, "main-article"));
    let suggested = suggested.map(|named| (named, Diagnostic::error as Make, "suggested-article"));
    main.chain(suggested)
        .filter(|((slug, _), ..)| !is_known(library, slug))
        .map(|((slug, place), make, code)| {
            let message = format!("no article has the slug `{slug}`");
            make(code, place.clone(), message).help(advice(library, slug))
        })
        .collect()
}

/// Makes a diagnostic.
type Make = fn(&'static str, Place, String) -> Diagnostic;

fn is_known(library: &Library, slug: &str) -> bool {
    library.languages.iter().any(|lang| library.by_slug(lang, slug).is_some())
}

fn advice(library: &Library, slug: &str) -> String {
    match nearest(slug, library.articles.iter().map(|article| article.slug.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name the slug of an article: its path without language folder and suffix".into(),
    }
}
