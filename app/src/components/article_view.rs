//! An article: its text, what to read next, and whether it helped.

use docent_protocol::ArticlePage;

use super::article_html::article_html;
use super::entry_list::entry_list;
use super::icon::{self, icon};
use super::notice::notice;
use super::skeleton::skeleton;
use super::ui::{Entry, Ui};
use super::vote::vote;
use crate::node::{El, Node, el, live};
use crate::state::{Fault, Message, Part, Reading};

/// The article of the visible screen, however far it has come.
pub(super) fn article_view(ui: Ui) -> Node {
    live(move || match ui.follow(Part::Reading, |state| state.reading.clone()) {
        Reading::Loading => skeleton(ui).into(),
        Reading::Ready(page) => article(ui, &page),
        Reading::Failed(fault) => lost(ui, fault).into(),
    })
}

fn article(ui: Ui, page: &ArticlePage) -> Node {
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

fn lost(ui: Ui, fault: Fault) -> El {
    let key = match fault {
        Fault::Offline => "article.offline.",
        Fault::Broken => "article.failed.",
        Fault::Missing => "article.missing.",
    };
    let text = |part| ui.text(&[key, part].concat());
    let missing = fault == Fault::Missing;
    let label = if missing { "contact.home" } else { "article.retry" };
    let message = move || if missing { Message::Home } else { Message::Retry };
    notice(ui, icon::ALERT, &text("title"), &text("text"))
        .child(ui.button("main", message).say(ui, label))
}
