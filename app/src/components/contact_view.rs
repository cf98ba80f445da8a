//! The way to a person: a form, what became of it, or a mail link.

use leptos::prelude::*;

use super::contact_form::ContactForm;
use super::icon::{self, Icon};
use super::notice::Notice;
use super::ui::Ui;
use crate::state::{Message, Stage};

/// The form where the site takes messages, else a mail link.
#[component]
pub(super) fn ContactView(ui: Ui) -> impl IntoView {
    if ui.site().contact.endpoint.is_none() {
        return view! { <MailLink ui=ui /> }.into_any();
    }
    // Only the kind of stage: the form must stay as it is while its message is on its way.
    let shown = ui.part(|state| match &state.contact.stage {
        stage @ (Stage::Queued { .. } | Stage::Sent { .. }) => Some(stage.clone()),
        _ => None,
    });
    let content = move || match shown.get() {
        Some(Stage::Queued { kept, .. }) => view! { <Queued ui=ui kept=kept /> }.into_any(),
        Some(Stage::Sent { reference }) => view! { <Sent ui=ui reference=reference /> }.into_any(),
        _ => view! { <ContactForm ui=ui /> }.into_any(),
    };
    content.into_any()
}

#[component]
fn Queued(ui: Ui, kept: bool) -> impl IntoView {
    let text = if kept { "contact.queued.text" } else { "contact.queued.volatile" };
    view! {
        <Notice
            icon=icon::CLOCK
            title=ui.text("contact.queued.title")
            text=ui.text(text)
        >
            <button type="button" class="main" on:click=move |_| ui.send(Message::SendQueued)>
                {ui.text("contact.queued.now")}
            </button>
            <button type="button" class="quiet" on:click=move |_| ui.send(Message::EditQueued)>
                {ui.text("contact.queued.edit")}
            </button>
        </Notice>
    }
}

#[component]
fn Sent(ui: Ui, reference: String) -> impl IntoView {
    let email = ui.state.with_untracked(|state| state.contact.email.trim().to_owned());
    let number = (!reference.is_empty()).then(|| {
        view! {
            <p class="reference">
                {ui.text("contact.sent.reference")} <strong>{reference}</strong>
            </p>
        }
    });
    view! {
        <Notice
            icon=icon::DONE
            title=ui.text("contact.sent.title")
            text=ui.fill("contact.sent.text", "email", &email)
        >
            {number}
            <button type="button" class="main" on:click=move |_| ui.send(Message::Home)>
                {ui.text("contact.home")}
            </button>
            <button type="button" class="quiet" on:click=move |_| ui.send(Message::WriteAnother)>
                {ui.text("contact.again")}
            </button>
        </Notice>
    }
}

#[component]
fn MailLink(ui: Ui) -> impl IntoView {
    let email = ui.site().contact.email.clone().unwrap_or_default();
    let query = ui.state.with_untracked(|state| state.query.trim().to_owned());
    let subject: String = js_sys::encode_uri_component(&query).into();
    let subject = if query.is_empty() { String::new() } else { ["?subject=", &subject].concat() };
    let href = ["mailto:", &email, &subject].concat();
    view! {
        <Notice
            icon=icon::MAIL
            title=ui.text("contact.title")
            text=ui.text("contact.mail.text")
        >
            <a class="main" href=href>
                <Icon path=icon::MAIL />
                {ui.fill("contact.mail", "email", &email)}
            </a>
        </Notice>
    }
}
