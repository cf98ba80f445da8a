//! The form: who, about what, what else the site asks, and the message.

use docent_protocol::{Consent, FieldKind, Form, FormField};

use super::channel_list::channel_list;
use super::context_list::context_list;
use super::entry_list::entry_list;
use super::form_field::{Input, Question, form_field};
use super::ui::Ui;
use crate::node::{El, Node, boolean, el, live};
use crate::state::{Field, Message, Part};

/// Fields, what goes along, and the button.
pub(super) fn contact_form(ui: Ui, form: &Form) -> El {
    let reply = form.reply_time.as_ref();
    // In a sentence of another language it would be none.
    let reply = reply.map(|time| {
        let foreign = ui.is_foreign();
        let text = if foreign { time.clone() } else { ui.fill("contact.reply", "time", time) };
        el("p.lead").text(&text)
    });
    let ask = |question| form_field(ui, question);
    // Files belong to what is written about them: below the message.
    let own = |files: bool| -> Node {
        let fields = form.fields.iter().enumerate();
        let some = fields.filter(|(_, field)| (field.kind == FieldKind::File) == files);
        some.map(|(at, field)| ask(own(ui, at, field))).collect()
    };
    el("form.contact")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            ui.send(Message::Submit);
        })
        .child(ui.heading(&ui.text("contact.title")))
        .child(reply)
        .child(channel_list(ui))
        .child(live(move || refused(ui)))
        .child(ask(line(ui, Field::Name, "name", "text", false)))
        .child(ask(line(ui, Field::Email, "email", "email", true)))
        .child(topic(ui, form).map(ask))
        .child(own(false))
        .child(ask(message(ui)))
        .child(live(move || suggested(ui)))
        .child(own(true))
        .child(live(move || draft(ui)))
        .child(form.complaint.then(|| ask(tick(ui, Field::Complaint, "complaint"))))
        .child(context_list(ui))
        .child(form.copy.then(|| ask(tick(ui, Field::Copy, "copy"))))
        .child(form.consent.as_ref().map(|text| ask(consent(text))))
        .child(submit(ui))
}

fn line(ui: Ui, field: Field, name: &'static str, kind: &'static str, required: bool) -> Question {
    let label = ui.text(&["contact.", name].concat()).into();
    let missing = "contact.error.email.missing";
    let input = Input::Line { kind, complete: name };
    Question { field, name: name.to_owned(), label, help: String::new(), required, input, missing }
}

fn topic(ui: Ui, form: &Form) -> Option<Question> {
    (!form.topics.is_empty()).then(|| Question {
        field: Field::Topic,
        name: "topic".to_owned(),
        label: ui.text("contact.topic").into(),
        help: String::new(),
        required: false,
        input: Input::Choice { first: ui.text("contact.topic.choose"), of: form.topics.clone() },
        missing: "contact.error.choose",
    })
}

fn message(ui: Ui) -> Question {
    Question {
        field: Field::Message,
        name: "message".to_owned(),
        label: ui.text("contact.message").into(),
        help: String::new(),
        required: true,
        input: Input::Area,
        missing: "contact.error.message.missing",
    }
}

fn tick(ui: Ui, field: Field, name: &'static str) -> Question {
    Question {
        field,
        name: name.to_owned(),
        label: ui.text(&["contact.", name].concat()).into(),
        help: String::new(),
        required: false,
        input: Input::Tick,
        missing: "contact.error.tick",
    }
}

fn consent(Consent { before, link: words, url, after }: &Consent) -> Question {
    // Elsewhere, so that what was written stays.
    let link = (!url.is_empty()).then(|| {
        let link = el("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener");
        link.text(words)
    });
    Question {
        field: Field::Consent,
        name: "consent".to_owned(),
        label: el("span").text(before).child(link).text(after).into(),
        help: String::new(),
        required: true,
        input: Input::Tick,
        missing: "contact.error.tick",
    }
}

fn own(ui: Ui, at: usize, field: &FormField) -> Question {
    let FormField { id, label, kind, required, options, help, .. } = field;
    let (input, missing) = match kind {
        FieldKind::Text => (Input::Line { kind: "text", complete: "off" }, "contact.error.fill"),
        FieldKind::Select => {
            let first = ui.text("contact.choose");
            (Input::Choice { first, of: options.clone() }, "contact.error.choose")
        }
        FieldKind::Checkbox => (Input::Tick, "contact.error.tick"),
        FieldKind::File => (Input::Files(at), "contact.error.choose"),
    };
    Question {
        field: Field::Own(at),
        // Apart from the names of the form's own fields.
        name: ["field-", id].concat(),
        label: label.clone().into(),
        help: help.clone(),
        required: *required,
        input,
        missing,
    }
}

/// Articles that may make the message needless.
fn suggested(ui: Ui) -> Option<El> {
    let articles = ui.follow(Part::Suggested, |state| state.contact.suggested.clone());
    let entries = ui.entries(&articles);
    let heading = el("h2").say(ui, "contact.suggest");
    (!entries.is_empty()).then(|| el("div.suggested").child(heading).child(entry_list(ui, entries)))
}

/// Says that the device keeps what was typed, with a way out.
fn draft(ui: Ui) -> Option<El> {
    let kept = ui.follow(Part::Draft, |state| state.contact.draft);
    let discard = ui.button("quiet", || Message::DiscardDraft).say(ui, "contact.draft.discard");
    kept.then(|| el("div.draft").child(el("p").say(ui, "contact.draft")).child(discard))
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
