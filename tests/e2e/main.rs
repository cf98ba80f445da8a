//! A visitor's journeys, from the first look at a page to a message that is kept.
//!
//! Each has a browser with a fresh profile and a server of its own, and ends with an empty
//! console. `cargo xtask test browser` runs them.

mod accessibility;
mod adapters;
mod api;
mod attachments;
mod consent;
mod console;
mod failure;
mod frameworks;
mod interface;
mod keyboard;
mod language;
mod layout;
mod live_preview;
mod message;
mod offline;
mod outbox;
mod page_around;
mod plain;
mod privacy;
mod reading;
mod report;
mod search;
mod start;
mod static_pages;
mod statistics;
mod untranslated;
mod vote;

use std::path::Path;

use docent_tests::{Visit, Visitor};

/// What the run writes: the sites, profiles, and pictures of what failed.
const HOME: &str = env!("CARGO_TARGET_TMPDIR");

/// A journey on the fixture site, with the usual visitor.
fn journey(run: impl FnOnce(&Visit)) {
    journey_of(Visitor::default(), run);
}

/// A journey on the fixture site.
fn journey_of(visitor: Visitor, run: impl FnOnce(&Visit)) {
    docent_tests::journey(Path::new(HOME), visitor, run);
}

/// A journey on the demo of Docent itself.
fn demo_journey_of(visitor: Visitor, run: impl FnOnce(&Visit)) {
    docent_tests::demo_journey(Path::new(HOME), visitor, run);
}
