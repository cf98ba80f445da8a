//! A labelled field with its help and its fault under it.

use docent_protocol::TICKED;

use super::ui::Ui;
use crate::i18n::number;
use crate::json::Json;
use crate::node::{El, Node, el, live};
use crate::page;
use crate::state::{Field, FieldFault, Message, Part};

/// A field and all that is said about it.
pub(super) struct Question {
    pub(super) field: Field,
    /// Its name in the form.
    pub(super) name: String,
    pub(super) label: Node,
    /// A sentence under the label; may be empty.
    pub(super) help: String,
    pub(super) required: bool,
    pub(super) input: Input,
    /// Key of what is said where it has to be filled in and is not.
    pub(super) missing: &'static str,
}

/// How a field is filled in.
pub(super) enum Input {
    /// One line, with the type and the autocompletion of HTML.
    Line { kind: &'static str, complete: &'static str },
    /// Several lines.
    Area,
    /// One of these, or none of them, which `first` says.
    Choice { first: String, of: Vec<String> },
    /// Yes or nothing.
    Tick,
    /// Files, for the question of the site's own at this position.
    Files(usize),
}

/// Label, control, help and fault.
pub(super) fn form_field(ui: Ui, question: Question) -> El {
    let Question { field, name, label, help, required, input, missing } = question;
    let id = ["docent-", &name].concat();
    let (fault_id, help_id) = ([&id, "-fault"].concat(), [&id, "-help"].concat());
    let is_tick = matches!(input, Input::Tick);
    let files = match input {
        Input::Files(at) => Some(at),
        _ => None,
    };
    let optional = (!required && !is_tick).then(|| el("span.optional").say(ui, "contact.optional"));
    let label = el("label").attr("for", &id).child(label).child(optional);
    let help = (!help.is_empty()).then(|| el("p.help").attr("id", &help_id).text(&help));
    // The script that takes files says what it takes.
    let limits_id = files.map(|_| [&id, "-limits"].concat());
    let described = [limits_id, help.as_ref().map(|_| help_id)];
    let (described, wrong) =
        (described.into_iter().flatten().collect::<Vec<_>>(), fault_id.clone());
    let control = control(ui, field, input)
        .attr("id", &id)
        .attr("name", &name)
        .attr("aria-required", if required { "true" } else { "false" })
        .live_attr("aria-invalid", move || fault(ui, field).map(|_| "true".to_owned()))
        .live_attr("aria-describedby", move || {
            let wrong = fault(ui, field).map(|_| &wrong);
            let mut ids = String::new();
            for id in described.iter().chain(wrong) {
                if !ids.is_empty() {
                    ids.push(' ');
                }
                ids.push_str(id);
            }
            (!ids.is_empty()).then_some(ids)
        });
    let control = match files {
        Some(at) => control
            .on("files", move |event| {
                let chosen = Json(event.into()).list_or_none("detail");
                ui.send(Message::Attached(at, chosen));
            })
            .with(|input| ui.draw_files(input, at)),
        None => control
            .on("input", move |event| {
                let mut value = page::value_of(event);
                if field == Field::Consent && !value.is_empty() {
                    value = page::print(&page::now().into());
                }
                ui.send(Message::Field(field, value));
            })
            .on("change", move |_| ui.send(Message::Left(field))),
    };
    let sentence = live(move || {
        let sentence = sentence(ui, missing, fault(ui, field)?);
        Some(el("p.fault-text").attr("id", &fault_id).text(&sentence))
    });
    let field = if is_tick {
        el("div.field.tick").child(control).child(label).child(help)
    } else {
        el("div.field").child(label).child(help).child(control)
    };
    field.child(sentence)
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
        Input::Choice { first, of } => {
            let option = |value: &str, label: &str, chosen: bool| {
                let option = el("option").attr("value", value).text(label);
                if chosen { option.attr("selected", "") } else { option }
            };
            let first = option("", &first, value.is_empty());
            let others = of.iter().map(|text| option(text, text, *text == value));
            el("select").child(first).child(others.collect::<Node>())
        }
        Input::Tick => {
            let tick = el("input").attr("type", "checkbox").attr("value", TICKED);
            if value.is_empty() { tick } else { tick.attr("checked", "") }
        }
        Input::Files(_) => el("input").attr("type", "file"),
    }
}

fn sentence(ui: Ui, missing: &str, fault: FieldFault) -> String {
    match fault {
        FieldFault::Missing => ui.text(missing),
        FieldFault::Invalid => ui.text("contact.error.email.invalid"),
        FieldFault::TooLong(most) => ui.fill("contact.error.too-long", "count", &number(most)),
    }
}
