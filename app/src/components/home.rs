//! The start: what may help on this page, searches of this visit, and categories, offered before
//! anything is typed.

use docent_protocol::Category;

use super::entry_list::entry_list;
use super::icon::{self, icon};
use super::ui::{Entry, Ui};
use crate::node::{El, Node, el};
use crate::state::Message;

/// Suggestions or main articles, recent searches, and categories.
pub(super) fn home(ui: Ui) -> El {
    let site = ui.site();
    let suggested = list(ui, "home.suggested", ui.named(&ui.peek(|state| state.suggested.clone())));
    let main = suggested.or_else(|| list(ui, "home.main", ui.entries(&site.main)));
    // One category is no choice.
    let categories = (site.categories.len() > 1 || main.is_none()).then(|| {
        let cards = site.categories.iter().enumerate().map(|(at, one)| card(ui, at, one));
        section(
            ui,
            "home.categories",
            ui.content(el("ul.cards"), false).child(cards.collect::<Node>()),
        )
    });
    // A page's language need not be one that has articles.
    let foreign = ui
        .is_foreign()
        .then(|| el("p.foreign").text(&ui.fill("home.language", "language", &ui.language())));
    el("div.home")
        .child(foreign)
        .child(main)
        .child(list(ui, "home.recent", ui.recent()))
        .child(categories)
}

fn list(ui: Ui, heading: &str, entries: Vec<Entry>) -> Option<El> {
    (!entries.is_empty()).then(|| section(ui, heading, entry_list(ui, entries)))
}

fn section(ui: Ui, heading: &str, list: El) -> El {
    el("section").child(el("h2").say(ui, heading)).child(list)
}

fn card(ui: Ui, at: usize, category: &Category) -> El {
    let Category { title, description, icon_line, icon_face, articles, .. } = category;
    let (path, class) = match (icon_line.is_empty(), icon_face.is_empty()) {
        (false, _) => (icon_line.as_str(), ""),
        (_, false) => (icon_face.as_str(), "face"),
        _ => (icon::FOLDER, ""),
    };
    let button = ui
        .button("card", move || Message::OpenCategory(at))
        .child(icon(path).class(class))
        .child(el("strong").text(title))
        .child((!description.is_empty()).then(|| el("span.about").text(description)))
        .child(el("span").text(&ui.count("count.articles", articles.len())));
    el("li").child(button)
}
