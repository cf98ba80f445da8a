//! The shape of an article that is on its way.

use super::ui::Ui;
use crate::node::{El, Node, el};

/// Lines where text will stand.
pub(super) fn skeleton(ui: Ui) -> El {
    el("div.skeleton")
        .attr("role", "progressbar")
        .attr("aria-label", &ui.text("article.loading"))
        .child((0..6).map(|_| el("i")).collect::<Node>())
}
