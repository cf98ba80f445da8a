//! From bytes to a folder: content-hashed names, compressed twins, and the steps that leave the
//! old folder whole until all that is new is on the disk.

mod files;
mod folder;
mod fresh;
mod gate;
mod patch;
mod twins;
mod write;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use docent_search::PAGE_KEY_LEN;

pub(crate) use files::{Size, Sizes};
pub(crate) use folder::{CATALOG, Folder};
pub(crate) use write::Writer;

use crate::spool::{Spool, Text};

/// How much work a file's compression is worth: what every visitor loads, or one of many pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    Best,
    Quick,
}

/// A file to write.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) effort: Effort,
}

impl Output {
    fn new(bytes: Vec<u8>, effort: Effort) -> Self {
        Self { bytes: bytes.into(), effort }
    }
}

/// The files of a site.
#[derive(Debug, Default)]
pub(crate) struct Bundle {
    /// Those in memory, by their path below the output folder.
    pub(crate) files: BTreeMap<String, Output>,
    many: Many,
}

/// Where the files are of which there are many or that are large: those of articles, pictures.
#[derive(Debug, Default)]
enum Many {
    /// In memory like the others.
    #[default]
    Here,
    /// On the disk as soon as they are made.
    Written(Box<Writer>),
    /// Put away, as far as a search reads them; the others are made for their faults only.
    Searched { spool: Arc<Spool>, pages: HashMap<String, Text> },
}

impl Bundle {
    /// Files that are written while others are made.
    pub(crate) fn with(writer: Writer) -> Self {
        Self { many: Many::Written(writer.into()), ..Self::default() }
    }

    /// Files that are only searched.
    pub(crate) fn to_search(spool: Arc<Spool>) -> Self {
        Self { many: Many::Searched { spool, pages: HashMap::new() }, ..Self::default() }
    }

    pub(crate) fn add(
        &mut self,
        path: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        effort: Effort,
    ) {
        let (path, output) = (path.into(), Output::new(bytes.into(), effort));
        if let Many::Written(writer) = &mut self.many
            && writer.begin(&path, &output)
        {
            return;
        }
        debug_assert!(self.files.get(&path).is_none_or(|known| known.bytes == output.bytes));
        self.files.insert(path, output);
    }

    /// Adds some of the files of which there are many or that are large: those of articles, pictures.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    pub(crate) fn add_many(&mut self, files: Vec<(String, Vec<u8>)>) -> Result<()> {
        let outputs = |files: Vec<(String, Vec<u8>)>| {
            files.into_iter().map(|(path, bytes)| (path, Output::new(bytes, Effort::Quick)))
        };
        match &mut self.many {
            Many::Here => self.files.extend(outputs(files)),
            Many::Written(writer) => writer.write(outputs(files).collect())?,
            Many::Searched { spool, pages } => {
                let searched = files.into_iter().filter(|(path, _)| path.starts_with(ARTICLES));
                for (path, bytes) in searched {
                    pages.insert(path, spool.text(String::from_utf8(bytes)?));
                }
            }
        }
        Ok(())
    }

    /// What one of the files holds.
    ///
    /// # Errors
    ///
    /// There is no such file, or it can no longer be read.
    pub(crate) fn bytes(&self, path: &str) -> Result<Cow<'_, [u8]>> {
        if let Some(output) = self.files.get(path) {
            return Ok(Cow::Borrowed(output.bytes.as_slice()));
        }
        let found = match &self.many {
            Many::Here => None,
            Many::Written(writer) => Some(writer.read(path)?),
            Many::Searched { spool, pages } => {
                let page = pages.get(path).map(|page| page.read().into_owned().into_bytes());
                spool.check()?;
                page
            }
        };
        found.map(Cow::Owned).with_context(|| format!("the site has no `{path}`"))
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

/// The key of an article page whose bytes have that BLAKE3 hash: it names its file and changes with
/// its content. The index stores it for every article, so it is short.
pub(crate) fn page_key(hash: &blake3::Hash) -> String {
    hash.to_hex()[..2 * PAGE_KEY_LEN].to_owned()
}

/// Where the article pages are.
const ARTICLES: &str = "_docent/articles/";

/// Where the article page of that key is.
pub(crate) fn article_file(key: &str) -> String {
    format!("{ARTICLES}{key}.json")
}

/// The first 16 hexadecimal digits of the BLAKE3 hash, for names that change with their content.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
