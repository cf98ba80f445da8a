//! Articles to choose from.

use super::icon::{self, icon};
use super::ui::{Entry, Ui};
use crate::node::{El, Node, el};
use crate::state::{Message, Place, Target};

/// A list of articles; each line opens one.
pub(super) fn entry_list(ui: Ui, entries: Vec<Entry>) -> El {
    let lines = entries.into_iter().map(|Entry { slug, title }| {
        let open = move || Message::OpenArticle(Place { slug: slug.clone(), target: Target::Top });
        let button = ui
            .button("entry", open)
            .child(icon(icon::ARTICLE))
            .child(el("span").text(&title))
            .child(icon(icon::NEXT));
        el("li").child(button)
    });
    el("ul.entries").child(lines.collect::<Node>())
}
