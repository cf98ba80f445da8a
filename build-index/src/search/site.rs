//! A built site, opened for searching.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use docent_protocol::{ArticlePage, Catalog, LanguageFiles};
use docent_search::Searcher;

use crate::built::{open_index, read_catalog};
use crate::emit::article_file;

/// One language of a built site.
#[derive(Debug)]
pub(crate) struct OpenSite {
    root: PathBuf,
    pub(crate) lang: String,
    pub(crate) searcher: Searcher<Vec<u8>>,
    /// How long reading and opening the index took.
    pub(crate) load_time: Duration,
}

impl OpenSite {
    /// Opens the index of a language, or of the site's default one.
    pub(crate) fn open(root: &Path, lang: Option<&str>) -> Result<Self> {
        let catalog = read_catalog(root)?;
        let files = choose(&catalog, lang)?;
        let start = Instant::now();
        let index = open_index(&root.join(&files.index))?;
        let mut searcher = Searcher::new(index);
        let load_time = start.elapsed();
        let path = root.join(&files.supplement);
        let bytes = std::fs::read(&path)
            .with_context(|| format!("cannot read `{}`; build the site again", path.display()))?;
        searcher.add_supplement(bytes).map_err(|error| {
            anyhow!(
                "cannot open `{}`: {error} ({}); build the site again",
                path.display(),
                error.code()
            )
        })?;
        Ok(Self { root: root.to_owned(), lang: files.lang.clone(), searcher, load_time })
    }

    /// The article page of that key.
    pub(crate) fn page(&self, key: &str) -> Result<ArticlePage> {
        let path = self.root.join(article_file(key));
        let bytes = std::fs::read(&path).with_context(|| {
            format!("cannot read the article `{}`; build the site again", path.display())
        })?;
        serde_json::from_slice(&bytes).with_context(|| {
            format!("`{}` is no article page; build the site again", path.display())
        })
    }
}

fn choose<'c>(catalog: &'c Catalog, lang: Option<&str>) -> Result<&'c LanguageFiles> {
    let known: Vec<_> = catalog.languages.iter().map(|files| files.lang.as_str()).collect();
    let found = match lang {
        Some(lang) => catalog.languages.iter().find(|files| files.lang.eq_ignore_ascii_case(lang)),
        None => catalog.languages.first(),
    };
    found.ok_or_else(|| {
        anyhow!(
            "this site has no language `{}`; it has: {}",
            lang.unwrap_or_default(),
            known.join(", ")
        )
    })
}
