//! An article that has arrived: its text, whether it helped, and what to read next.

use docent_protocol::ArticlePage;

use super::article_html::{article_html, texts, with_clicks};
use super::entry_list::entry_list;
use super::icon::{self, icon};
use super::ui::Ui;
use super::vote::vote;
use crate::node::{El, Node, el};

/// Text, vote, the next and related articles.
pub(crate) fn article(ui: Ui, page: &ArticlePage) -> Node {
    let vote = ui.site().events.is_some().then(|| vote(ui));
    Node::Many(vec![
        text(ui, page).into(),
        vote.into(),
        links(ui, "article.next", page.next.as_slice()).into(),
        links(ui, "article.related", &page.related).into(),
    ])
}

fn text(ui: Ui, page: &ArticlePage) -> El {
    let (url, texts) = (ui.resolve(&page.url), texts(ui));
    let (prose, marked) = article_html(ui, page, &texts, &url);
    // The title once more, in one line that stays when the heading is out of sight.
    let here = el("div.here").attr("aria-hidden", "true").text(&page.title);
    let unmark = el("button.unmark").attr("type", "button").say(ui, "article.unmark");
    let stands_in = page.lang != ui.site().lang;
    let article = ui
        .content(el("article"), stands_in)
        .child(ui.heading(&page.title))
        .child(here)
        .child(marked.then_some(unmark))
        .child(stands_in.then(|| untranslated(ui)))
        .child(prose)
        .child(ways_on(ui, &url));
    with_clicks(article, ui, page.slug.clone(), texts)
}

/// Says in the interface's language that there is no article in the visitor's.
fn untranslated(ui: Ui) -> El {
    el("p.foreign").attr("lang", &ui.lang()).attr("dir", "auto").text(&ui.fill(
        "article.untranslated",
        "language",
        &ui.language(),
    ))
}

/// The article outside of the widget: as a page, and as a link to hand on.
fn ways_on(ui: Ui, url: &str) -> El {
    let open = el("a")
        .attr("href", url)
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .say(ui, "article.open")
        .child(icon(icon::LINK_OUT));
    let copy = el("button.copy")
        .attr("type", "button")
        .attr("data-copy", url)
        .say(ui, "article.copy-link");
    el("p.out").child(open).child(copy)
}

fn links(ui: Ui, heading: &str, slugs: &[String]) -> Option<El> {
    let mut entries = Vec::new();
    for slug in slugs {
        entries.append(&mut ui.named(slug));
    }
    (!entries.is_empty()).then(|| {
        el("section.related").child(el("h2").say(ui, heading)).child(entry_list(ui, entries))
    })
}
