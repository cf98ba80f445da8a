//! Focus, and the attributes that tie the search field to the list.

use std::rc::Rc;

use leptos::prelude::{RenderEffect, document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use crate::components::result_list;
use crate::frame::Frame;
use crate::runtime::Runtime;
use crate::state::{Focus, Part, Screen};

/// Whether the focus is the widget's to move: never take it from an element of the page.
pub(crate) fn may_move_focus(frame: &Frame) -> bool {
    if frame.root().active_element().is_some() {
        return true;
    }
    let document = document();
    match (document.active_element(), document.body()) {
        (Some(active), Some(body)) => active == *body.as_ref(),
        _ => true,
    }
}

/// Moves the focus to a part of the panel.
pub(crate) fn move_focus(frame: &Frame, focus: Focus) {
    let body = frame.body();
    let selector = match focus {
        Focus::SearchField if opens_keyboard() => return focus_quietly(&body),
        Focus::SearchField => return focus_quietly(&frame.input()),
        Focus::Heading => "h1",
        Focus::Fault => "[aria-invalid=true], [role=alert]",
        Focus::Next => "[data-next]",
    };
    let found = body.query_selector(selector).ok().flatten();
    match found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        Some(found) if focus == Focus::Heading => focus_quietly(&found),
        Some(found) => {
            let _ = found.focus();
        }
        // It is on its way; the keys must not fall through to the page meanwhile.
        None => focus_quietly(&body),
    }
}

/// Gives the focus to an element, making it able to take it, without scrolling to it.
pub(crate) fn focus_quietly(element: &HtmlElement) {
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        element.set_tab_index(-1);
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Whether focusing a field would cover half of the screen with a keyboard.
fn opens_keyboard() -> bool {
    let query = window().match_media("(pointer: coarse)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Keeps the search field a combobox (WAI-ARIA 1.2) whose popup is the result list. Ends with the
/// returned effect.
pub(crate) fn tie_field_to_list(runtime: &Rc<Runtime>) -> RenderEffect<()> {
    let (input, runtime) = (runtime.frame.input(), runtime.weak());
    set(&input, "role", "combobox");
    set(&input, "aria-autocomplete", "list");
    RenderEffect::new(move |_| {
        let Some(runtime) = runtime.upgrade() else { return };
        let (expanded, active) =
            runtime.model.follow(&[Part::Screen, Part::Count, Part::Active], |state| {
                let found = state.found.as_ref().is_some_and(|found| !found.hits.is_empty());
                (found && *state.screen() == Screen::Search, state.active)
            });
        set(&input, "aria-expanded", if expanded { "true" } else { "false" });
        // A reference to a list that is not there is an error, and so is a stale one to a line.
        if expanded {
            set(&input, "aria-controls", result_list::ID);
        } else {
            let _ = input.remove_attribute("aria-controls");
        }
        match active.filter(|_| expanded) {
            Some(at) => set(&input, "aria-activedescendant", &result_list::option_id(at)),
            None => {
                let _ = input.remove_attribute("aria-activedescendant");
            }
        }
    })
}

fn set(element: &Element, name: &str, value: &str) {
    // Fails for malformed names only.
    let _ = element.set_attribute(name, value);
}
