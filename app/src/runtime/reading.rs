//! Article pages: fetched once, kept while the widget lives; and where they are scrolled to.

use std::sync::Arc;

use docent_protocol::ArticlePage;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};

use super::Runtime;
use crate::fetch;
use crate::state::{Fault, Message, Reading, Target};

impl Runtime {
    /// An article that has arrived.
    pub(super) fn page(&self, slug: &str) -> Option<Arc<ArticlePage>> {
        self.pages.borrow().get(slug)?.clone()
    }

    /// Shows an article, at once if it is here already.
    pub(super) fn read(&self, slug: &str) {
        match self.page(slug) {
            Some(page) => self.send(Message::Arrived(page)),
            None => self.fetch(slug),
        }
    }

    /// Fetches an article, unless it is here or on its way.
    pub(super) fn fetch(&self, slug: &str) {
        if self.pages.borrow().contains_key(slug) {
            return;
        }
        let key = self.engine.borrow().page_key(slug);
        let Some(key) = key else {
            return self.send(Message::Lost { slug: slug.to_owned(), fault: Fault::Missing });
        };
        self.pages.borrow_mut().insert(slug.to_owned(), None);
        let url = self.config.article_page(&key);
        let (me, life, slug) = (self.weak(), self.frame.signal(), slug.to_owned());
        spawn_local(async move {
            let fetched = fetch::article(&url, &life).await;
            if let Some(runtime) = me.upgrade() {
                runtime.take_in(slug, fetched);
            }
        });
    }

    fn take_in(&self, slug: String, fetched: Result<Arc<ArticlePage>, Fault>) {
        match fetched {
            Ok(page) => {
                self.pages.borrow_mut().insert(slug, Some(page.clone()));
                self.fill_snippets();
                // It may be the one that the visitor waits for.
                if self.model.peek(|state| state.reading == Reading::Loading) {
                    self.send(Message::Arrived(page));
                }
            }
            Err(fault) => {
                self.pages.borrow_mut().remove(&slug);
                self.send(Message::Lost { slug, fault });
            }
        }
    }

    pub(super) fn keep_scroll(&self, depth: usize) {
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
        let body = self.frame.body();
        let Some(element) = self.part(target) else { return body.set_scroll_top(0) };
        let distance =
            element.get_bounding_client_rect().top() - body.get_bounding_client_rect().top();
        body.set_scroll_top(body.scroll_top() + distance as i32 - 12);
        if let Ok(element) = element.dyn_into::<HtmlElement>() {
            crate::a11y::focus_quietly(&element);
        }
    }

    fn part(&self, target: &Target) -> Option<Element> {
        let id = match target {
            Target::Top => return None,
            Target::Id(id) => id.clone(),
            Target::Section(number) => self.model.peek(|state| match &state.reading {
                Reading::Ready(page) => Some(page.sections.get(*number as usize)?.id.clone()),
                _ => None,
            })?,
        };
        // Ids of an article are the writer's: compared, never put into a selector.
        let candidates = self.frame.body().query_selector_all(".prose [id]").ok()?;
        (0..candidates.length())
            .filter_map(|at| candidates.item(at)?.dyn_into::<Element>().ok())
            .find(|element| element.id() == id)
    }
}
