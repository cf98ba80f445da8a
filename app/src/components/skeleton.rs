//! The shape of an article that is on its way.

use leptos::html;
use leptos::prelude::*;

use super::ui::Ui;

/// Lines where text will stand.
#[component]
pub(super) fn Skeleton(ui: Ui) -> impl IntoView {
    let lines = [(); 6].map(|()| html::i());
    view! {
        <div class="skeleton" role="progressbar" aria-label=ui.text("article.loading")>
            {lines.into_iter().collect_view()}
        </div>
    }
}
