//! What goes along with a message, to be seen and taken out.

use leptos::prelude::*;

use super::icon::{self, Icon};
use super::ui::Ui;
use crate::state::{ContextItem, ContextPart, Message};

/// The parts of the context, each with a button that leaves it out.
#[component]
pub(super) fn ContextList(ui: Ui) -> impl IntoView {
    let items = ui.part(|state| state.contact.context.clone());
    move || {
        let items = items.get();
        (!items.is_empty()).then(|| {
            view! {
                <div class="context">
                    <h2 tabindex="-1" data-next="">
                        {ui.text("contact.context")}
                    </h2>
                    <ul>{items.into_iter().map(|item| line(ui, item)).collect_view()}</ul>
                </div>
            }
        })
    }
}

fn line(ui: Ui, item: ContextItem) -> impl IntoView {
    let ContextItem { part, value } = item;
    let label = ui.text(match part {
        ContextPart::Search => "contact.context.search",
        ContextPart::Article => "contact.context.article",
        ContextPart::Page => "contact.context.page",
    });
    let remove = ui.fill("contact.context.remove", "what", &label);
    view! {
        <li>
            <span class="what">{label}</span>
            <span class="value">{value}</span>
            <button
                type="button"
                class="round"
                aria-label=remove
                on:click=move |_| ui.send(Message::LeaveOut(part))
            >
                <Icon path=icon::CLOSE />
            </button>
        </li>
    }
}
