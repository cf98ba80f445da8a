//! Articles as documents of the search index.

use docent_protocol::ArticlePage;
use docent_search::{CountedDocument, Document, IndexWriter, Section, Written, text_of_html};

use crate::library::Article;
use crate::memory::{Kept, Key, key_of};

/// An article with its page and the name of the file that holds it.
pub(crate) struct Entry<'a> {
    pub(crate) article: &'a Article,
    pub(crate) page: &'a ArticlePage,
    /// Key of its file below `_docent/articles/`.
    pub(crate) key: &'a str,
    /// What that file holds: all of the page.
    pub(crate) json: &'a [u8],
}

/// The index of one language; entries in the order of their document numbers.
pub(crate) fn index_of(
    lang: &str,
    entries: &[Entry<'_>],
    kept: &mut Kept<CountedDocument>,
) -> Written {
    let counted = kept.of_all(entries, key, |entry| CountedDocument::of(document(entry)));
    let mut writer = IndexWriter::new(lang);
    for document in counted {
        writer.add_counted(&document);
    }
    writer.finish()
}

/// All that a document is made of.
fn key(entry: &Entry<'_>) -> Key {
    let article = entry.article;
    let keywords = article.front.keywords.iter().map(String::as_bytes);
    let parts: Vec<_> = [article.path.as_bytes(), entry.json].into_iter().chain(keywords).collect();
    key_of(&parts)
}

fn document(entry: &Entry<'_>) -> Document {
    let Entry { article, page, key, .. } = entry;
    Document {
        title: page.title.clone(),
        keywords: article.front.keywords.clone(),
        description: page.description.clone(),
        path: article.path.clone(),
        slug: page.slug.clone(),
        page: (*key).to_owned(),
        sections: page
            .sections
            .iter()
            .map(|section| Section {
                heading: section.title.clone(),
                level: section.level,
                text: text_of_html(&section.html),
            })
            .collect(),
    }
}
