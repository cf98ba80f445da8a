//! Lines to choose from: articles, or searches of this visit.

use super::icon::{self, icon};
use super::ui::{Entry, Ui};
use crate::node::{El, Node, el};
use crate::state::{Message, Place, Target};

/// A list of articles; each line opens one.
pub(super) fn entry_list(ui: Ui, entries: Vec<Entry>) -> El {
    let lines = entries.into_iter().map(|Entry { slug, title }| {
        let place = Place { slug, target: Target::Top };
        line(ui, icon::ARTICLE, &title, Message::OpenArticle(place))
    });
    el("ul.entries").child(lines.collect::<Node>())
}

/// A list of questions; each line asks one again.
pub(super) fn question_list(ui: Ui, questions: Vec<String>) -> El {
    let lines = questions
        .into_iter()
        .map(|question| line(ui, icon::CLOCK, &question.clone(), Message::Repeat(question)));
    el("ul.entries").child(lines.collect::<Node>())
}

fn line(ui: Ui, path: &str, text: &str, message: Message) -> El {
    let button = ui
        .button("entry", move || message.clone())
        .child(icon(path))
        .child(el("span").text(text))
        .child(icon(icon::NEXT));
    el("li").child(button)
}
