//! The body of the panel: one screen at a time, and the way to a person under it.

use leptos::prelude::*;

use super::article_view::ArticleView;
use super::category_view::CategoryView;
use super::contact_link::ContactFooter;
use super::contact_view::ContactView;
use super::home::Home;
use super::result_list::ResultList;
use super::ui::Ui;
use crate::state::Screen;

/// Chooses the screen.
#[component]
pub(crate) fn Panel(ui: Ui) -> impl IntoView {
    let screen = ui.part(|state| (state.screen().clone(), state.found.is_some()));
    let offline = ui.part(|state| state.offline);
    let footer = ui.part(|state| *state.screen() != Screen::Contact);
    view! {
        {move || {
            offline.get().then(|| view! { <p class="offline">{ui.text("offline.notice")}</p> })
        }}
        <div class="screen">
            {move || match screen.get() {
                (Screen::Search, false) => view! { <Home ui=ui /> }.into_any(),
                (Screen::Search, true) => view! { <ResultList ui=ui /> }.into_any(),
                (Screen::Category(at), _) => view! { <CategoryView ui=ui at=at /> }.into_any(),
                (Screen::Article(_), _) => view! { <ArticleView ui=ui /> }.into_any(),
                (Screen::Contact, _) => view! { <ContactView ui=ui /> }.into_any(),
            }}
        </div>
        {move || footer.get().then(|| view! { <ContactFooter ui=ui /> })}
    }
}
