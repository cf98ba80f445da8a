//! Addresses of an earlier build that lead nowhere now: renamed and removed articles.

use docent_collector::report::KnownArticle;

use crate::diagnostic::{Diagnostic, Place};
use crate::library::{Article, Library};
use crate::nearest::nearest;
use crate::redirects::Redirect;
use crate::source::Source;

/// Articles of an earlier build whose addresses no article has.
pub(crate) fn lost_addresses(
    library: &Library,
    source: &Source,
    redirects: &[Redirect],
    previous: &[KnownArticle],
) -> Vec<Diagnostic> {
    let is_known = |old: &&KnownArticle| {
        let address = format!("{}{}", library.home(&old.lang), old.slug);
        library.by_slug(&old.lang, &old.slug).is_some()
            || redirects.iter().any(|redirect| redirect.is_from(&address))
    };
    let lost = previous.iter().filter(|old| !is_known(old));
    lost.map(|old| {
        let message = format!(
            "“{}” was at `{}` in the earlier build; now nothing is there",
            old.title, old.url
        );
        let file = |article: &Article| source.articles[article.file].path.clone();
        let own = || library.articles.iter().filter(|article| article.lang == old.lang);
        // Only an article without an address of its own can take an old one over.
        let is_new = |article: &&Article| {
            !previous.iter().any(|old| old.lang == article.lang && old.slug == article.slug)
        };
        let renamed = own().find(|article| file(article) == old.file);
        let (place, help) = if let Some(new) = renamed.or_else(|| alike(own().filter(is_new), old))
        {
            let help = format!(
                "if `{}` took its place, give it `redirects: [{}]`",
                file(new),
                old.slug
            );
            (Place::file(&file(new)), help)
        } else if let Some(near) = alike(own(), old) {
            let help = format!(
                "name it under `redirects` of the article that takes its place; the nearest one is \
                 at `{}`",
                near.url
            );
            (Place::default(), help)
        } else {
            let help = "name it under `redirects` of the article that takes its place, or bring the \
                        article back";
            (Place::default(), help.to_owned())
        };
        Diagnostic::warning("lost-address", place, message).help(help)
    })
    .collect()
}

/// The article whose title is like an earlier one's, else the one whose address ends like it.
fn alike<'l>(
    articles: impl Iterator<Item = &'l Article> + Clone,
    old: &KnownArticle,
) -> Option<&'l Article> {
    let title = nearest(&old.title, articles.clone().map(|article| article.title.as_str()));
    let by_title = title.and_then(|title| articles.clone().find(|one| one.title == title));
    by_title.or_else(|| {
        // All articles of a category begin alike.
        let end = nearest(last(&old.slug), articles.clone().map(|article| last(&article.slug)))?;
        articles.clone().find(|one| last(&one.slug) == end)
    })
}

fn last(slug: &str) -> &str {
    slug.rsplit('/').next().unwrap_or(slug)
}
