//! An article: its text, what to read next, and whether it helped.

use std::sync::Arc;

use docent_protocol::ArticlePage;
use leptos::prelude::*;

use super::article_html::ArticleHtml;
use super::entry_list::EntryList;
use super::icon::{self, Icon};
use super::notice::Notice;
use super::skeleton::Skeleton;
use super::ui::{Entry, Ui};
use super::vote::Vote;
use crate::state::{Fault, Message, Reading};

/// The article of the visible screen, however far it has come.
#[component]
pub(super) fn ArticleView(ui: Ui) -> impl IntoView {
    let reading = ui.part(|state| state.reading.clone());
    move || match reading.get() {
        Reading::Loading => view! { <Skeleton ui=ui /> }.into_any(),
        Reading::Ready(page) => view! { <Article ui=ui page=page /> }.into_any(),
        Reading::Failed(fault) => view! { <Lost ui=ui fault=fault /> }.into_any(),
    }
}

#[component]
fn Article(ui: Ui, page: Arc<ArticlePage>) -> impl IntoView {
    let page_url = ui.static_page(&page.slug);
    let related = page.related.iter();
    let related: Vec<_> = related
        .map(|link| Entry { slug: link.slug.clone(), title: link.title.clone() })
        .collect();
    let related = (!related.is_empty()).then(|| {
        view! {
            <section class="related">
                <h2>{ui.text("article.related")}</h2>
                <EntryList ui=ui entries=related />
            </section>
        }
    });
    let vote = ui.site().events.is_some().then(|| view! { <Vote ui=ui /> });
    view! {
        <article lang=page.lang.clone()>
            <h1 tabindex="-1">{page.title.clone()}</h1>
            <ArticleHtml ui=ui page=page.clone() />
        </article>
        <p class="out">
            <a href=page_url target="_blank" rel="noopener">
                {ui.text("article.open")}
                <Icon path=icon::LINK_OUT />
            </a>
        </p>
        {vote}
        {related}
    }
}

#[component]
fn Lost(ui: Ui, fault: Fault) -> impl IntoView {
    let key = match fault {
        Fault::Offline => "article.offline.",
        Fault::Broken => "article.failed.",
        Fault::Missing => "article.missing.",
    };
    let title = ui.text(&[key, "title"].concat());
    let text = ui.text(&[key, "text"].concat());
    let (label, message) = match fault {
        Fault::Missing => ("contact.home", Message::Home),
        _ => ("article.retry", Message::Retry),
    };
    view! {
        <Notice icon=icon::ALERT title=title text=text>
            <button type="button" class="main" on:click=move |_| ui.send(message.clone())>
                {ui.text(label)}
            </button>
        </Notice>
    }
}
