//! What browsers are shown: the files of the last build without errors, and what is to be said.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;

use crate::emit::Bundle;

/// What is shown at one time.
#[derive(Clone, Debug, Default)]
pub(super) struct Preview {
    /// None before the first build without errors.
    pub(super) site: Option<Arc<Site>>,
    /// The one before: a page that has not heard of the new one yet may still fetch from it.
    pub(super) before: Option<Arc<Site>>,
    /// What pages are told, as JSON.
    pub(super) message: Arc<str>,
}

/// The files of one build.
#[derive(Debug)]
pub(super) struct Site {
    /// A hash of all of them.
    pub(super) version: String,
    files: BTreeMap<String, Bytes>,
}

impl Site {
    pub(super) fn of(bundle: Bundle) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut files = BTreeMap::new();
        for (path, output) in bundle.files {
            hasher.update(path.as_bytes());
            hasher.update(&output.bytes.len().to_le_bytes());
            hasher.update(output.bytes.as_slice());
            files.insert(path, Arc::unwrap_or_clone(output.bytes).into());
        }
        Self { version: hasher.finalize().to_hex()[..16].to_owned(), files }
    }

    pub(super) fn file(&self, path: &str) -> Option<&Bytes> {
        self.files.get(path)
    }
}

impl Preview {
    /// The version of what is shown; empty before there is any.
    pub(super) fn version(&self) -> &str {
        self.site.as_ref().map_or("", |site| &site.version)
    }

    /// A file by its path below the root.
    pub(super) fn file(&self, path: &str) -> Option<&Bytes> {
        let now = self.site.as_ref().and_then(|site| site.file(path));
        now.or_else(|| {
            // Only names with a hash: what was under them is what was meant.
            let before = self.before.as_ref().filter(|_| path.starts_with("_docent/"))?;
            before.file(path)
        })
    }
}
