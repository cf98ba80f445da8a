//! A built site, read back: what it consists of, and which articles it has.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use docent_collector::report::KnownArticle;
use docent_protocol::{CATALOG_FORMAT, Catalog, Site};
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
