//! Articles as documents of the search index.

use docent_protocol::ArticlePage;
use docent_search::{CountedDocument, Document, IndexWriter, Section, Written, text_of_html};

use crate::library::Article;
use crate::memory::{Kept, Key, Round, key_of};

/// An article with its page and the name of the file that holds it.
pub(crate) struct Entry<'a> {
    pub(crate) article: &'a Article,
    pub(crate) page: &'a ArticlePage,
    pub(crate) file: &'a PageFile,
}

/// What is known of the file of an article page.
#[derive(Debug)]
pub(crate) struct PageFile {
    /// Names it below `_docent/articles/`.
    pub(crate) key: String,
    /// Hash of what it holds, which is all of the page.
    pub(crate) hash: Key,
}

/// The index of one language in the making.
pub(crate) struct Indexing<'k> {
    writer: IndexWriter,
    round: Round<'k, CountedDocument>,
}

impl<'k> Indexing<'k> {
    pub(crate) fn begin(lang: &str, kept: &'k mut Kept<CountedDocument>) -> Self {
        Self { writer: IndexWriter::new(lang), round: kept.round() }
    }

    /// Adds some documents, in the order of their numbers.
    pub(crate) fn add(&mut self, entries: &[Entry<'_>]) {
        let count = |entry: &Entry<'_>| CountedDocument::of(document(entry));
        for document in self.round.of(entries, key, count) {
            self.writer.add_counted(&document);
        }
    }

    pub(crate) fn finish(self) -> Written {
        self.writer.finish()
    }
}

/// All that a document is made of.
fn key(entry: &Entry<'_>) -> Key {
    let article = entry.article;
    let keywords = article.front.keywords.iter().map(String::as_bytes);
    let own = [article.path.as_bytes(), &entry.file.hash];
    let parts: Vec<_> = own.into_iter().chain(keywords).collect();
    key_of(&parts)
}

fn document(entry: &Entry<'_>) -> Document {
    let Entry { article, page, file } = entry;
    Document {
        title: page.title.clone(),
        keywords: article.front.keywords.clone(),
        description: page.description.clone(),
        path: article.path.clone(),
        slug: page.slug.clone(),
        page: file.key.clone(),
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
