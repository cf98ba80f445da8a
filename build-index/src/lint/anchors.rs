//! Links to a heading or another anchor that is not in the article.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::article::Prepared;
use crate::article::slug::Ids;
use crate::diagnostic::Diagnostic;
use crate::library::{Article, Library};
use crate::lint::titles::letters;
use crate::nearest::nearest;
use crate::source::{Source, SourceFile};

/// A link with an anchor, as an article has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnchorLink {
    /// As it was written.
    pub(crate) url: String,
    /// Number of the article it leads to.
    pub(crate) article: usize,
    pub(crate) anchor: String,
}

/// An article that links lead to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnchorTarget<'a> {
    pub(crate) title: &'a str,
    pub(crate) ids: &'a Ids,
    /// Whether tags of other tools were left out of it, which may have made anchors.
    pub(crate) lacks_tags: bool,
}

/// Articles by their titles: somebody who writes `[text](#title-of-another)` means one of them.
#[derive(Debug)]
pub(crate) struct ByTitle<'a>(HashMap<(&'a str, String), &'a str>);

impl<'a> ByTitle<'a> {
    pub(crate) fn of(library: &'a Library, source: &'a Source) -> Self {
        let articles = library.articles.iter();
        let entry = |article: &'a Article| {
            let path = source.articles[article.file].path.as_str();
            ((article.lang.as_str(), letters(&article.title)), path)
        };
        // Of several the first.
        Self(articles.rev().map(entry).collect())
    }

    fn find(&self, lang: &'a str, anchor: &str) -> Option<&'a str> {
        self.0.get(&(lang, letters(anchor))).copied()
    }
}

/// Checks the anchors of the links of article number `own`. `target_of` knows any article by its
/// number.
pub(crate) fn broken_anchors<'a>(
    (own, article): (usize, &'a Article),
    file: &SourceFile,
    prepared: &Prepared,
    links: &[AnchorLink],
    target_of: impl Fn(usize) -> AnchorTarget<'a>,
    by_title: &ByTitle<'a>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut told = BTreeSet::new();
    let read = LazyCell::new(|| file.in_memory());
    // Where tags were left out of an article, all of its anchors that are not there are one fault.
    let mut of_tags: BTreeMap<usize, (&AnchorLink, usize)> = BTreeMap::new();
    for link in links {
        let AnchorTarget { title, ids, lacks_tags } = target_of(link.article);
        if ids.contains(&link.anchor) || !told.insert(&link.url) {
            continue;
        }
        let near = nearest(&link.anchor, ids.iter());
        if lacks_tags && near.is_none() {
            of_tags.entry(link.article).or_insert((link, 0)).1 += 1;
            continue;
        }
        let is_own = link.article == own;
        let named = is_own.then(|| by_title.find(&article.lang, &link.anchor)).flatten();
        let named = named.filter(|path| *path != file.path);
        let help = match (near, named) {
            (_, Some(path)) => format!("`{path}` has this title; link to that file"),
            (Some(near), None) => format!("the nearest one is `#{near}`"),
            (None, None) => {
                let what = if is_own { "remove the link" } else { "link to the article alone" };
                format!("{what}, or add `{{#…}}` to the heading that is meant")
            }
        };
        let (place, more) = prepared.place(&read, &link.url);
        let message = format!("“{title}” has no heading or anchor `#{}`", link.anchor);
        let diagnostic = Diagnostic::warning("broken-anchor", place, message);
        diagnostics.push(diagnostic.help(help).and_below(more));
    }
    for (link, count) in of_tags.into_values() {
        let title = target_of(link.article).title;
        let others = match count {
            1 => String::new(),
            2 => ", and none for one more link of this file".to_owned(),
            count => format!(", and none for {} more links of this file", count - 1),
        };
        let message = format!("“{title}” has no heading or anchor `#{}`{others}", link.anchor);
        let help = "the tags that are left out of it may have made them; write `{#…}` behind \
                    headings, or `<a id=\"…\"></a>`";
        let place = prepared.place(&read, &link.url).0;
        diagnostics.push(Diagnostic::warning("broken-anchor", place, message).help(help));
    }
    diagnostics
}
