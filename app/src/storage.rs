//! The browser's storage, which may refuse; then memory takes its place until the page goes.
//!
//! The only place that reads or writes it. Nothing is written before the visitor votes or sends.

use std::cell::RefCell;
use std::collections::BTreeMap;

use web_sys::Storage as BrowserStorage;

/// Everything that Docent stores begins with this.
const PREFIX: &str = "docent:";

/// Texts by key, kept by the browser where it can.
#[derive(Debug)]
pub(crate) struct Storage {
    browser: Option<BrowserStorage>,
    /// The site's root, so that two help centres on one page keep apart.
    scope: String,
    memory: RefCell<BTreeMap<String, String>>,
}

/// The browser did not take it: storage is forbidden or full. Memory has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OnlyInMemory;

impl Storage {
    pub(crate) fn open(base: &str) -> Self {
        // Where storage is forbidden, the mere look at it throws.
        let browser = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
        let scope = [PREFIX, base, " "].concat();
        Self { browser, scope, memory: RefCell::default() }
    }

    pub(crate) fn get(&self, key: &str) -> Option<String> {
        let key = self.key(key);
        if let Some(text) = self.memory.borrow().get(&key) {
            return Some(text.clone());
        }
        self.browser.as_ref()?.get_item(&key).ok().flatten()
    }

    pub(crate) fn set(&self, key: &str, text: &str) -> Result<(), OnlyInMemory> {
        let key = self.key(key);
        if let Some(browser) = &self.browser
            && browser.set_item(&key, text).is_ok()
        {
            self.memory.borrow_mut().remove(&key);
            return Ok(());
        }
        self.memory.borrow_mut().insert(key, text.to_owned());
        Err(OnlyInMemory)
    }

    pub(crate) fn remove(&self, key: &str) {
        let key = self.key(key);
        self.memory.borrow_mut().remove(&key);
        if let Some(browser) = &self.browser {
            let _ = browser.remove_item(&key);
        }
    }

    /// Whether the text of a key outlives this page.
    pub(crate) fn is_kept(&self, key: &str) -> bool {
        !self.memory.borrow().contains_key(&self.key(key))
    }

    /// All texts whose key begins so, in the order of their keys.
    pub(crate) fn all(&self, start: &str) -> BTreeMap<String, String> {
        let start = self.key(start);
        let mut found = self.memory.borrow().clone();
        if let Some(browser) = &self.browser {
            for at in 0..browser.length().unwrap_or(0) {
                if let Some(key) = browser.key(at).ok().flatten()
                    && key.starts_with(&start)
                    && let Some(text) = browser.get_item(&key).ok().flatten()
                {
                    found.insert(key, text);
                }
            }
        }
        found
            .into_iter()
            .filter_map(|(key, text)| Some((key.strip_prefix(&start)?.to_owned(), text)))
            .collect()
    }

    fn key(&self, key: &str) -> String {
        [&self.scope, key].concat()
    }
}
