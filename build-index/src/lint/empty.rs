//! Articles without anything to read, and folders without articles.

use docent_protocol::PageSection;

use crate::diagnostic::{Diagnostic, Place};

/// Whether there is neither text nor a picture below the title.
pub(crate) fn empty_article(file: &str, sections: &[PageSection]) -> Option<Diagnostic> {
    let is_empty = sections.iter().all(|section| {
        docent_search::text_of_html(&section.html).is_empty() && !section.html.contains("<img ")
    });
    is_empty.then(|| {
        Diagnostic::warning("empty-article", Place::file(file), "this article has no text")
            .help("write it, or keep it back with `draft: true` in its front matter")
    })
}

/// What an article is, where drafts are left out.
pub(crate) const NO_DRAFT: &str =
    "an article is a file whose name ends with `.md` and that is no draft";

/// Said of a folder without any article.
pub(crate) fn no_article() -> Diagnostic {
    Diagnostic::error("no-article", Place::default(), "there is no article in this folder")
        .help("an article is a file whose name ends with `.md`")
}
