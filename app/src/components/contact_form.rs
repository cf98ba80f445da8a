//! The form: who, about what, and the message.

use leptos::prelude::*;

use super::context_list::ContextList;
use super::form_field::{FormField, Input};
use super::ui::Ui;
use crate::state::{Field, Message, Stage};

/// Fields, what goes along, and the button.
#[component]
pub(super) fn ContactForm(ui: Ui) -> impl IntoView {
    let contact = ui.site().contact.clone();
    let reply = contact
        .reply_time
        .map(|time| view! { <p class="lead">{ui.fill("contact.reply", "time", &time)}</p> });
    let topic = (!contact.topics.is_empty())
        .then(|| view! { <FormField ui=ui field=Field::Topic input=Input::Choice(contact.topics) /> });
    let refused = ui.part(|state| match &state.contact.stage {
        Stage::Refused(why) => Some(why.clone()),
        _ => None,
    });
    let refused = move || {
        refused.get().map(|why| {
            let text = ui.fill("contact.error.refused", "why", &why);
            view! { <p class="refused" role="alert" tabindex="-1">{text}</p> }
        })
    };
    let sending = ui.part(|state| matches!(state.contact.stage, Stage::Sending { .. }));
    let label =
        move || ui.text(if sending.get() { "contact.sending" } else { "contact.send" });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        ui.send(Message::Submit);
    };
    view! {
        <form class="contact" novalidate="" on:submit=submit>
            <h1 tabindex="-1">{ui.text("contact.title")}</h1>
            {reply}
            {refused}
            <FormField ui=ui field=Field::Name input=Input::Line { kind: "text", autocomplete: "name" } />
            <FormField
                ui=ui
                field=Field::Email
                input=Input::Line { kind: "email", autocomplete: "email" }
            />
            {topic}
            <FormField ui=ui field=Field::Message input=Input::Area />
            <ContextList ui=ui />
            <button type="submit" class="main wide" aria-disabled=move || sending.get().to_string()>
                {label}
            </button>
        </form>
    }
}
