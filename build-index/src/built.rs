//! A built site, read back: what it consists of, and which articles it has.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use docent_collector::report::KnownArticle;
use docent_protocol::{CATALOG_FORMAT, Catalog, Site};
use docent_search::Index;
use serde::de::DeserializeOwned;

use crate::emit::CATALOG;

/// What a built site consists of.
///
/// # Errors
///
/// The folder has no site, or one of another version.
pub(crate) fn read_catalog(root: &Path) -> Result<Catalog> {
    let path = root.join(CATALOG);
    let bytes = std::fs::read(&path).with_context(|| {
        format!("cannot read `{}`; is this a folder that `docent build` wrote?", path.display())
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

/// All articles of a built site, in the languages that they are written in.
///
/// # Errors
///
/// The folder has no site, or one of another version.
pub(crate) fn known_articles(root: &Path) -> Result<Vec<KnownArticle>> {
    let mut articles = Vec::new();
    for (at, files) in read_catalog(root)?.languages.into_iter().enumerate() {
        let site: Site = read_json(&root.join(&files.site))?;
        let index = open_index(&root.join(&files.index))?;
        let own = site.stand_ins.map_or(index.num_docs(), |others| others.from);
        // The first language of a site has no folder of its own.
        let folder = if at == 0 { String::new() } else { format!("{}/", files.lang) };
        articles.extend((0..own).filter_map(|doc| index.document(doc)).map(|one| KnownArticle {
            lang: files.lang.clone(),
            title: one.title.to_owned(),
            file: format!("{}.md", one.path),
            url: format!("{folder}{}/", one.slug),
            slug: one.slug,
        }));
    }
    Ok(articles)
}

/// Opens the index of a language.
///
/// # Errors
///
/// It cannot be read, or is no index of this version.
pub(crate) fn open_index(path: &Path) -> Result<Index<Vec<u8>>> {
    let bytes = std::fs::read(path).with_context(|| {
        format!("cannot read the index `{}`; build the site again", path.display())
    })?;
    Index::open(bytes).map_err(|error| {
        anyhow!(
            "cannot open the index `{}`: {error} ({}); build the site again",
            path.display(),
            error.code()
        )
    })
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let again = || format!("cannot read `{}`; build the site again", path.display());
    let bytes = std::fs::read(path).with_context(again)?;
    serde_json::from_slice(&bytes).with_context(again)
}
