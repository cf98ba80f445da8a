//! The form: who, about what, and the message.

use super::context_list::context_list;
use super::form_field::{Input, form_field};
use super::ui::Ui;
use crate::node::{El, boolean, el, live};
use crate::state::{Field, Message, Part};

/// Fields, what goes along, and the button.
pub(super) fn contact_form(ui: Ui) -> El {
    let contact = ui.site().contact.clone();
    let reply =
        contact.reply_time.map(|time| el("p.lead").text(&ui.fill("contact.reply", "time", &time)));
    let line = |field, kind, complete| form_field(ui, field, Input::Line { kind, complete });
    let topic = (!contact.topics.is_empty())
        .then(|| form_field(ui, Field::Topic, Input::Choice(contact.topics)));
    el("form.contact")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            ui.send(Message::Submit);
        })
        .child(ui.heading(&ui.text("contact.title")))
        .child(reply)
        .child(live(move || refused(ui)))
        .child(line(Field::Name, "text", "name"))
        .child(line(Field::Email, "email", "email"))
        .child(topic)
        .child(form_field(ui, Field::Message, Input::Area))
        .child(live(move || context_list(ui)))
        .child(submit(ui))
}

fn sending(ui: Ui) -> bool {
    ui.follow(Part::Progress, |state| state.contact.stage.progress().0)
}

fn submit(ui: Ui) -> El {
    let label = move || ui.text(if sending(ui) { "contact.sending" } else { "contact.send" });
    el("button.main.wide")
        .attr("type", "submit")
        .live_attr("aria-disabled", move || Some(boolean(sending(ui))))
        .child(live(label))
}

fn refused(ui: Ui) -> Option<El> {
    let why =
        ui.follow(Part::Progress, |state| state.contact.stage.progress().1.map(str::to_owned))?;
    let text = ui.fill("contact.error.refused", "why", &why);
    Some(el("p.refused").attr("role", "alert").attr("tabindex", "-1").text(&text))
}
