//! What every component gets: the state to show, and how to say what happened.

use std::rc::Rc;
use std::sync::Arc;

use docent_protocol::Site;
use leptos::prelude::*;

use crate::i18n::Strings;
use crate::runtime::Runtime;
use crate::state::{Message, State};

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) slug: String,
    pub(crate) title: String,
}

/// Signals and callbacks; a handle to be copied around.
#[derive(Clone, Copy)]
pub(crate) struct Ui {
    pub(crate) state: RwSignal<State>,
    strings: StoredValue<Arc<Strings>>,
    site: StoredValue<Arc<Site>>,
    base: StoredValue<String>,
    send: UnsyncCallback<Message>,
    entry: UnsyncCallback<u32, Option<Entry>>,
    static_page: UnsyncCallback<String, String>,
}

impl Ui {
    pub(crate) fn new(runtime: &Rc<Runtime>) -> Self {
        let (send, entry, page) = (runtime.weak(), runtime.weak(), runtime.weak());
        Self {
            state: runtime.state,
            strings: StoredValue::new(runtime.strings.clone()),
            site: StoredValue::new(runtime.site.clone()),
            base: StoredValue::new(runtime.config.base.clone()),
            send: UnsyncCallback::new(move |message| {
                if let Some(runtime) = send.upgrade() {
                    runtime.send(message);
                }
            }),
            entry: UnsyncCallback::new(move |doc| {
                let (slug, title) = entry.upgrade()?.engine.borrow().entry(doc)?;
                Some(Entry { slug, title })
            }),
            static_page: UnsyncCallback::new(move |slug: String| {
                page.upgrade().map_or(slug.clone(), |runtime| runtime.config.static_page(&slug))
            }),
        }
    }

    /// Says what happened.
    pub(crate) fn send(self, message: Message) {
        self.send.run(message);
    }

    /// The text of a key.
    pub(crate) fn text(self, key: &str) -> String {
        self.strings.with_value(|strings| strings.text(key))
    }

    /// The text of a key with `{name}` replaced.
    pub(crate) fn fill(self, key: &str, name: &str, value: &str) -> String {
        self.strings.with_value(|strings| strings.fill(key, name, value))
    }

    /// A number of things in the right plural form.
    pub(crate) fn count(self, key: &str, count: usize) -> String {
        self.strings.with_value(|strings| strings.count(key, count))
    }

    pub(crate) fn site(self) -> Arc<Site> {
        self.site.get_value()
    }

    /// Absolute URL of the site's root.
    pub(crate) fn base(self) -> String {
        self.base.get_value()
    }

    /// Slug and title of documents of the index.
    pub(crate) fn entries(self, docs: &[u32]) -> Vec<Entry> {
        docs.iter().filter_map(|&doc| self.entry.run(doc)).collect()
    }

    /// Address of the static page of an article.
    pub(crate) fn static_page(self, slug: &str) -> String {
        self.static_page.run(slug.to_owned())
    }

    /// A part of the state that views are built from; they are built anew when it changes.
    pub(crate) fn part<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&State) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let state = self.state;
        Memo::new(move |_| state.with(&part))
    }
}
