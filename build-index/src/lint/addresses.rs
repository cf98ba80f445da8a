//! Addresses of an earlier build that lead nowhere now: renamed and removed articles.

use std::collections::HashSet;

use docent_collector::report::KnownArticle;

use crate::article::decoded;
use crate::diagnostic::{Diagnostic, Place};
use crate::library::{Article, Library};
use crate::nearest::nearest;
use crate::redirects::Redirect;
use crate::source::Source;

/// Articles of an earlier build whose addresses neither lead to an article nor on to one.
pub(crate) fn lost_addresses(
    library: &Library,
    source: &Source,
    redirects: &[Redirect],
    previous: &[KnownArticle],
) -> Vec<Diagnostic> {
    let now: HashSet<_> = library.articles.iter().map(|article| article.url.as_str()).collect();
    let leads_on = |old: &KnownArticle| {
        let address = decoded(old.url.trim_end_matches('/'));
        redirects.iter().any(|redirect| redirect.from == address)
    };
    let lost = previous.iter().filter(|old| !now.contains(old.url.as_str()) && !leads_on(old));
    lost.map(|old| {
        let message = format!(
            "“{}” was at `{}` in the earlier build; now nothing is there",
            old.title, old.url
        );
        let file = |article: &Article| source.articles[article.file].path.clone();
        let own = || library.articles.iter().filter(|article| article.lang == old.lang);
        // An article that was not there before is the first that may have taken its place.
        let is_new = |article: &&Article| {
            !previous.iter().any(|old| old.lang == article.lang && old.slug == article.slug)
        };
        let renamed = own().find(|article| file(article) == old.file);
        let renamed = renamed.or_else(|| alike(own().filter(is_new), old));
        let (place, help) = match renamed.or_else(|| alike(own(), old)) {
            Some(near) => {
                let file = file(near);
                // Some disks do not tell the two apart, so nothing can lead from one to the other.
                let help = if near.slug.eq_ignore_ascii_case(&old.slug) {
                    format!("give `{file}` its old address: `slug: {}`", old.slug)
                } else {
                    format!(
                        "if `{file}` answers now what it answered, add `redirects: [{}]` to that article",
                        old.slug
                    )
                };
                (Place::file(&file), help)
            }
            None => {
                let help = format!(
                    "add `redirects: [{}]` to the article that answers now what it answered",
                    old.slug
                );
                (Place::default(), help)
            }
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
