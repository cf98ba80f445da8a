//! The way to a person, from every view.

use super::icon::{self, icon};
use super::ui::Ui;
use crate::node::{El, el};
use crate::page;
use crate::state::Message;

/// Opens the form; the address of the page goes along, without query and fragment.
fn open() -> Message {
    Message::OpenContact { page: Some(page::address()) }
}

/// Whether the site can be reached at all.
fn has_contact(ui: Ui) -> bool {
    ui.site().contact.is_there()
}

/// A button for where contact is the next thing to do.
pub(super) fn contact_button(ui: Ui) -> Option<El> {
    has_contact(ui).then(|| ui.button("main", open).say(ui, "contact.open"))
}

/// The line under every view.
pub(super) fn contact_footer(ui: Ui) -> Option<El> {
    has_contact(ui).then(|| {
        let button = ui.button("quiet", open).child(icon(icon::MAIL)).say(ui, "contact.open");
        el("div.footer").child(el("span").say(ui, "contact.prompt")).child(button)
    })
}
