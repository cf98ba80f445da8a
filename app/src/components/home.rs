//! The start: main articles and categories.

use leptos::prelude::*;

use super::entry_list::EntryList;
use super::icon::{self, Icon};
use super::ui::Ui;
use crate::state::Message;

/// What is offered before anything is typed.
#[component]
pub(super) fn Home(ui: Ui) -> impl IntoView {
    let site = ui.site();
    let main = ui.entries(&site.main);
    let main = (!main.is_empty()).then(|| {
        view! {
            <section>
                <h2>{ui.text("home.main")}</h2>
                <EntryList ui=ui entries=main />
            </section>
        }
    });
    // One category is no choice: its articles are the list above.
    let categories = (site.categories.len() > 1).then(|| {
        let cards = site.categories.iter().enumerate().map(|(at, category)| {
            let count = ui.count("count.articles", category.articles.len());
            view! {
                <li>
                    <button
                        type="button"
                        class="card"
                        on:click=move |_| ui.send(Message::OpenCategory(at))
                    >
                        <Icon path=icon::FOLDER />
                        <strong>{category.title.clone()}</strong>
                        <span>{count}</span>
                    </button>
                </li>
            }
        });
        view! {
            <section>
                <h2>{ui.text("home.categories")}</h2>
                <ul class="cards">{cards.collect_view()}</ul>
            </section>
        }
    });
    view! { <div class="home">{main} {categories}</div> }
}
