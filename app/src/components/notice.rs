//! A whole view for a moment when there is little to show: nothing found, failed, waiting, sent.

use super::icon::{self, icon};
use super::ui::Ui;
use crate::node::{El, el};

/// An icon, a heading and a sentence; what can be done is added by the caller.
pub(super) fn notice(ui: Ui, path: &str, title: &str, text: &str) -> El {
    let class = if path == icon::DONE { "notice-icon good" } else { "notice-icon" };
    el("div.notice")
        .child(el("span").class(class).child(icon(path)))
        .child(ui.heading(title))
        .child(el("p").text(text))
}
