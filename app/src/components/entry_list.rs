//! Articles to choose from.

use leptos::prelude::*;

use super::icon::{self, Icon};
use super::ui::{Entry, Ui};
use crate::state::{Message, Place, Target};

/// A list of articles; each line opens one.
#[component]
pub(super) fn EntryList(ui: Ui, entries: Vec<Entry>) -> impl IntoView {
    let lines = entries.into_iter().map(move |Entry { slug, title }| {
        let open = move |_| {
            let place = Place { slug: slug.clone(), target: Target::Top };
            ui.send(Message::OpenArticle(place));
        };
        view! {
            <li>
                <button type="button" class="entry" on:click=open>
                    <Icon path=icon::ARTICLE />
                    <span>{title}</span>
                    <Icon path=icon::NEXT />
                </button>
            </li>
        }
    });
    view! { <ul class="entries">{lines.collect_view()}</ul> }
}
