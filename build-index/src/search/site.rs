//! A built site, opened for searching.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use docent_collector::report::KnownArticle;
use docent_protocol::{ArticlePage, CATALOG_FORMAT, Catalog, LanguageFiles, Site};
use docent_search::{Index, Searcher};
use serde::de::DeserializeOwned;

use crate::emit::{CATALOG, article_file};

/// All articles of a built site, in the languages that they are written in; none of a site that
/// was built without the widget.
///
/// # Errors
///
/// The folder has no site, or one of another version.
pub(crate) fn known_articles(root: &Path) -> Result<Vec<KnownArticle>> {
    let mut articles = Vec::new();
    for files in read_catalog(root)?.languages {
        let site: Site = read_json(&root.join(&files.site))?;
        if site.list.is_empty() {
            continue;
        }
        let list: Vec<[String; 3]> = read_json(&root.join(&site.list))?;
        let own = site.stand_ins.map_or(list.len(), |others| others.from as usize);
        articles.extend(list.into_iter().take(own).map(|[slug, title, _]| KnownArticle {
            lang: files.lang.clone(),
            slug,
            title,
        }));
    }
    Ok(articles)
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let again = || format!("cannot read `{}`; build the site again", path.display());
    let bytes = std::fs::read(path).with_context(again)?;
    serde_json::from_slice(&bytes).with_context(again)
}

/// One language of a built site.
pub(super) struct OpenSite {
    root: PathBuf,
    pub(super) lang: String,
    pub(super) searcher: Searcher<Vec<u8>>,
    /// How long reading and opening the index took.
    pub(super) load_time: Duration,
}

impl OpenSite {
    /// Opens the index of a language, or of the site's default one.
    pub(super) fn open(root: &Path, lang: Option<&str>) -> Result<Self> {
        let catalog = read_catalog(root)?;
        let files = choose(&catalog, lang)?;
        let start = Instant::now();
        let path = root.join(&files.index);
        let bytes = std::fs::read(&path).with_context(|| {
            format!("cannot read the index `{}`; build the site again", path.display())
        })?;
        let index = Index::open(bytes).map_err(|error| {
            anyhow!(
                "cannot open the index `{}`: {error} ({}); build the site again",
                path.display(),
                error.code()
            )
        })?;
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
    pub(super) fn page(&self, key: &str) -> Result<ArticlePage> {
        let path = self.root.join(article_file(key));
        let bytes = std::fs::read(&path).with_context(|| {
            format!("cannot read the article `{}`; build the site again", path.display())
        })?;
        serde_json::from_slice(&bytes).with_context(|| {
            format!("`{}` is no article page; build the site again", path.display())
        })
    }
}

fn read_catalog(root: &Path) -> Result<Catalog> {
    let path = root.join(CATALOG);
    let bytes = std::fs::read(&path).with_context(|| {
        format!(
            "cannot read `{}`; `--site` names a folder that `docent build` wrote",
            path.display()
        )
    })?;
    let advice = "build the site again with this version of docent";
    let value: serde_json::Value = serde_json::from_slice(&bytes)
        .with_context(|| format!("`{}` is not valid JSON; {advice}", path.display()))?;
    let format = value.get("format").and_then(serde_json::Value::as_u64);
    if format != Some(u64::from(CATALOG_FORMAT)) {
        bail!("`{}` has another format than {CATALOG_FORMAT}; {advice}", path.display());
    }
    serde_json::from_value(value)
        .with_context(|| format!("`{}` is not whole; {advice}", path.display()))
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
