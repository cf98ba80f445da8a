//! Judged sets: real help content with queries and the articles that answer them.
//!
//! Others wrote them, so they are no part of the checkout; they lie beside it or where
//! `DOCENT_CORPORA` says. A set is a folder with `docs/`, `queries*.tsv` (`id<TAB>query`),
//! `qrels.tsv` (`id<TAB>article<TAB>grade`) and, in `meta.json`, its language.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use walkdir::WalkDir;

use crate::workspace::Workspace;

/// The variable that names the folder of all sets.
const VARIABLE: &str = "DOCENT_CORPORA";

/// The folder of all sets.
#[derive(Debug)]
pub(crate) struct Corpora(PathBuf);

/// One set, in one language.
#[derive(Debug, Clone)]
pub(crate) struct JudgedSet {
    /// Its folder below all sets, with `/` between the parts: `xquad/de`.
    pub(crate) name: String,
    /// BCP 47 tag.
    pub(crate) lang: String,
    folder: PathBuf,
}

#[derive(Deserialize)]
struct Meta {
    lang: String,
}

impl Corpora {
    /// Finds the folder.
    pub(crate) fn find(workspace: &Workspace) -> Result<Self> {
        let folder = env::var_os(VARIABLE)
            .map_or_else(|| workspace.path("../shared/corpora"), PathBuf::from);
        let corpora = Self(folder);
        if corpora.sets(&[]).is_ok_and(|sets| sets.is_empty()) {
            let folder = workspace.display(&corpora.0);
            bail!("there are no judged sets in {folder}; name their folder in {VARIABLE}");
        }
        Ok(corpora)
    }

    /// The sets of the given names, or below folders of those names; all where none is named.
    pub(crate) fn sets(&self, wanted: &[String]) -> Result<Vec<JudgedSet>> {
        let mut sets = Vec::new();
        let walk = WalkDir::new(&self.0).max_depth(3).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_map(std::result::Result::ok) {
            if entry.file_name() == "qrels.tsv"
                && let Some(folder) = entry.path().parent()
            {
                sets.push(self.set(folder)?);
            }
        }
        if let Some(unknown) =
            wanted.iter().find(|name| !sets.iter().any(|set| is_in(&set.name, name)))
        {
            let names: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
            bail!("there is no set `{unknown}`; known are {}", names.join(", "));
        }
        sets.retain(|set| wanted.is_empty() || wanted.iter().any(|name| is_in(&set.name, name)));
        Ok(sets)
    }

    fn set(&self, folder: &Path) -> Result<JudgedSet> {
        let parts: Vec<_> = folder
            .strip_prefix(&self.0)?
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        let name = parts.join("/");
        let meta = fs::read_to_string(folder.join("meta.json"))
            .with_context(|| format!("the set {name} has no meta.json"))?;
        let meta: Meta = serde_json::from_str(&meta)
            .with_context(|| format!("meta.json of the set {name} names no `lang`"))?;
        Ok(JudgedSet { name, lang: meta.lang, folder: folder.to_path_buf() })
    }
}

/// Whether a set has this name, or lies in the folder of this name.
fn is_in(set: &str, name: &str) -> bool {
    set.strip_prefix(name.trim_end_matches('/'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl JudgedSet {
    /// The folder with the articles.
    pub(crate) fn docs(&self) -> PathBuf {
        self.folder.join("docs")
    }

    /// What answers what.
    pub(crate) fn judgements(&self) -> Result<String> {
        self.read("qrels.tsv")
    }

    /// The names of its files of queries, without their suffix, the plainest first.
    pub(crate) fn query_files(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if let Some(stem) = name.strip_suffix(".tsv").filter(|stem| stem.starts_with("queries"))
            {
                names.push(stem.to_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// Where a file of queries is.
    pub(crate) fn query_path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.tsv"))
    }

    /// The queries of a file, with their ids.
    pub(crate) fn queries(&self, name: &str) -> Result<Vec<(String, String)>> {
        let text = self.read(&format!("{name}.tsv"))?;
        let pairs = text.trim_start_matches('\u{feff}').lines().filter_map(|line| {
            let (id, query) = line.trim_end_matches('\r').split_once('\t')?;
            Some((id.to_owned(), query.to_owned()))
        });
        Ok(pairs.collect())
    }

    fn read(&self, file: &str) -> Result<String> {
        fs::read_to_string(self.folder.join(file))
            .with_context(|| format!("{file} of the set {} could not be read", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_chosen_by_its_name_or_its_folder() {
        assert!(is_in("xquad/de", "xquad/de"));
        assert!(is_in("xquad/de", "xquad") && is_in("xquad/de", "xquad/"));
        assert!(!is_in("xquad/de", "xqua") && !is_in("xquad", "xquad/de"));
    }
}
