//! A site that was built and not written, opened for searching.

use anyhow::{Context as _, Result, anyhow};
use docent_protocol::{ArticlePage, Catalog};
use docent_search::{Hit, Index, Reading, Searcher};

use super::explain;
use crate::emit::{Bundle, CATALOG, article_file};

/// The search of one language, as visitors have it.
pub(crate) struct Engine<'b> {
    bundle: &'b Bundle,
    pub(crate) lang: String,
    searcher: Searcher<Vec<u8>>,
}

/// What a hit leads to.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) slug: String,
    pub(crate) title: String,
    /// Id of its section; empty for the text before the first heading.
    pub(crate) section: String,
}

impl Found {
    /// Slug and section as links and tests name them.
    pub(crate) fn place(&self) -> String {
        if self.section.is_empty() {
            return self.slug.clone();
        }
        format!("{}#{}", self.slug, self.section)
    }
}

impl<'b> Engine<'b> {
    /// Opens all languages of a site.
    ///
    /// # Errors
    ///
    /// The bundle is not whole, which would be a fault of Docent.
    pub(crate) fn all(bundle: &'b Bundle) -> Result<Vec<Self>> {
        let catalog: Catalog = serde_json::from_slice(&bundle.bytes(CATALOG)?)?;
        let engines = catalog.languages.into_iter().map(|files| {
            let index = Index::open(bundle.bytes(&files.index)?.into_owned());
            let mut searcher = Searcher::new(index.map_err(|error| anyhow!("{error}"))?);
            let supplement = bundle.bytes(&files.supplement)?.into_owned();
            searcher.add_supplement(supplement).map_err(|error| anyhow!("{error}"))?;
            Ok(Self { bundle, lang: files.lang, searcher })
        });
        engines.collect()
    }

    /// The best hits for a query, at most `limit`.
    pub(crate) fn ask(&mut self, query: &str, limit: usize) -> Vec<Hit> {
        self.searcher.search(query, limit).hits
    }

    /// The slug of the article that a hit leads to.
    pub(crate) fn slug(&self, hit: &Hit) -> String {
        self.searcher.index().document(hit.doc).map(|stored| stored.slug).unwrap_or_default()
    }

    /// What a hit leads to.
    ///
    /// # Errors
    ///
    /// The bundle is not whole.
    pub(crate) fn found(&self, hit: &Hit) -> Result<Found> {
        let stored = self.searcher.index().document(hit.doc).context("a hit without an article")?;
        let page = self.bundle.bytes(&article_file(&stored.page))?;
        let page: ArticlePage = serde_json::from_slice(&page)?;
        let section = page.sections.get(hit.section as usize).map(|section| section.id.clone());
        Ok(Found { slug: stored.slug, title: page.title, section: section.unwrap_or_default() })
    }

    /// The table that says why a hit scores what it scores.
    pub(crate) fn explain(&self, query: &str, hit: &Hit) -> String {
        explain::table(&self.searcher.explain(query, Reading::Generous, hit))
    }
}
