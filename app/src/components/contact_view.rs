//! The way to a person: a form, what became of it, or what there is instead.

use super::channel_list::channel_list;
use super::contact_form::contact_form;
use super::icon::{self, icon};
use super::notice::notice;
use super::ui::Ui;
use crate::node::{El, Node, el, live};
use crate::page;
use crate::state::{Message, Part, Stage};

/// The form where the site takes messages, else a mail link and what other ways there are.
pub(crate) fn contact_view(ui: Ui) -> Node {
    if ui.site().contact.endpoint.is_none() {
        return without_form(ui).into();
    }
    live(move || {
        let (form, outcome) = ui.follow(Part::Outcome, |state| {
            (state.contact.form.clone(), state.contact.stage.outcome().cloned())
        });
        match outcome {
            Some(Stage::Queued { kept, .. }) => Some(queued(ui, kept)),
            Some(Stage::Sent { reference }) => Some(sent(ui, &reference)),
            _ => form.map(|form| contact_form(ui, &form)),
        }
    })
}

fn queued(ui: Ui, kept: bool) -> El {
    let text = if kept { "contact.queued.text" } else { "contact.queued.volatile" };
    notice(ui, icon::CLOCK, &ui.text("contact.queued.title"), &ui.text(text))
        .child(ui.button("main", || Message::SendQueued).say(ui, "contact.queued.now"))
        .child(ui.button("quiet", || Message::EditQueued).say(ui, "contact.queued.edit"))
}

fn sent(ui: Ui, reference: &str) -> El {
    let email = ui.peek(|state| state.contact.email.trim().to_owned());
    let text = ui.fill("contact.sent.text", "email", &email);
    let reference = (!reference.is_empty()).then(|| {
        el("p.reference").say(ui, "contact.sent.reference").child(el("strong").text(reference))
    });
    notice(ui, icon::DONE, &ui.text("contact.sent.title"), &text)
        .child(reference)
        .child(ui.button("main", || Message::Home).say(ui, "contact.home"))
        .child(ui.button("quiet", || Message::WriteAnother).say(ui, "contact.again"))
}

/// A mail link, the other ways, or both.
fn without_form(ui: Ui) -> El {
    let mail = ui.site().contact.email.as_deref().map(|email| mail_link(ui, email));
    let title = || el("div.contact").child(ui.heading(&ui.text("contact.title")));
    mail.unwrap_or_else(title).child(channel_list(ui))
}

fn mail_link(ui: Ui, email: &str) -> El {
    let query = ui.peek(|state| state.query.trim().to_owned());
    let subject =
        if query.is_empty() { "" } else { &["?subject=", &page::encode(&query)].concat() };
    let link = el("a.main")
        .attr("href", &["mailto:", email, subject].concat())
        .child(icon(icon::MAIL))
        .text(&ui.fill("contact.mail", "email", email));
    notice(ui, icon::MAIL, &ui.text("contact.title"), &ui.text("contact.mail.text")).child(link)
}
