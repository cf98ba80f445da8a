//! The way to a person, from every view.

use leptos::prelude::*;

use super::icon::{self, Icon};
use super::ui::Ui;
use crate::state::Message;

fn open(ui: Ui) {
    let location = window().location();
    let page = location.origin().ok().zip(location.pathname().ok());
    ui.send(Message::OpenContact { page: page.map(|(origin, path)| [origin, path].concat()) });
}

/// Whether the site can be reached at all.
pub(super) fn has_contact(ui: Ui) -> bool {
    let contact = &ui.site().contact;
    contact.endpoint.is_some() || contact.email.is_some()
}

/// A button for where contact is the next thing to do.
#[component]
pub(super) fn ContactButton(ui: Ui) -> impl IntoView {
    has_contact(ui).then(|| {
        view! {
            <button type="button" class="main" on:click=move |_| open(ui)>
                {ui.text("contact.open")}
            </button>
        }
    })
}

/// The line under every view.
#[component]
pub(super) fn ContactFooter(ui: Ui) -> impl IntoView {
    has_contact(ui).then(|| {
        view! {
            <div class="footer">
                <span>{ui.text("contact.prompt")}</span>
                <button type="button" class="quiet" on:click=move |_| open(ui)>
                    <Icon path=icon::MAIL />
                    {ui.text("contact.open")}
                </button>
            </div>
        }
    })
}
