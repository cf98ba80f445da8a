//! The browser's storage, which may refuse; then memory takes its place until the page goes.
//!
//! The only place that reads or writes it. Nothing is written before the visitor votes,
//! writes or sends, and only the second half of the app does: its script knows whether the page
//! still waits for consent (`page/keep.js`).

use std::cell::RefCell;

use crate::page;
use crate::table::Table;

/// Everything that Docent stores begins with this.
const PREFIX: &str = "docent:";

/// Texts by key, kept by the browser where it can.
#[derive(Debug)]
pub(crate) struct Storage {
    /// The site's root, so that two help centres on one page keep apart.
    scope: String,
    memory: RefCell<Table<String>>,
}

/// The browser did not take it: storage is forbidden or full, or consent is awaited. Memory has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OnlyInMemory;

impl Storage {
    pub(crate) fn open(base: &str) -> Self {
        Self { scope: [PREFIX, base, " "].concat(), memory: RefCell::default() }
    }

    pub(crate) fn get(&self, key: &str) -> Option<String> {
        let key = self.key(key);
        if let Some(text) = self.memory.borrow().get(&key) {
            return Some(text.clone());
        }
        page::stored(&key)
    }

    pub(crate) fn set(&self, key: &str, text: &str) -> Result<(), OnlyInMemory> {
        let key = self.key(key);
        if page::store(&key, text) {
            self.memory.borrow_mut().remove(&key);
            return Ok(());
        }
        self.memory.borrow_mut().insert(key, text.to_owned());
        Err(OnlyInMemory)
    }

    pub(crate) fn remove(&self, key: &str) {
        let key = self.key(key);
        self.memory.borrow_mut().remove(&key);
        page::unstore(&key);
    }

    /// Whether the text of a key outlives this page.
    pub(crate) fn is_kept(&self, key: &str) -> bool {
        self.memory.borrow().get(&self.key(key)).is_none()
    }

    /// Whether the browser keeps any text whose key begins so.
    pub(crate) fn has_any(&self, start: &str) -> bool {
        !page::stored_keys(&self.key(start)).is_empty()
    }

    /// All texts whose key begins so, in the order of their keys.
    pub(crate) fn all(&self, start: &str) -> Vec<(String, String)> {
        let start = self.key(start);
        let mut found = self.memory.borrow().clone();
        for key in page::stored_keys(&start) {
            if let Some(key) = key.as_string()
                && let Some(text) = page::stored(&key)
            {
                found.insert(key, text);
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
