//! The screen of an article, however far it has come.

use super::icon;
use super::notice::notice;
use super::skeleton::skeleton;
use super::ui::Ui;
use crate::more::more;
use crate::node::{El, Node, live};
use crate::state::{Fault, Message, Part, Reading};

/// The article of the visible screen, however far it has come.
pub(super) fn article_view(ui: Ui) -> Node {
    live(move || match ui.follow(Part::Reading, |state| state.reading.clone()) {
        Reading::Loading => skeleton(ui).into(),
        // It is shown only when the second half of the app is here.
        Reading::Ready(page) => Node::from(more().map(|more| more.article(ui, &page))),
        Reading::Failed(fault) => lost(ui, fault).into(),
    })
}

fn lost(ui: Ui, fault: Fault) -> El {
    let key = match fault {
        Fault::Offline => "article.offline.",
        Fault::Broken => "article.failed.",
        Fault::Missing => "article.missing.",
    };
    let text = |part| ui.text(&[key, part].concat());
    let missing = fault == Fault::Missing;
    let label = if missing { "contact.home" } else { "article.retry" };
    let message = move || if missing { Message::Home } else { Message::Retry };
    notice(ui, icon::ALERT, &text("title"), &text("text"))
        .child(ui.button("main", message).say(ui, label))
}
