//! Lines to choose from: articles, or searches of this visit.

use super::icon::{self, icon};
use super::ui::{Entry, Ui};
use crate::node::{El, Node, el};
use crate::state::{Message, Place, Target};

/// A list of articles and searches; each line opens one.
pub(super) fn entry_list(ui: Ui, entries: Vec<Entry>) -> El {
    let lines = entries.into_iter().map(|Entry { slug, title, is_stand_in }| {
        let path = if slug.is_some() { icon::ARTICLE } else { icon::CLOCK };
        let text = el("span").child(ui.written(Node::Text(title.clone()), is_stand_in));
        let open = move || match &slug {
            Some(slug) => Message::OpenArticle(Place { slug: slug.clone(), target: Target::Top }),
            None => Message::Repeat(title.clone()),
        };
        el("li")
            .child(ui.button("entry", open).child(icon(path)).child(text).child(icon(icon::NEXT)))
    });
    ui.content(el("ul.entries"), false).child(lines.collect::<Node>())
}
