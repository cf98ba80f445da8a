//! What goes along with a message, to be seen and taken out: each by itself, or all at once.

use super::icon::{self, icon};
use super::ui::Ui;
use crate::node::{El, Node, el, live};
use crate::page;
use crate::state::{ContextItem, ContextPart, Message, Part};

/// The switch for all, and the parts of the context with a button each that leaves it out.
pub(super) fn context_list(ui: Ui) -> El {
    let is_empty = move || ui.follow(Part::Context, |state| state.contact.context.is_empty());
    // What is empty is hidden, and a hidden heading cannot take the focus.
    let heading = el("h2")
        .attr("tabindex", "-1")
        .live_attr("data-next", move || (!is_empty()).then(String::new))
        .say(ui, "contact.context");
    let switch = el("input")
        .attr("type", "checkbox")
        .attr("value", "yes")
        .attr("name", "along")
        .on("change", move |event| ui.send(Message::Along(!page::value_of(event).is_empty())));
    let switch =
        if ui.peek(|state| state.contact.alone) { switch } else { switch.attr("checked", "") };
    el("div.context")
        .live_attr("hidden", move || is_empty().then(String::new))
        .child(heading)
        .child(el("label.along").child(switch).child(el("span").say(ui, "contact.context.along")))
        .child(live(move || list(ui)))
}

fn list(ui: Ui) -> Option<El> {
    let (items, alone) =
        ui.follow(Part::Context, |state| (state.contact.context.clone(), state.contact.alone));
    let lines = items.into_iter().enumerate().map(|(at, item)| line(ui, at, item));
    (!alone).then(|| el("ul").child(lines.collect::<Node>()))
}

fn line(ui: Ui, at: usize, item: ContextItem) -> El {
    let ContextItem { part, value } = item;
    let label = ui.text(match part {
        ContextPart::Search => "contact.context.search",
        ContextPart::Article => "contact.context.article",
        ContextPart::Page => "contact.context.page",
    });
    let value = if part == ContextPart::Article { ui.title(&value) } else { value };
    // Several searches need names that differ.
    let what = [&label, " ", &value].concat();
    let remove = ui
        .button("round", move || Message::LeaveOut(at))
        .attr("aria-label", &ui.fill("contact.context.remove", "what", &what))
        .child(icon(icon::CLOSE));
    el("li").child(el("span.what").text(&label)).child(el("span.value").text(&value)).child(remove)
}
