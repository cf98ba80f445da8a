//! A labelled field with its fault under it.

use super::ui::Ui;
use crate::i18n::number;
use crate::node::{El, Node, el, live};
use crate::page;
use crate::state::{Field, FieldFault, Message, Part};

/// How a field is filled in.
pub(super) enum Input {
    /// One line, with the type and the autocompletion of HTML.
    Line { kind: &'static str, complete: &'static str },
    /// Several lines.
    Area,
    /// One of these.
    Choice(Vec<String>),
}

/// Label, control and fault.
pub(super) fn form_field(ui: Ui, field: Field, input: Input) -> El {
    let name = field.as_str();
    let id = ["docent-", name].concat();
    let required = matches!(field, Field::Email | Field::Message);
    let optional = (!required).then(|| el("span.optional").say(ui, "contact.optional"));
    let label =
        el("label").attr("for", &id).text(&ui.text(&["contact.", name].concat())).child(optional);
    let fault_id = [&id, "-fault"].concat();
    let described = fault_id.clone();
    let control = control(ui, field, input)
        .attr("id", &id)
        .attr("name", name)
        .attr("aria-required", if required { "true" } else { "false" })
        .live_attr("aria-invalid", move || fault(ui, field).map(|_| "true".to_owned()))
        .live_attr("aria-describedby", move || fault(ui, field).map(|_| described.clone()))
        .on("input", move |event| ui.send(Message::Field(field, page::value_of(event))))
        .on("change", move |_| ui.send(Message::Left(field)));
    let sentence = live(move || {
        let fault = fault(ui, field)?;
        Some(el("p.fault-text").attr("id", &fault_id).text(&sentence(ui, field, fault)))
    });
    el("div.field").child(label).child(control).child(sentence)
}

fn fault(ui: Ui, field: Field) -> Option<FieldFault> {
    ui.follow(Part::Faults, |state| state.contact.fault(field))
}

fn control(ui: Ui, field: Field, input: Input) -> El {
    let value = ui.peek(|state| state.contact.value(field).to_owned());
    match input {
        Input::Line { kind, complete } => {
            let line = el("input").attr("type", kind).attr("autocomplete", complete);
            line.with(|element| page::set_value(element, &value))
        }
        Input::Area => {
            el("textarea").attr("rows", "5").with(|element| page::set_value(element, &value))
        }
        Input::Choice(topics) => {
            let option = |value: &str, label: &str, chosen: bool| {
                let option = el("option").attr("value", value).text(label);
                if chosen { option.attr("selected", "") } else { option }
            };
            let choose = option("", &ui.text("contact.topic.choose"), value.is_empty());
            let topics = topics.iter().map(|topic| option(topic, topic, *topic == value));
            el("select").child(choose).child(topics.collect::<Node>())
        }
    }
}

fn sentence(ui: Ui, field: Field, fault: FieldFault) -> String {
    let kind = match fault {
        FieldFault::Missing => "missing",
        FieldFault::Invalid => "invalid",
        FieldFault::TooLong(most) => {
            return ui.fill("contact.error.too-long", "count", &number(most));
        }
    };
    ui.text(&["contact.error.", field.as_str(), ".", kind].concat())
}
