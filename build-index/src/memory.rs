//! What earlier builds of this process worked out, so that the next one works out only what changed.
//!
//! Each result is kept under a hash of all that it depends on, so a build with a memory gives the
//! same bytes as one without. What a build did not need is forgotten. A program that builds once
//! has no use for any of it and keeps [nothing](Memory::none), so that it needs less.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use docent_search::CountedDocument;
use rayon::prelude::*;

use crate::article::Prepared;
use crate::article::front_matter::FrontMatter;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use crate::spool::Spool;

/// A hash of what a result depends on.
pub(crate) type Key = [u8; blake3::OUT_LEN];

/// How many articles are worked on before the results are handed on, written or put away: enough for
/// all processors, and few enough that they take little memory.
pub(crate) const AT_ONCE: usize = 256;

/// How many bytes of text each processor has of them. It is some ten times as much while it is made
/// into pages.
const AT_ONCE_BYTES: usize = 1 << 20;

/// As much stays in memory of any build: what is made of a thousand articles, so that most sites need
/// no file for it.
const ROOM: usize = 8 << 20;

/// Everything that is kept.
#[derive(Debug)]
pub(crate) struct Memory {
    is_kept: bool,
    /// How many bytes of a build that is not kept stay in memory until it has ended.
    pub(crate) room: usize,
    /// Front matter, by file.
    pub(crate) fronts: Kept<(FrontMatter, Vec<Diagnostic>)>,
    /// Cleaned HTML, by file and texts of the language.
    pub(crate) prepared: Kept<(Arc<Prepared>, Vec<Diagnostic>)>,
    /// By language.
    counted: BTreeMap<String, Kept<CountedDocument>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new(true)
    }
}

impl Memory {
    /// For a program that builds once.
    pub(crate) fn none() -> Self {
        Self::new(false)
    }

    fn new(is_kept: bool) -> Self {
        Self {
            is_kept,
            room: ROOM,
            fronts: Kept::new(is_kept),
            prepared: Kept::new(is_kept),
            counted: BTreeMap::new(),
        }
    }

    /// Where a build puts away the texts of its articles: near the site, or with other temporary files
    /// if none is written; in memory where they are kept.
    pub(crate) fn spool(&self, site: Option<&Path>) -> Arc<Spool> {
        Arc::new(match site {
            _ if self.is_kept => Spool::in_memory(),
            Some(site) => Spool::near(site, self.room),
            None => Spool::apart(self.room),
        })
    }

    /// Counted words, by article page, of a language.
    pub(crate) fn counted(&mut self, lang: &str) -> &mut Kept<CountedDocument> {
        self.counted.entry(lang.to_owned()).or_insert_with(|| Kept::new(self.is_kept))
    }
}

/// Results of one kind, as of the last build.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    known: HashMap<Key, Arc<T>>,
    is_kept: bool,
}

/// Results of one kind for a build.
pub(crate) struct Round<'k, T> {
    earlier: HashMap<Key, Arc<T>>,
    kept: &'k mut Kept<T>,
}

impl<T: Send + Sync> Kept<T> {
    fn new(is_kept: bool) -> Self {
        Self { known: HashMap::new(), is_kept }
    }

    /// Begins a build. Results of the last one that it does not ask for are forgotten.
    pub(crate) fn round(&mut self) -> Round<'_, T> {
        Round { earlier: std::mem::take(&mut self.known), kept: self }
    }
}

impl<T: Send + Sync> Round<'_, T> {
    /// The results for some items in their order: those that are known, and what `make` gives for the
    /// others. Whoever has many asks for [some](AT_ONCE) at a time.
    pub(crate) fn of<I: Sync>(
        &mut self,
        items: &[I],
        key: impl Fn(&I) -> Key + Sync,
        make: impl Fn(&I) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let of = |item: &I| {
            if !self.kept.is_kept {
                return (None, Arc::new(make(item)));
            }
            let key = key(item);
            let known = self.earlier.get(&key).cloned();
            (Some(key), known.unwrap_or_else(|| Arc::new(make(item))))
        };
        let results: Vec<_> = items.par_iter().map(of).collect();
        let known = results.iter().filter_map(|(key, result)| Some(((*key)?, result.clone())));
        self.kept.known.extend(known);
        results.into_iter().map(|(_, result)| result).collect()
    }
}

/// Cuts items of so many bytes into rounds of what is [worked on at once](AT_ONCE); what is larger
/// than that has one for itself.
pub(crate) fn rounds<T>(items: &[T], bytes: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    let bytes_max = AT_ONCE_BYTES * rayon::current_num_threads();
    let (mut count, mut sum) = (0, 0);
    items.chunk_by(move |item, next| {
        count += 1;
        sum += bytes(item);
        let fits = count < AT_ONCE && sum + bytes(next) <= bytes_max;
        if !fits {
            (count, sum) = (0, 0);
        }
        fits
    })
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
    key_of(&[file.path.as_bytes(), file.text().as_bytes()])
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_what_is_new_is_made_and_only_what_is_asked_for_is_kept() {
        let mut kept = Kept::new(true);
        let made = AtomicUsize::new(0);
        let mut of = |items: &[&str]| {
            made.store(0, Ordering::Relaxed);
            let make = |item: &&str| {
                made.fetch_add(1, Ordering::Relaxed);
                item.to_uppercase()
            };
            let all = kept.round().of(items, |item| key_of(&[item.as_bytes()]), make);
            let all: Vec<_> = all.iter().map(|one| one.as_str().to_owned()).collect();
            (all.concat(), made.load(Ordering::Relaxed))
        };
        assert_eq!(of(&["a", "b"]), ("AB".to_owned(), 2));
        assert_eq!(of(&["c", "a"]), ("CA".to_owned(), 1));
        assert_eq!(of(&["b", "c"]), ("BC".to_owned(), 1), "b is forgotten");
    }

    #[test]
    fn what_keeps_nothing_makes_everything_again() {
        let mut kept = Kept::new(false);
        for _ in 0..2 {
            let made = AtomicUsize::new(0);
            let make = |item: &usize| (*item, made.fetch_add(1, Ordering::Relaxed)).0;
            let items: Vec<_> = (0..9).collect();
            let all = kept.round().of(&items, |item| key_of(&[&item.to_le_bytes()]), make);
            assert!(all.iter().map(|one| **one).eq(items.iter().copied()));
            assert_eq!(made.into_inner(), items.len());
        }
    }

    #[test]
    fn rounds_have_neither_too_many_items_nor_too_many_bytes() {
        let lengths = |bytes: &[usize]| {
            let rounds: Vec<_> = rounds(bytes, |bytes| *bytes).collect();
            assert_eq!(rounds.concat(), bytes);
            rounds.iter().map(|round| round.len()).collect::<Vec<_>>()
        };
        let most = AT_ONCE_BYTES * rayon::current_num_threads();
        assert_eq!(lengths(&[]), [0; 0]);
        assert_eq!(lengths(&[1; 2 * AT_ONCE + 1]), [AT_ONCE, AT_ONCE, 1]);
        assert_eq!(lengths(&[most - 1, 1, 1, most + 1, most, 0]), [2, 1, 1, 2]);
    }

    #[test]
    fn a_key_tells_where_its_parts_end() {
        assert_ne!(key_of(&[b"ab", b"c"]), key_of(&[b"a", b"bc"]));
        assert_ne!(key_of(&[b"a"]), key_of(&[b"a", b""]));
    }
}
