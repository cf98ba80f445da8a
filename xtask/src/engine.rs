//! The engines that are compared, and how large the index of each is on its way to a visitor.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::size::brotli_bytes;

/// Docent, or a peer in one of its set-ups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Engine {
    Docent,
    /// MiniSearch as it comes: whole words only.
    MiniSearch,
    /// MiniSearch as its documentation builds a search box: prefixes and typos everywhere.
    MiniSearchBox,
    /// MiniSearch with a stemmer, prefixes and typos where they help.
    MiniSearchCare,
    Pagefind,
}

impl Engine {
    pub(crate) const ALL: [Self; 5] =
        [Self::Docent, Self::MiniSearch, Self::MiniSearchBox, Self::MiniSearchCare, Self::Pagefind];

    /// Its name in files, which the scripts in `xtask/peers` use too.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Docent => "docent",
            Self::MiniSearch => "minisearch",
            Self::MiniSearchBox => "minisearch-box",
            Self::MiniSearchCare => "minisearch-care",
            Self::Pagefind => "pagefind",
        }
    }

    pub(crate) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.key() == key)
    }

    /// Bytes of its index after Brotli at its best setting. Pagefind compresses its many files
    /// itself, with gzip, so those count as they are.
    pub(crate) fn index_bytes(self, docent: &Path, runs: &Path) -> Result<u64> {
        let peer = runs.join(self.key());
        match self {
            Self::Docent => brotli_of_file(docent),
            Self::MiniSearch | Self::MiniSearchBox | Self::MiniSearchCare => {
                brotli_of_file(&peer.join("index.json"))
            }
            Self::Pagefind => bytes_of_pagefind(&peer.join("index")),
        }
    }
}

/// Bytes of a file after Brotli.
pub(crate) fn brotli_of_file(path: &Path) -> Result<u64> {
    let bytes = fs::read(path).with_context(|| format!("{} is missing", path.display()))?;
    brotli_bytes(&bytes)
}

/// Everything that depends on the articles: the words, the fragments, and the list of both.
fn bytes_of_pagefind(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in WalkDir::new(folder) {
        let entry = entry.context("the index of Pagefind is missing")?;
        let extension = entry.path().extension().unwrap_or_default();
        if ["pf_index", "pf_fragment", "pf_meta"].iter().any(|known| extension == *known) {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_is_found_by_its_key() {
        for engine in Engine::ALL {
            assert_eq!(Engine::of_key(engine.key()), Some(engine));
        }
        assert_eq!(Engine::of_key("other"), None);
    }
}
