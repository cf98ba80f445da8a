//! The start: main articles and categories, offered before anything is typed.

use docent_protocol::Category;

use super::entry_list::entry_list;
use super::icon::{self, icon};
use super::ui::Ui;
use crate::node::{El, Node, el};
use crate::state::Message;

/// Main articles and categories.
pub(super) fn home(ui: Ui) -> El {
    let site = ui.site();
    let main = ui.entries(&site.main);
    let main = (!main.is_empty())
        .then(|| el("section").child(el("h2").say(ui, "home.main")).child(entry_list(ui, main)));
    // One category is no choice.
    let categories = (site.categories.len() > 1 || main.is_none()).then(|| {
        let cards = site.categories.iter().enumerate().map(|(at, one)| card(ui, at, one));
        el("section")
            .child(el("h2").say(ui, "home.categories"))
            .child(el("ul.cards").child(cards.collect::<Node>()))
    });
    el("div.home").child(main).child(categories)
}

fn card(ui: Ui, at: usize, category: &Category) -> El {
    let count = ui.count("count.articles", category.articles.len());
    let button = ui
        .button("card", move || Message::OpenCategory(at))
        .child(icon(icon::FOLDER))
        .child(el("strong").text(&category.title))
        .child(el("span").text(&count));
    el("li").child(button)
}
