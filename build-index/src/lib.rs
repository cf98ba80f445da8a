//! The author's tool of Docent: Markdown in, a folder of static help out.
//!
//! [`run`] is the program `docent`. Inside, a build flows one way: `source` reads files,
//! `article` turns each into cleaned HTML and diagnostics, `lint` adds what can only be seen with
//! all articles at hand, `index` and `pages` describe them, `emit` writes the folder. Parsing
//! content never fails: it yields an article and diagnostics, and only errors stop the build,
//! after all of them are printed.
//!
//! This crate knows nothing of the DOM and of how terms are weighed.

mod article;
mod build;
mod built;
mod check;
mod cli;
mod colour;
mod dates;
mod diagnostic;
mod edition;
mod emit;
mod favicon;
pub mod host;
mod icon;
mod import;
mod inbox;
mod index;
mod language;
mod library;
mod lint;
mod memory;
mod messages;
mod moment;
mod nearest;
mod new;
mod options;
mod pages;
mod picture;
mod progress;
mod redirects;
mod related;
mod render;
mod report;
mod search;
mod serve;
mod shell;
mod source;
mod spool;
mod stop;
mod strings;
mod suggest;
mod synonyms;
mod table;
mod tag;
mod wait;
mod widget;

pub use cli::run;
