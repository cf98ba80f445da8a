//! From bytes to a folder: content-hashed names, compressed twins, and the steps that leave the
//! old folder whole until all that is new is on the disk.

mod folder;
mod patch;
mod twins;
mod write;

use std::collections::BTreeMap;

use docent_search::PAGE_KEY_LEN;

pub(crate) use folder::{CATALOG, Folder};
pub(crate) use write::WriteStats;

/// How much work a file's compression is worth: what every visitor loads, or one of many pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    Best,
    Quick,
}

/// A file to write.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) bytes: Vec<u8>,
    pub(crate) effort: Effort,
}

/// Files by their path below the output folder.
#[derive(Debug, Default)]
pub(crate) struct Bundle {
    pub(crate) files: BTreeMap<String, Output>,
}

impl Bundle {
    pub(crate) fn add(
        &mut self,
        path: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        effort: Effort,
    ) {
        self.files.insert(path.into(), Output { bytes: bytes.into(), effort });
    }

    /// Adds a file whose name carries the hash of its content, and returns its path.
    pub(crate) fn add_hashed(
        &mut self,
        stem: &str,
        suffix: &str,
        bytes: Vec<u8>,
        effort: Effort,
    ) -> String {
        let path = format!("_docent/{stem}-{}.{suffix}", hash_of(&bytes));
        self.add(path.clone(), bytes, effort);
        path
    }
}

/// What the catalog of a build says about the program that made it.
pub(crate) fn generator() -> String {
    format!("docent {}", env!("CARGO_PKG_VERSION"))
}

/// The key of an article page, which names its file and changes with its content. The index
/// stores it for every article, so it is short.
pub(crate) fn page_key(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..2 * PAGE_KEY_LEN].to_owned()
}

/// Where the article page of that key is.
pub(crate) fn article_file(key: &str) -> String {
    format!("_docent/articles/{key}.json")
}

/// The first 16 hexadecimal digits of the BLAKE3 hash, for names that change with their content.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
