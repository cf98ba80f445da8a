//! A whole view for a moment when there is little to show: nothing found, failed, waiting, sent.

use leptos::prelude::*;

use super::icon::Icon;

/// An icon, a heading, a sentence, and what can be done.
#[component]
pub(super) fn Notice(
    /// Path of the icon.
    icon: &'static str,
    /// What is the case.
    #[prop(into)]
    title: String,
    /// What it means for the visitor.
    #[prop(into)]
    text: String,
    /// Buttons and links.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="notice">
            <span class="notice-icon"><Icon path=icon /></span>
            <h1 tabindex="-1">{title}</h1>
            <p>{text}</p>
            {children()}
        </div>
    }
}
