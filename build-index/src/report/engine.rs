//! Finds articles for the report with the search that customers use.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use docent_collector::report::{Finder, Near, Nearness};
use docent_search::Reading;

use crate::search::site::OpenSite;

/// Below this share of a question's weight, no passage fits; see [`docent_search::Results`].
const NEAR: f32 = 0.2;

/// From this share on, a passage answers it.
const FOUND: f32 = 0.5;

/// The search of a built site, in each of its languages.
#[derive(Debug)]
pub(super) struct Engine {
    root: PathBuf,
    /// Opened when first asked; nothing for a language that the site does not have.
    languages: Mutex<HashMap<String, Option<OpenSite>>>,
}

impl Engine {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root, languages: Mutex::default() }
    }
}

impl Finder for Engine {
    fn nearest(&self, lang: &str, words: &str) -> Option<Near> {
        let mut languages = self.languages.lock().unwrap_or_else(PoisonError::into_inner);
        let open = || OpenSite::open(&self.root, Some(lang)).ok();
        let site = languages.entry(lang.to_owned()).or_insert_with(open).as_mut()?;
        let results = site.searcher.search_as(words, 1, Reading::Generous);
        let hit = results.hits.first().filter(|_| results.coverage >= NEAR)?;
        let slug = site.searcher.index().document(hit.doc)?.slug;
        let how = if results.coverage < FOUND {
            Nearness::Related
        } else if results.corrections.is_empty() {
            Nearness::Found
        } else {
            let meant = results.corrections.iter().map(|correction| &*correction.found);
            Nearness::Spelling { meant: meant.collect::<Vec<_>>().join(" ") }
        };
        Some(Near { slug, how })
    }
}
