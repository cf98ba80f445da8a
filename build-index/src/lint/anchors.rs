//! Links to a heading or another anchor that is not in the article.

use crate::article::Prepared;
use crate::article::slug::Ids;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::SourceFile;

/// A link with an anchor, as an article has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnchorLink {
    /// As it was written.
    pub(crate) url: String,
    /// Number of the article it leads to.
    pub(crate) article: usize,
    pub(crate) anchor: String,
}

/// Checks the anchors of one article's links. `ids_of` gives title and ids of any article.
pub(crate) fn broken_anchors<'a>(
    file: &SourceFile,
    prepared: &Prepared,
    links: &[AnchorLink],
    ids_of: impl Fn(usize) -> (&'a str, &'a Ids),
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut told = std::collections::BTreeSet::new();
    for link in links {
        let (title, ids) = ids_of(link.article);
        if ids.contains(&link.anchor) || !told.insert(&link.url) {
            continue;
        }
        let (place, _) = prepared.place(file, &link.url);
        let message = format!("“{title}” has no heading or anchor `#{}`", link.anchor);
        let help = match nearest(&link.anchor, ids.iter()) {
            Some(near) => format!("the nearest one is `#{near}`"),
            None => {
                "link to the article alone, or add `{#…}` to the heading that is meant".to_owned()
            }
        };
        diagnostics.push(Diagnostic::warning("broken-anchor", place, message).help(help));
    }
    diagnostics
}
