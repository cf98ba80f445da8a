//! Main articles that the settings name and the content does not have.

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::nearest::nearest;
use crate::options::Options;

/// Slugs of `main` that no language has.
pub(crate) fn unknown_main_articles(options: &Options, library: &Library) -> Vec<Diagnostic> {
    let known =
        |slug: &str| library.languages.iter().any(|lang| library.by_slug(lang, slug).is_some());
    options
        .main
        .iter()
        .filter(|(slug, _)| !known(slug))
        .map(|(slug, place)| {
            let slugs = library.articles.iter().map(|article| article.slug.as_str());
            let help = match nearest(slug, slugs) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name the slug of an article: its path without language folder and suffix"
                    .to_owned(),
            };
            let message = format!("no article has the slug `{slug}`");
            Diagnostic::warning("main-article", place.clone(), message).help(help)
        })
        .collect()
}
