//! The third module: why results stand where they stand.
//!
//! Only whoever sets a site up wants to see it, with `data-debug`; all others are spared its bytes.
//! It is cut off like the second half (`more.rs`), which fetches it.

use std::cell::Cell;

use wasm_split_helpers::wasm_split;

use crate::components::explanation::explanations;
use crate::components::ui::Ui;
use crate::more::entered;
use crate::node::Node;

/// Draws a table for each result.
type Explain = fn(Ui) -> Node;

/// The one way into the third module.
#[wasm_split(debug)]
fn enter() -> Explain {
    explanations
}

thread_local! {
    /// All widgets of a page share the module.
    static EXPLAIN: Cell<Option<Explain>> = const { Cell::new(None) };
}

/// What explains results, once it is here.
pub(crate) fn explain() -> Option<Explain> {
    EXPLAIN.get()
}

/// Enters the third module, which has been linked.
pub(crate) fn arrived() {
    EXPLAIN.set(entered(enter()));
}
