//! The search index of the site, and what the list shows of its answers.

use std::ops::Range;

use docent_protocol::ArticlePage;
use docent_search::{Explanation, Index, OpenError, Reading, Results, Searcher};

use crate::site::Site;
use crate::state::{Fit, Found, FoundHit, Marked};

/// Hits that the list shows.
const LIMIT: usize = 12;

/// Characters of a snippet: two lines of the panel at its usual width.
const SNIPPET_CHARS: usize = 150;

/// Characters of an answer that is shown on top.
const ANSWER_CHARS: usize = 360;

/// Articles that are suggested while a message is written.
const SUGGESTIONS: usize = 3;

/// Characters that a message needs to say what it is about.
const TELLING_CHARS: usize = 12;

// Loops: the standard library has several functions for each kind of iterator that is collected.

/// Searches, and remembers the last answer for its snippets.
pub(crate) struct Engine {
    searcher: Searcher<Vec<u8>>,
    /// Category of each document, by its position in the site's list.
    categories: Vec<Option<usize>>,
    results: Results,
}

/// A hit as the page gets it.
pub(crate) struct PlainHit {
    pub(crate) doc: u32,
    pub(crate) title: String,
    pub(crate) path: String,
    pub(crate) slug: String,
    pub(crate) section: u32,
    pub(crate) heading: String,
    pub(crate) score: f32,
}

impl Engine {
    /// Opens the index.
    pub(crate) fn open(bytes: Vec<u8>, site: &Site) -> Result<Self, OpenError> {
        let index = Index::open(bytes)?;
        let mut categories = vec![None; index.num_docs() as usize];
        for (at, category) in site.categories.iter().enumerate() {
            for &doc in &category.articles {
                if let Some(slot) = categories.get_mut(doc as usize) {
                    *slot = Some(at);
                }
            }
        }
        Ok(Self { searcher: Searcher::new(index), categories, results: Results::default() })
    }

    /// Adds what first results can do without. A damaged supplement leaves them as they are.
    pub(crate) fn add_supplement(&mut self, bytes: Vec<u8>) -> bool {
        self.searcher.add_supplement(bytes).is_ok()
    }

    /// Answers what was typed.
    pub(crate) fn find(&mut self, query: &str, literal: bool, site: &Site) -> Found {
        self.results = self.searcher.search_as(query, LIMIT, reading(literal));
        let index = self.searcher.index();
        let mark = |text: &str| Marked {
            marks: self.searcher.highlight(&self.results, text),
            text: text.to_owned(),
        };
        let mut hits = Vec::new();
        for hit in &self.results.hits {
            let Some(document) = index.document(hit.doc) else { continue };
            let category = self.categories.get(hit.doc as usize).copied().flatten();
            let category = category.and_then(|at| site.categories.get(at));
            hits.push(FoundHit {
                slug: document.slug,
                is_stand_in: hit.doc >= site.stand_ins.from,
                section: hit.section,
                title: mark(document.title),
                category: category.map_or_else(String::new, |category| category.title.clone()),
                heading: mark(self.searcher.heading(hit.doc, hit.section)),
                snippet: None,
            });
        }
        let mut corrected = Vec::new();
        for correction in &self.results.corrections {
            corrected.push(correction.found.clone());
        }
        Found {
            hits,
            corrected,
            fit: Fit::of_coverage(self.results.coverage),
            is_clear: self.results.is_clear,
        }
    }

    /// Title of each hit of the last answer, and what its score is made of.
    pub(crate) fn explanations(&self, query: &str, literal: bool) -> Vec<(String, Explanation)> {
        let index = self.searcher.index();
        let explain = |hit| self.searcher.explain(query, reading(literal), hit);
        let title = |doc| index.document(doc).map_or("", |document| document.title).to_owned();
        self.results.hits.iter().map(|hit| (title(hit.doc), explain(hit))).collect()
    }

    /// Answers the page, without a trace in the list.
    pub(crate) fn each_hit(&mut self, query: &str, limit: usize, mut tell: impl FnMut(PlainHit)) {
        let results = self.searcher.search(query, limit);
        let index = self.searcher.index();
        for hit in &results.hits {
            if let Some(document) = index.document(hit.doc) {
                tell(PlainHit {
                    doc: hit.doc,
                    title: document.title.to_owned(),
                    path: document.path,
                    slug: document.slug,
                    section: hit.section,
                    heading: self.searcher.heading(hit.doc, hit.section).to_owned(),
                    score: hit.score,
                });
            }
        }
    }

    /// Articles that may answer a whole message; none if it is too short to tell or if nothing fits.
    pub(crate) fn suggestions(&mut self, text: &str) -> Vec<u32> {
        if text.chars().count() < TELLING_CHARS {
            return Vec::new();
        }
        let results = self.searcher.search(text, SUGGESTIONS);
        if Fit::of_coverage(results.coverage) == Fit::Poor {
            return Vec::new();
        }
        results.hits.iter().map(|hit| hit.doc).collect()
    }

    /// The sentences of an article's section that answer the last query; more of them where they
    /// are the answer.
    pub(crate) fn snippet(&self, page: &ArticlePage, section: u32, long: bool) -> Option<Marked> {
        let section = page.sections.get(section as usize)?;
        let snippet = self.searcher.snippet(
            &self.results,
            &section.html,
            if long { ANSWER_CHARS } else { SNIPPET_CHARS },
        );
        Some(Marked { text: snippet.text, marks: snippet.highlights })
    }

    /// Where the words of the last answer stand in a text.
    pub(crate) fn highlight(&self, text: &str) -> Vec<Range<usize>> {
        self.searcher.highlight(&self.results, text)
    }

    /// Slug and title of a document.
    pub(crate) fn entry(&self, doc: u32) -> Option<(String, String)> {
        let document = self.searcher.index().document(doc)?;
        Some((document.slug, document.title.to_owned()))
    }

    /// Document number of an article.
    pub(crate) fn find_slug(&self, slug: &str) -> Option<u32> {
        self.searcher.index().find_slug(slug)
    }

    /// Key of the article page.
    pub(crate) fn page_key(&self, slug: &str) -> Option<String> {
        Some(self.searcher.index().document(self.find_slug(slug)?)?.page)
    }
}

fn reading(literal: bool) -> Reading {
    if literal { Reading::Literal } else { Reading::Generous }
}
