//! Text with the words of the query marked.

use super::ui::Ui;
use crate::node::{Node, el};
use crate::state::Marked;

/// The text of an article in pieces, marked ones in `<mark>`.
pub(super) fn marked_text(ui: Ui, text: &Marked, is_stand_in: bool) -> Node {
    let pieces = text.pieces().into_iter();
    let pieces = pieces
        .map(
            |(marked, piece)| {
                if marked { Node::El(el("mark").text(&piece)) } else { Node::Text(piece) }
            },
        )
        .collect();
    ui.written(pieces, is_stand_in)
}
