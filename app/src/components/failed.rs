//! What stands in the place of the contact form when it could not be fetched.

use super::icon;
use super::notice::notice;
use super::ui::Ui;
use crate::node::{El, el};
use crate::state::Message;

/// What happened, a way to try again, and one to a person without the form.
pub(super) fn failed(ui: Ui) -> El {
    let kind = if ui.peek(|state| state.offline) { "loader.offline." } else { "loader.failed." };
    let text = |part| ui.text(&[kind, part].concat());
    let mail = ui.site().contact.email.as_ref().map(|email| {
        el("a.quiet").attr("href", &["mailto:", email].concat()).say(ui, "loader.mail")
    });
    notice(ui, icon::ALERT, &text("title"), &text("text"))
        .child(ui.button("main", || Message::Retry).say(ui, "loader.retry"))
        .child(mail)
}
