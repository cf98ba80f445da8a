//! Docent's search alone, for measuring it in a browser without the widget around it.
//!
//! It is compiled, bound and made small exactly as the widget is, and asks what the widget asks
//! on a keystroke. It is part of no site: an export like this in the widget would cost every
//! visitor bytes.

use docent_search::{Index, Searcher};
use wasm_bindgen::prelude::wasm_bindgen;

/// An opened index.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine(Searcher<Vec<u8>>);

#[wasm_bindgen]
impl Engine {
    /// Opens an index; `undefined` if its bytes are not one.
    #[must_use]
    pub fn open(bytes: Vec<u8>) -> Option<Engine> {
        Index::open(bytes).ok().map(|index| Self(Searcher::new(index)))
    }

    /// Adds what the widget loads after the index. Returns whether it fits.
    pub fn add_supplement(&mut self, bytes: Vec<u8>) -> bool {
        self.0.add_supplement(bytes).is_ok()
    }

    /// The numbers of the articles that answer a query, best first.
    pub fn search(&mut self, query: &str, limit: usize) -> Vec<u32> {
        self.0.search(query, limit).hits.iter().map(|hit| hit.doc).collect()
    }
}
