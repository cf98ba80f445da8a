//! An article that has arrived: its text, whether it helped, and what to read next.

use docent_protocol::ArticlePage;

use super::article_html::article_html;
use super::entry_list::entry_list;
use super::icon::{self, icon};
use super::ui::{Entry, Ui};
use super::vote::vote;
use crate::node::{Node, el};

/// Text, vote and related articles.
pub(crate) fn article(ui: Ui, page: &ArticlePage) -> Node {
    let text = el("article")
        .attr("lang", &page.lang)
        .child(ui.heading(&page.title))
        .child(article_html(ui, page));
    let out = el("a")
        .attr("href", &ui.static_page(&page.slug))
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .say(ui, "article.open")
        .child(icon(icon::LINK_OUT));
    let related = (!page.related.is_empty()).then(|| {
        let entry = |link: &docent_protocol::ArticleLink| Entry {
            slug: link.slug.clone(),
            title: link.title.clone(),
        };
        el("section.related")
            .child(el("h2").say(ui, "article.related"))
            .child(entry_list(ui, page.related.iter().map(entry).collect()))
    });
    let vote = ui.site().events.is_some().then(|| vote(ui));
    Node::Many(vec![text.into(), el("p.out").child(out).into(), vote.into(), related.into()])
}
