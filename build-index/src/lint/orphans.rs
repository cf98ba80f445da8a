//! Articles that readers hardly come by.
//!
//! No article is out of reach: the widget's start and the static start page list every category
//! with all of its articles, and what has no category stands in a last list, "Other articles". So
//! having no link to it is no fault of an article. Standing in that last list alone, on a site
//! that has categories, is what happens to one whose folder or `category` was forgotten.

use std::collections::BTreeSet;

use crate::article::finish::Finished;
use crate::article::{decoded, urls_of};
use crate::diagnostic::{Diagnostic, Place};
use crate::edition::Edition;
use crate::library::Library;
use crate::options::Options;
use crate::source::Source;
use crate::spool::Shelf;
use crate::suggest::suggestions;

/// Articles without a category, on a site that has some, that nothing leads to.
pub(crate) fn orphans(
    library: &Library,
    texts: &Shelf<Finished>,
    options: &Options,
    source: &Source,
) -> Vec<Diagnostic> {
    let linked = linked(library, texts);
    let mut diagnostics = Vec::new();
    for edition in Edition::all(library, options) {
        if edition.categories.len() < 2 {
            continue;
        }
        let suggested = suggestions(&edition, library, options);
        for (doc, article) in edition.own_documents(library) {
            let has_category =
                edition.category_of(doc).is_some_and(|at| !edition.categories[at].id.is_empty());
            let is_suggested = suggested.iter().any(|rule| rule.articles.contains(&article.slug));
            let is_main = edition.main.contains(&doc);
            if has_category || is_suggested || is_main || linked.contains(&*decoded(&article.url)) {
                continue;
            }
            let message = "this article has no category, and no other article links to it";
            let help = "move it into the folder of a category or give it a `category`; \
                        now it stands in the last list only";
            let place = Place::file(&source.articles[article.file].path);
            diagnostics.push(Diagnostic::warning("orphan-article", place, message).help(help));
        }
    }
    diagnostics
}

/// Addresses of the articles that others link to or name to read on, decoded.
fn linked(library: &Library, texts: &Shelf<Finished>) -> BTreeSet<String> {
    let mut linked = BTreeSet::new();
    for (number, article) in library.articles.iter().enumerate() {
        let text = texts.get(number);
        let own = decoded(&article.url);
        let related = article.front.rare().related.iter();
        let related = related.filter_map(|(slug, _)| library.named(&article.lang, slug));
        linked.extend(related.map(|number| decoded(&library.articles[number].url)));
        for url in text.sections.iter().flat_map(|section| urls_of(&section.html)) {
            let page = url.split('#').next().unwrap_or_default();
            if page != own {
                linked.insert(page.to_owned());
            }
        }
    }
    linked
}
