//! Text with the words of the query marked.

use crate::node::{Node, el};
use crate::state::Marked;

/// The text in pieces, marked ones in `<mark>`.
pub(super) fn marked_text(text: &Marked) -> Node {
    let pieces = text.pieces().into_iter();
    pieces
        .map(
            |(marked, piece)| {
                if marked { Node::El(el("mark").text(&piece)) } else { Node::Text(piece) }
            },
        )
        .collect()
}
