//! What goes along with a message, to be seen and taken out.

use super::icon::{self, icon};
use super::ui::Ui;
use crate::node::{El, Node, el};
use crate::state::{ContextItem, ContextPart, Message, Part};

/// The parts of the context, each with a button that leaves it out.
pub(super) fn context_list(ui: Ui) -> Option<El> {
    let items = ui.follow(Part::Context, |state| state.contact.context.clone());
    if items.is_empty() {
        return None;
    }
    let heading = el("h2").attr("tabindex", "-1").attr("data-next", "").say(ui, "contact.context");
    let lines = items.into_iter().map(|item| line(ui, item)).collect::<Node>();
    Some(el("div.context").child(heading).child(el("ul").child(lines)))
}

fn line(ui: Ui, item: ContextItem) -> El {
    let ContextItem { part, value } = item;
    let label = ui.text(match part {
        ContextPart::Search => "contact.context.search",
        ContextPart::Article => "contact.context.article",
        ContextPart::Page => "contact.context.page",
    });
    let value = if part == ContextPart::Article { ui.title(&value) } else { value };
    let remove = ui
        .button("round", move || Message::LeaveOut(part))
        .attr("aria-label", &ui.fill("contact.context.remove", "what", &label))
        .child(icon(icon::CLOSE));
    el("li").child(el("span.what").text(&label)).child(el("span.value").text(&value)).child(remove)
}
