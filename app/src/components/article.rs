//! An article that has arrived: its text, whether it helped, and what to read next.

use docent_protocol::{ArticleLink, ArticlePage};

use super::article_html::{article_html, texts, with_clicks};
use super::entry_list::entry_list;
use super::icon::{self, icon};
use super::ui::{Entry, Ui};
use super::vote::vote;
use crate::node::{El, Node, el};

/// Text, vote, the next and related articles.
pub(crate) fn article(ui: Ui, page: &ArticlePage) -> Node {
    let vote = ui.site().events.is_some().then(|| vote(ui));
    let next = page.next.clone().into_iter().collect();
    Node::Many(vec![
        text(ui, page).into(),
        vote.into(),
        links(ui, "article.next", next).into(),
        links(ui, "article.related", page.related.clone()).into(),
    ])
}

fn text(ui: Ui, page: &ArticlePage) -> El {
    let (url, texts) = (ui.static_page(&page.slug), texts(ui));
    let (prose, marked) = article_html(ui, page, &texts, &url);
    // The title once more, in one line that stays when the heading is out of sight.
    let here = el("div.here").attr("aria-hidden", "true").text(&page.title);
    let unmark = el("button.unmark").attr("type", "button").say(ui, "article.unmark");
    let article = ui
        .content(el("article"))
        .child(ui.heading(&page.title))
        .child(here)
        .child(marked.then_some(unmark))
        .child(prose)
        .child(ways_on(ui, &url));
    with_clicks(article, ui, page.slug.clone(), texts)
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

fn links(ui: Ui, heading: &str, links: Vec<ArticleLink>) -> Option<El> {
    let entry = |ArticleLink { slug, title }| Entry { slug: Some(slug), title };
    (!links.is_empty()).then(|| {
        el("section.related")
            .child(el("h2").say(ui, heading))
            .child(entry_list(ui, links.into_iter().map(entry).collect()))
    })
}
