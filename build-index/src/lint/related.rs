//! Articles that others name to read on, and that are not there.

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::nearest::nearest;
use crate::source::Source;

/// Slugs under `related` that neither the language of the article nor the default one has.
pub(crate) fn unknown_related(source: &Source, library: &Library) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for article in &library.articles {
        let langs = [article.lang.as_str(), library.default_lang()];
        for (slug, span) in &article.front.rare().related {
            if langs.iter().any(|lang| library.by_slug(lang, slug).is_some()) {
                continue;
            }
            let slugs =
                library.articles.iter().filter(|other| langs.contains(&other.lang.as_str()));
            let help = match nearest(slug, slugs.map(|other| other.slug.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name the slug of an article: its path without language folder and suffix"
                    .to_owned(),
            };
            let place = source.articles[article.file].place(span.clone());
            let message = format!("no article has the slug `{slug}`");
            found.push(Diagnostic::warning("related-article", place, message).help(help));
        }
    }
    found
}
