//! Article pages: fetched once, kept while the widget lives; and where they are scrolled to.

use std::sync::Arc;

use docent_protocol::ArticlePage;

use super::Runtime;
use crate::json::{Json, Read};
use crate::page::{self, Answer};
use crate::state::{Fault, Message, Reading, Target};

impl Runtime {
    /// An article that has arrived.
    pub(super) fn page(&self, slug: &str) -> Option<Arc<ArticlePage>> {
        self.pages.borrow().get(slug)?.clone()
    }

    /// Shows an article, at once if it is here already.
    pub(super) fn read(&self, slug: &str) {
        match self.page(slug) {
            Some(page) => self.arrive(page),
            None => self.fetch(slug),
        }
    }

    /// Fetches an article, unless it is here or on its way.
    pub(super) fn fetch(&self, slug: &str) {
        if self.pages.borrow().get(slug).is_some() {
            return;
        }
        let key = self.engine.borrow().page_key(slug);
        let Some(key) = key else {
            return self.send(Message::Lost { slug: slug.to_owned(), fault: Fault::Missing });
        };
        self.pages.borrow_mut().insert(slug.to_owned(), None);
        let url = self.config.article_page(&key);
        let (me, slug) = (self.weak(), slug.to_owned());
        let then = move |answer| {
            if let Some(runtime) = me.upgrade() {
                runtime.take_in(slug, article(answer));
            }
        };
        page::ask(&url, &self.frame.signal(), Box::new(then));
    }

    /// Shows an article that is here, once what shows it is here, too.
    fn arrive(&self, page: Arc<ArticlePage>) {
        self.with_more(Box::new(|runtime| runtime.send(Message::Arrived(page))));
    }

    fn take_in(&self, slug: String, fetched: Result<Arc<ArticlePage>, Fault>) {
        match fetched {
            Ok(page) => {
                self.pages.borrow_mut().insert(slug, Some(page.clone()));
                self.fill_snippets();
                // It may be the one that the visitor waits for.
                if self.model.peek(|state| state.reading == Reading::Loading) {
                    self.arrive(page);
                }
            }
            Err(fault) => {
                self.pages.borrow_mut().remove(&slug);
                self.send(Message::Lost { slug, fault });
            }
        }
    }

    pub(super) fn leave(&self, depth: usize) {
        self.timers.announce.take();
        let mut scrolls = self.scrolls.borrow_mut();
        scrolls.resize(depth, 0);
        scrolls.push(self.frame.body().scroll_top());
        self.later(&self.timers.scroll, 0, |runtime| runtime.frame.body().set_scroll_top(0));
    }

    pub(super) fn scroll_back(&self, depth: usize) {
        let top = self.scrolls.borrow().get(depth).copied().unwrap_or(0);
        self.later(&self.timers.scroll, 0, move |runtime| runtime.frame.body().set_scroll_top(top));
    }

    /// Brings a part of the article to the top of the panel, without moving the page around it.
    pub(super) fn scroll_to(&self, target: &Target) {
        let id = match target {
            Target::Top => None,
            Target::Id(id) => Some(id.clone()),
            Target::Section(number) => self.model.peek(|state| match &state.reading {
                Reading::Ready(page) => Some(page.sections.get(*number as usize)?.id.clone()),
                _ => None,
            }),
        };
        page::scroll_to(&self.frame.body(), id.as_deref());
    }
}

/// The article page of an answer.
fn article(answer: Answer) -> Result<Arc<ArticlePage>, Fault> {
    match answer.status {
        404 | 410 => return Err(Fault::Missing),
        200..=299 => {}
        _ => return Err(Fault::Broken),
    }
    let page = answer.text.and_then(|text| ArticlePage::read(&Json::parse(&text)));
    page.map(Arc::new).ok_or(Fault::Broken)
}
