//! The start: what may help on this page, searches of this visit, and categories, offered before
//! anything is typed.

use docent_protocol::Category;

use super::entry_list::{entry_list, question_list};
use super::icon::{self, icon};
use super::ui::Ui;
use crate::node::{El, Node, el};
use crate::state::Message;

/// Suggestions or main articles, recent searches, and categories.
pub(super) fn home(ui: Ui) -> El {
    let site = ui.site();
    let recent = ui.peek(|state| state.recent.clone());
    let recent =
        (!recent.is_empty()).then(|| section(ui, "home.recent", question_list(ui, &recent)));
    // One category is no choice.
    let categories = (site.categories.len() > 1 || site.main.is_empty()).then(|| {
        let cards = site.categories.iter().enumerate().map(|(at, one)| card(ui, at, one));
        section(ui, "home.categories", el("ul.cards").child(cards.collect::<Node>()))
    });
    el("div.home").child(articles(ui)).child(recent).child(categories)
}

fn section(ui: Ui, heading: &str, list: El) -> El {
    el("section").child(el("h2").say(ui, heading)).child(list)
}

/// What is suggested on the page around the widget, else the main articles.
fn articles(ui: Ui) -> Option<El> {
    let suggested = ui.suggested();
    let (heading, entries) = if suggested.is_empty() {
        ("home.main", ui.entries(&ui.site().main))
    } else {
        ("home.suggested", suggested)
    };
    (!entries.is_empty()).then(|| section(ui, heading, entry_list(ui, entries)))
}

fn card(ui: Ui, at: usize, category: &Category) -> El {
    let Category { title, description, icon_line, icon_face, articles, .. } = category;
    let drawn = match (icon_line.as_str(), icon_face.as_str()) {
        ("", "") => icon(icon::FOLDER),
        ("", face) => icon(face).class("face"),
        (line, _) => icon(line),
    };
    let button = ui
        .button("card", move || Message::OpenCategory(at))
        .child(drawn)
        .child(el("strong").text(title))
        .child((!description.is_empty()).then(|| el("span.about").text(description)))
        .child(el("span").text(&ui.count("count.articles", articles.len())));
    el("li").child(button)
}
