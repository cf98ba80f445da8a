//! Focus, and the attributes that tie the search field to the list.

use std::rc::Rc;

use leptos::prelude::RenderEffect;

use crate::components::result_list;
use crate::frame::Frame;
use crate::page::{self, attribute};
use crate::runtime::Runtime;
use crate::state::{Focus, Part, Screen};

/// Moves the focus to a part of the panel.
pub(crate) fn move_focus(frame: &Frame, focus: Focus) {
    let selector = match focus {
        Focus::SearchField if page::opens_keyboard() => return page::focus_quietly(&frame.body()),
        Focus::SearchField => return page::focus_quietly(&frame.input()),
        Focus::Heading => "h1",
        Focus::Fault => "[aria-invalid=true], .refused",
        Focus::Next => "[data-next]",
    };
    page::focus_first(&frame.body(), selector, focus != Focus::Heading);
}

/// Keeps the search field a combobox (WAI-ARIA 1.2) whose popup is the result list. Ends with the
/// returned effect.
pub(crate) fn tie_field_to_list(runtime: &Rc<Runtime>) -> RenderEffect<()> {
    let (input, runtime) = (runtime.frame.input(), runtime.weak());
    attribute(&input, "role", Some("combobox"));
    attribute(&input, "aria-autocomplete", Some("list"));
    RenderEffect::new(move |_| {
        let Some(runtime) = runtime.upgrade() else { return };
        let (expanded, active) =
            runtime.model.follow(&[Part::Screen, Part::Count, Part::Active], |state| {
                let found = state.found.as_ref().is_some_and(|found| !found.hits.is_empty());
                (found && *state.screen() == Screen::Search, state.active)
            });
        attribute(&input, "aria-expanded", Some(if expanded { "true" } else { "false" }));
        // A reference to a list that is not there is an error, and so is a stale one to a line.
        attribute(&input, "aria-controls", expanded.then_some(result_list::ID));
        let active = active.filter(|_| expanded).map(result_list::option_id);
        attribute(&input, "aria-activedescendant", active.as_deref());
    })
}
