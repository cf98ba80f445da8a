//! The articles of one category.

use leptos::prelude::*;

use super::entry_list::EntryList;
use super::ui::Ui;

/// Title, description and articles.
#[component]
pub(super) fn CategoryView(
    ui: Ui,
    /// Position in the site's list.
    at: usize,
) -> impl IntoView {
    let site = ui.site();
    site.categories.get(at).map(|category| {
        let description = (!category.description.is_empty())
            .then(|| view! { <p class="lead">{category.description.clone()}</p> });
        view! {
            <div class="category">
                <h1 tabindex="-1">{category.title.clone()}</h1>
                {description}
                <EntryList ui=ui entries=ui.entries(&category.articles) />
            </div>
        }
    })
}
