//! Answers to what is typed, and the snippets that follow.

use super::Runtime;
use crate::events::emit;
use crate::more::more;
use crate::page;
use crate::state::{Happening, Message};

/// Articles that are fetched ahead for their snippets: as many as a panel shows without scrolling.
const AHEAD: usize = 5;

impl Runtime {
    pub(super) fn search(&self, query: &str, literal: bool) {
        let found = self.engine.borrow_mut().find(query, literal, &self.site);
        self.send(Message::Found(found));
        self.fill_snippets();
        self.fetch_supplement();
    }

    /// Once first results are there, fetches what makes them better: headings and close words.
    fn fetch_supplement(&self) {
        let (asked, settled) = self.supplement.replace((true, self.supplement.get().1));
        if asked || settled {
            return;
        }
        let url = page::resolve(&self.site.supplement, &self.config.base);
        let me = self.weak();
        let then = move |bytes: Option<Vec<u8>>| {
            if let Some(runtime) = me.upgrade() {
                // The second half reads it, and the next click may need that as well.
                runtime.with_more(Box::new(move |runtime| runtime.add_supplement(bytes)));
            }
        };
        page::fetch_bytes(&url, &self.frame.signal(), Box::new(then));
    }

    fn add_supplement(&self, bytes: Option<Vec<u8>>) {
        let added = match (bytes, more()) {
            (Some(bytes), Some(more)) => more.add_supplement(&mut self.engine.borrow_mut(), bytes),
            _ => false,
        };
        let (query, literal) = self.model.peek(|state| (state.query.clone(), state.literal));
        if added && !query.trim().is_empty() {
            self.search(&query, literal);
        }
        self.settle_supplement();
    }

    /// Searching is as good as it gets: what waits for that is run.
    pub(super) fn settle_supplement(&self) {
        let (asked, _) = self.supplement.get();
        self.supplement.set((asked, asked));
        if asked {
            self.waiting.take().into_iter().for_each(|run| run());
        }
    }

    /// Runs something once searching is as good as it gets: at once, or when the supplement is
    /// there or is not to be had.
    pub(crate) fn when_settled(&self, run: Box<dyn FnOnce()>) {
        if self.supplement.get().1 {
            return run();
        }
        self.waiting.borrow_mut().push(run);
        self.fetch_supplement();
    }

    /// Tells the page what was searched for, once the visitor has stopped typing.
    pub(super) fn emit_search_when_typed(&self, query: String, hits: usize) {
        self.later(&self.timers.emit_search, 1_000, move |runtime| {
            emit(&runtime.frame, Happening::Search { query, hits });
        });
    }

    /// Fetches the articles of the first hits.
    pub(super) fn prefetch(&self) {
        for (_, slug, _) in self.first_hits().into_iter().take(AHEAD) {
            self.fetch(&slug);
        }
    }

    /// Cuts snippets out of the articles that have arrived.
    pub(super) fn fill_snippets(&self) {
        let mut snippets = Vec::new();
        let clear = self.model.peek(|s| s.found.as_ref().is_some_and(|found| found.is_clear));
        for (at, slug, section) in self.first_hits() {
            let long = clear && at == 0;
            if let Some(page) = self.page(&slug)
                && let Some(snippet) = self.engine.borrow().snippet(&page, section, long)
            {
                snippets.push((at, snippet));
            }
        }
        if !snippets.is_empty() {
            self.send(Message::Snippets(snippets));
        }
    }

    fn first_hits(&self) -> Vec<(usize, String, u32)> {
        self.model.peek(|state| {
            let mut first = Vec::new();
            let hits = state.found.as_ref().map_or(&[][..], |found| &found.hits);
            for hit in hits.iter().take(AHEAD) {
                first.push((first.len(), hit.slug.clone(), hit.section));
            }
            first
        })
    }
}
