//! Search for help centres: text to terms, terms to bytes, bytes to ranked hits and snippets.
//!
//! The build tool writes an index with `IndexWriter` (feature `writer`); the widget, and
//! `docent search`, open the same bytes with [`Index`] and ask with a [`Searcher`]. Writer and
//! reader live side by side, so that the format has one home.
//!
//! ```
//! # #[cfg(feature = "writer")] {
//! use docent_search::{Document, Index, IndexWriter, Searcher, Section};
//!
//! let mut writer = IndexWriter::new("en");
//! writer.add(Document {
//!     title: "Change your billing address".into(),
//!     path: "billing/address".into(),
//!     sections: vec![Section::lead("Open the account page and choose Billing.")],
//!     ..Document::default()
//! });
//! let written = writer.finish();
//!
//! let mut searcher = Searcher::new(Index::open(written.index).expect("just written"));
//! let results = searcher.search("biling adress", 10);
//! assert_eq!(results.hits[0].doc, 0);
//! assert_eq!(results.corrections[0].found, "billing");
//! # }
//! ```
//!
//! Everything here is a function of its arguments: no files, clock, network, randomness, DOM or
//! Markdown. Opening an index may fail; nothing after it can.

mod analysis;
mod columns;
mod compounds;
mod error;
mod explain;
mod format;
mod fuzzy;
mod html;
mod index;
mod names;
mod outline;
mod postings;
mod query;
mod score;
mod searcher;
mod snippet;
mod sums;
mod supplement;
mod term_dict;
mod words;
#[cfg(feature = "writer")]
mod writer;

pub use error::OpenError;
pub use explain::{ExplainedMatch, ExplainedWord, Explanation};
pub use format::{FORMAT_VERSION, MAGIC};
pub use html::text_of_html;
pub use index::{Index, PAGE_KEY_LEN, StoredDocument};
pub use query::{How, Reading};
pub use searcher::{Correction, Hit, Results, Searcher};
pub use snippet::Snippet;
#[cfg(feature = "writer")]
pub use writer::{
    CountedDocument, DictionaryWord, Document, IndexWriter, RelatedWord, Section, Written, words_of,
};
