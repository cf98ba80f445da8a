//! A labelled field with its fault under it.

use leptos::prelude::*;

use super::ui::Ui;
use crate::state::{Field, FieldFault, Message};

/// How a field is filled in.
pub(super) enum Input {
    /// One line, with the type and the autocompletion of HTML.
    Line { kind: &'static str, autocomplete: &'static str },
    /// Several lines.
    Area,
    /// One of these.
    Choice(Vec<String>),
}

/// Label, control and fault.
#[component]
pub(super) fn FormField(ui: Ui, field: Field, input: Input) -> impl IntoView {
    let name = field.as_str();
    let id = ["docent-", name].concat();
    let fault_id = [&id, "-fault"].concat();
    let fault = ui.part(move |state| state.contact.fault(field));
    let required = matches!(field, Field::Email | Field::Message);
    let value = ui.state.with_untracked(|state| state.contact.value(field).to_owned());
    let described = fault_id.clone();
    let invalid = move || fault.get().map(|_| "true");
    let describedby = move || fault.get().map(|_| described.clone());
    let typed = move |value: String| ui.send(Message::Field(field, value));
    let on_input = move |event: leptos::ev::Event| typed(event_target_value(&event));
    let on_change = move |_: leptos::ev::Event| ui.send(Message::Left(field));
    let control = match input {
        Input::Line { kind, autocomplete } => view! {
            <input
                id=id.clone()
                type=kind
                name=name
                autocomplete=autocomplete
                prop:value=value
                aria-required=required.to_string()
                aria-invalid=invalid
                aria-describedby=describedby
                on:input=on_input
                on:change=on_change
            />
        }
        .into_any(),
        Input::Area => view! {
            <textarea
                id=id.clone()
                name=name
                rows="5"
                prop:value=value
                aria-required=required.to_string()
                aria-invalid=invalid
                aria-describedby=describedby
                on:input=on_input
                on:change=on_change
            ></textarea>
        }
        .into_any(),
        Input::Choice(topics) => {
            let choose = ui.text("contact.topic.choose");
            let option = |value: String, label: String, chosen: bool| {
                view! { <option value=value selected=chosen>{label}</option> }
            };
            let topics = topics.into_iter().map(|topic| {
                let chosen = topic == value;
                option(topic.clone(), topic, chosen)
            });
            view! {
                <select id=id.clone() name=name on:change=on_input>
                    {option(String::new(), choose, value.is_empty())}
                    {topics.collect_view()}
                </select>
            }
            .into_any()
        }
    };
    let optional = (!required)
        .then(|| view! { <span class="optional">{ui.text("contact.optional")}</span> });
    let fault = move || {
        fault.get().map(|fault| {
            view! { <p class="fault-text" id=fault_id.clone()>{sentence(ui, field, fault)}</p> }
        })
    };
    view! {
        <div class="field">
            <label for=id>{ui.text(&["contact.", name].concat())} {optional}</label>
            {control}
            {fault}
        </div>
    }
}

fn sentence(ui: Ui, field: Field, fault: FieldFault) -> String {
    let kind = match fault {
        FieldFault::Missing => "missing",
        FieldFault::Invalid => "invalid",
        FieldFault::TooLong(most) => {
            return ui.fill("contact.error.too-long", "count", &most.to_string());
        }
    };
    ui.text(&["contact.error.", field.as_str(), ".", kind].concat())
}
