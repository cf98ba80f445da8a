//! Lines to choose from: articles, or searches of this visit.

use super::icon::{self, icon};
use super::ui::{Entry, Ui};
use crate::node::{El, Node, el};
use crate::state::{Message, Place, Target};

/// A list of articles; each line opens one.
pub(super) fn entry_list(ui: Ui, entries: Vec<Entry>) -> El {
    let lines = entries.into_iter().map(|Entry { slug, title }| {
        let open = move || Message::OpenArticle(Place { slug: slug.clone(), target: Target::Top });
        line(ui, icon::ARTICLE, &title, Box::new(open))
    });
    el("ul.entries").child(lines.collect::<Node>())
}

/// A list of questions, each ended by a line break; each line asks one again.
pub(super) fn question_list(ui: Ui, questions: &str) -> El {
    let lines = questions.split_inclusive('\n').map(|question| {
        let question = question.trim_end().to_owned();
        let text = question.clone();
        line(ui, icon::CLOCK, &text, Box::new(move || Message::Repeat(question.clone())))
    });
    el("ul.entries").child(lines.collect::<Node>())
}

fn line(ui: Ui, path: &str, text: &str, message: Box<dyn Fn() -> Message>) -> El {
    let button = ui
        .button("entry", message)
        .child(icon(path))
        .child(el("span").text(text))
        .child(icon(icon::NEXT));
    el("li").child(button)
}
