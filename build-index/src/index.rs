//! Articles as documents of the search index.

use docent_protocol::ArticlePage;
use docent_search::{Document, IndexWriter, Section, Written, text_of_html};

use crate::library::Article;

/// An article with its page and the name of the file that holds it.
pub(crate) struct Entry<'a> {
    pub(crate) article: &'a Article,
    pub(crate) page: &'a ArticlePage,
    /// Key of its file below `_docent/articles/`.
    pub(crate) key: &'a str,
}

/// The index of one language; entries in the order of their document numbers.
pub(crate) fn index_of<'a>(lang: &str, entries: impl Iterator<Item = Entry<'a>>) -> Written {
    let mut writer = IndexWriter::new(lang);
    for entry in entries {
        writer.add(document(&entry));
    }
    writer.finish()
}

fn document(entry: &Entry<'_>) -> Document {
    let Entry { article, page, key } = entry;
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
