//! Results while the visitor types: the listbox of the search field's combobox.

use leptos::html;
use leptos::prelude::*;

use super::contact_link::ContactButton;
use super::icon;
use super::marked_text::marked_text;
use super::notice::Notice;
use super::ui::Ui;
use crate::state::{Fit, FoundHit, Marked, Message};

/// Id of the list.
pub(crate) const ID: &str = "docent-results";

/// Id of a line of the list.
pub(crate) fn option_id(at: usize) -> String {
    [ID, "-", &at.to_string()].concat()
}

/// Results, or what to do where there are none.
#[component]
pub(super) fn ResultList(ui: Ui) -> impl IntoView {
    let empty = ui.part(|state| state.found.as_ref().is_some_and(|found| found.hits.is_empty()));
    move || {
        if empty.get() { view! { <NothingFound ui=ui /> }.into_any() } else { list(ui).into_any() }
    }
}

fn list(ui: Ui) -> impl IntoView {
    let hits = ui.part(|state| state.found.clone().unwrap_or_default().hits);
    let active = ui.part(|state| state.active);
    let remark = ui.part(|state| {
        let found = state.found.clone().unwrap_or_default();
        (found.corrected, found.fit)
    });
    let remark = move || {
        let (corrected, fit) = remark.get();
        match (corrected.is_empty(), fit) {
            (false, _) => {
                let words = corrected.join(", ");
                Some(ui.fill("results.corrected", "words", &words))
            }
            (true, Fit::Close) => Some(ui.text("results.close")),
            (true, _) => None,
        }
        .map(|text| view! { <p class="remark">{text}</p> })
    };
    // Lines are reused by position: between two keystrokes most of them only change their marks,
    // and a key would have to contain all that a line shows.
    let lines = move || {
        let hits = hits.get().into_iter().enumerate();
        hits.map(|(at, hit)| line(ui, at, hit, active)).collect_view()
    };
    view! {
        {remark}
        <ul id=ID role="listbox" class="results" aria-label=ui.text("results.label")>
            {lines}
        </ul>
    }
}

fn line(ui: Ui, at: usize, hit: FoundHit, active: Memo<Option<usize>>) -> impl IntoView {
    let selected = move || if active.get() == Some(at) { "true" } else { "false" };
    // The field keeps the focus; a press on a line must not take it away.
    view! {
        <li
            id=option_id(at)
            role="option"
            aria-selected=selected
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| ui.send(Message::ChooseHit(at))
        >
            <strong>{marked_text(&hit.title)}</strong>
            <span class="where">{place(&hit)}</span>
            <span class="snippet">{hit.snippet.as_ref().map(marked_text)}</span>
        </li>
    }
}

/// Category and section of a hit.
fn place(hit: &FoundHit) -> Vec<AnyView> {
    let category = Marked { text: hit.category.clone(), marks: Vec::new() };
    let mut parts = Vec::new();
    for part in [&category, &hit.heading] {
        if part.text.is_empty() {
            continue;
        }
        if !parts.is_empty() {
            parts.push(html::span().class("sep").child("›").into_any());
        }
        parts.push(html::span().child(marked_text(part)).into_any());
    }
    parts
}

/// What to do when nothing fits.
#[component]
fn NothingFound(ui: Ui) -> impl IntoView {
    let query = ui.part(|state| state.query.trim().to_owned());
    move || {
        let title = ui.fill("results.none.title", "query", &query.get());
        view! {
            <Notice icon=icon::SEARCH title=title text=ui.text("results.none.text")>
                <ContactButton ui=ui />
            </Notice>
        }
    }
}
