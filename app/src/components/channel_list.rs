//! Other ways to a person, which a script of the page draws: it has the calendars and time zones.

use super::ui::Ui;
use crate::node::{El, el};

/// The list, where the site has any.
pub(super) fn channel_list(ui: Ui) -> Option<El> {
    ui.site().contact.has_channels().then(|| {
        let list = el("ul.channels").attr("aria-label", &ui.text("contact.channels"));
        list.with(|list| ui.draw_channels(list))
    })
}
