//! The text of an article: prepared HTML, which becomes nodes in `page/prose.js` and nowhere else.

use docent_protocol::ArticlePage;

use super::ui::Ui;
use crate::node::{El, el};
use crate::page;
use crate::state::{Message, Place, Target};

/// The text of an article.
pub(super) fn article_html(ui: Ui, page: &ArticlePage) -> El {
    let html: String = page.sections.iter().map(|section| section.html.as_str()).collect();
    let (base, window, table) =
        (ui.base(), ui.text("article.new-window"), ui.text("article.table"));
    let slug = page.slug.clone();
    el("div.prose").with(|element| page::write_prose(element, &html, &base, &window, &table)).on(
        "click",
        move |event| {
            if let Some(link) = page::link_of(event) {
                ui.send(Message::OpenArticle(place(&slug, &link)));
            }
        },
    )
}

/// Where a link leads that stays inside the widget: to an article, or to a part of this one.
fn place(slug: &str, link: &str) -> Place {
    match link.strip_prefix('#') {
        Some(id) => Place { slug: slug.to_owned(), target: Target::Id(id.to_owned()) },
        None => Place::parse(link),
    }
}
