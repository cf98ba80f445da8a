//! What earlier builds of this process worked out, so that the next one works out only what changed.
//!
//! Each result is kept under a hash of all that it depends on, so a build with a memory gives the
//! same bytes as one without. What a build did not need is forgotten.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use docent_search::CountedDocument;
use rayon::prelude::*;

use crate::article::Prepared;
use crate::article::front_matter::FrontMatter;
use crate::diagnostic::Diagnostic;
use crate::related::Nearness;
use crate::source::SourceFile;

/// A hash of what a result depends on.
pub(crate) type Key = [u8; blake3::OUT_LEN];

/// Everything that is kept. A single build begins with an empty one.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Front matter, by file.
    pub(crate) fronts: Kept<(FrontMatter, Vec<Diagnostic>)>,
    /// Cleaned HTML, by file and texts of the language.
    pub(crate) prepared: Kept<(Prepared, Vec<Diagnostic>)>,
    /// Counted words, by language and article page.
    pub(crate) counted: BTreeMap<String, Kept<CountedDocument>>,
    /// What is near the words of the articles.
    pub(crate) nearness: Nearness,
}

/// Results of one kind, as of the last build.
#[derive(Debug)]
pub(crate) struct Kept<T>(HashMap<Key, Arc<T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Send + Sync> Kept<T> {
    /// The results for all items in their order: those that are known, and what `make` gives for
    /// the others. Results for anything else are forgotten.
    pub(crate) fn of_all<I: Sync>(
        &mut self,
        items: &[I],
        key: impl Fn(&I) -> Key + Sync,
        make: impl Fn(&I) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let results: Vec<_> = items
            .par_iter()
            .map(|item| {
                let key = key(item);
                let known = self.0.get(&key).cloned();
                (key, known.unwrap_or_else(|| Arc::new(make(item))))
            })
            .collect();
        self.0 = results.iter().cloned().collect();
        results.into_iter().map(|(_, result)| result).collect()
    }
}

/// A key of some parts, whose bounds count.
pub(crate) fn key_of(parts: &[&[u8]]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The key of a file: its path, which diagnostics name, and its text.
pub(crate) fn key_of_file(file: &SourceFile) -> Key {
    key_of(&[file.path.as_bytes(), file.text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_what_is_new_is_made_and_only_what_is_asked_for_is_kept() {
        let mut kept = Kept::default();
        let made = AtomicUsize::new(0);
        let mut of = |items: &[&str]| {
            made.store(0, Ordering::Relaxed);
            let make = |item: &&str| {
                made.fetch_add(1, Ordering::Relaxed);
                item.to_uppercase()
            };
            let all = kept.of_all(items, |item| key_of(&[item.as_bytes()]), make);
            let all: Vec<_> = all.iter().map(|one| one.as_str().to_owned()).collect();
            (all.concat(), made.load(Ordering::Relaxed))
        };
        assert_eq!(of(&["a", "b"]), ("AB".to_owned(), 2));
        assert_eq!(of(&["c", "a"]), ("CA".to_owned(), 1));
        assert_eq!(of(&["b", "c"]), ("BC".to_owned(), 1), "b is forgotten");
    }

    #[test]
    fn a_key_tells_where_its_parts_end() {
        assert_ne!(key_of(&[b"ab", b"c"]), key_of(&[b"a", b"bc"]));
        assert_ne!(key_of(&[b"a"]), key_of(&[b"a", b""]));
    }
}
