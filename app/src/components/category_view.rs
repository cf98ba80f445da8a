//! The articles of one category.

use super::entry_list::entry_list;
use super::ui::Ui;
use crate::node::{El, el};

/// Title, description and articles of the category at this position in the site's list.
pub(super) fn category_view(ui: Ui, at: usize) -> Option<El> {
    let site = ui.site();
    let category = site.categories.get(at)?;
    let description =
        (!category.description.is_empty()).then(|| el("p.lead").text(&category.description));
    let view = el("div.category")
        .child(ui.heading(&category.title))
        .child(description)
        .child(entry_list(ui, ui.entries(&category.articles)));
    Some(view)
}
