//! The body of the panel: one screen at a time, and the way to a person under it.

use super::article_view::article_view;
use super::category_view::category_view;
use super::contact_link::contact_footer;
use super::failed::failed;
use super::home::home;
use super::result_list::result_list;
use super::skeleton::skeleton;
use super::ui::Ui;
use crate::more::more;
use crate::node::{El, Node, el, live};
use crate::state::{Arrival, Part, Screen};

/// Chooses the screen.
pub(crate) fn panel(ui: Ui) -> El {
    el("div.app").child(live(move || offline(ui))).child(live(move || {
        let (screen, searching) =
            ui.follow(Part::Screen, |state| (state.screen().clone(), state.found.is_some()));
        let footer = (screen != Screen::Contact).then(|| contact_footer(ui)).flatten();
        let content: Node = match screen {
            Screen::Search if searching => result_list(ui),
            Screen::Search => home(ui).into(),
            Screen::Category(at) => category_view(ui, at).into(),
            Screen::Article(_) => article_view(ui),
            Screen::Contact => contact(ui),
        };
        Node::Many(vec![el("div.screen").child(content).into(), footer.into()])
    }))
}

fn contact(ui: Ui) -> Node {
    live(move || match (ui.follow(Part::More, |state| state.more), more()) {
        (_, Some(more)) => more.contact(ui),
        (Arrival::Failed, None) => failed(ui).into(),
        (_, None) => skeleton(ui).into(),
    })
}

fn offline(ui: Ui) -> Option<El> {
    ui.follow(Part::Offline, |state| state.offline)
        .then(|| el("p.offline").say(ui, "offline.notice"))
}
