//! A visitor's journeys, from the first look at a page to a message that is kept.
//!
//! Each has a browser with a fresh profile and a server of its own, and ends with an empty
//! console. `cargo xtask test browser` runs them.

mod search;

use std::path::Path;

use docent_tests::{Visit, Visitor};

/// A journey on the fixture site, with the usual visitor.
fn journey(run: impl FnOnce(&Visit)) {
    journey_of(Visitor::default(), run);
}

/// A journey on the fixture site.
fn journey_of(visitor: Visitor, run: impl FnOnce(&Visit)) {
    docent_tests::journey(Path::new(env!("CARGO_TARGET_TMPDIR")), visitor, run);
}
