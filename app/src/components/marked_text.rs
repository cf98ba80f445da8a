//! Text with the words of the query marked.

use leptos::html;
use leptos::prelude::*;

use crate::state::Marked;

/// The text in pieces, marked ones in `<mark>`.
pub(super) fn marked_text(text: &Marked) -> Vec<AnyView> {
    let pieces = text.pieces().into_iter();
    pieces
        .map(|(marked, piece)| {
            if marked { html::mark().child(piece).into_any() } else { piece.into_any() }
        })
        .collect()
}
