//! Results while the visitor types: the listbox of the search field's combobox.

use super::contact_link::contact_button;
use super::icon;
use super::marked_text::marked_text;
use super::notice::notice;
use super::ui::Ui;
use crate::i18n::{number, row};
use crate::more::more;
use crate::node::{El, Node, boolean, el, live};
use crate::state::{Fit, Found, FoundHit, Marked, Message, Part};

/// Id of the list.
pub(crate) const ID: &str = "docent-results";

/// Id of a line of the list.
pub(crate) fn option_id(at: usize) -> String {
    [ID, "-", &number(at)].concat()
}

/// Results, or what to do where there are none.
pub(super) fn result_list(ui: Ui) -> Node {
    live(move || {
        let count = ui
            .follow(Part::Count, |state| state.found.as_ref().map_or(0, |found| found.hits.len()));
        let results = if count == 0 { live(move || nothing_found(ui)) } else { list(ui, count) };
        let why = ui.debugs().then(|| live(move || why(ui)));
        Node::Many(vec![live(move || remark(ui)), results, why.into()])
    })
}

fn list(ui: Ui, count: usize) -> Node {
    let lines = (0..count).map(|at| line(ui, at)).collect::<Node>();
    ui.content(el("ul.results"), false)
        .attr("id", ID)
        .attr("role", "listbox")
        .attr("aria-label", &ui.text("results.label"))
        .child(lines)
        .into()
}

/// Why the results stand where they stand.
fn why(ui: Ui) -> Option<Node> {
    ui.follow(Part::More, |_| ());
    more().map(|more| live(move || more.explanations(ui)))
}

/// What to know about the results, with the way to the words as they were typed, and back.
fn remark(ui: Ui) -> Option<El> {
    // It says the question, which can change while the same is found.
    ui.follow(Part::Query, |_| ());
    let (text, other) = ui.follow(Part::Found, |state| {
        let Found { corrected, fit, .. } = state.found.as_ref()?;
        let query = state.query.trim();
        Some(match fit {
            _ if state.literal => {
                let text = ui.fill("results.literal", "query", query);
                (text, Some((false, ui.text("results.generous"))))
            }
            _ if !corrected.is_empty() => {
                let text = ui.fill("results.corrected", "words", &row(corrected));
                (text, Some((true, ui.fill("results.instead", "query", query))))
            }
            Fit::Poor => (ui.text("results.poor"), None),
            Fit::Close => (ui.text("results.close"), None),
            Fit::Nothing | Fit::Good => return None,
        })
    })?;
    let button = other.map(|(literal, text)| {
        ui.button("instead", move || Message::Literally(literal)).text(&text)
    });
    Some(el("p.remark").text(&text).child(button))
}

/// A line stays while its hit changes, so that a press on it is never lost between two keystrokes.
fn line(ui: Ui, at: usize) -> El {
    let show = move |part: fn(Ui, &FoundHit) -> Node| {
        live(move || {
            ui.follow(Part::Found, |state| {
                let hit = state.found.as_ref().and_then(|found| found.hits.get(at));
                hit.map(|hit| part(ui, hit))
            })
        })
    };
    let selected = move || {
        let active = ui.follow(Part::Active, |state| state.active);
        Some(boolean(active == Some(at)))
    };
    let class = move || {
        let clear = ui.follow(Part::Found, |state| {
            at == 0 && state.found.as_ref().is_some_and(|found| found.is_clear)
        });
        clear.then(|| "answer".to_owned())
    };
    el("li")
        .attr("id", &option_id(at))
        .live_attr("class", class)
        .attr("role", "option")
        .live_attr("aria-selected", selected)
        // The field keeps the focus.
        .on("mousedown", |event| event.prevent_default())
        .on("click", move |_| ui.send(Message::ChooseHit(at)))
        .child(el("strong").child(show(|ui, hit| marked_text(ui, &hit.title, hit.is_stand_in))))
        .child(el("span.where").child(show(place)))
        .child(el("span.snippet").child(show(snippet)))
}

fn snippet(ui: Ui, hit: &FoundHit) -> Node {
    hit.snippet.as_ref().map(|snippet| marked_text(ui, snippet, hit.is_stand_in)).into()
}

/// Category and section of a hit.
fn place(ui: Ui, hit: &FoundHit) -> Node {
    let category = Marked { text: hit.category.clone(), marks: Vec::new() };
    let mut parts: Vec<Node> = Vec::new();
    for (part, is_stand_in) in [(&category, false), (&hit.heading, hit.is_stand_in)] {
        if part.text.is_empty() {
            continue;
        }
        if !parts.is_empty() {
            parts.push(el("span.sep").text("›").into());
        }
        parts.push(el("span").child(marked_text(ui, part, is_stand_in)).into());
    }
    Node::Many(parts)
}

/// What to do when nothing fits.
fn nothing_found(ui: Ui) -> El {
    let query = ui.follow(Part::Query, |state| state.query.trim().to_owned());
    let title = ui.fill("results.none.title", "query", &query);
    notice(ui, icon::SEARCH, &title, &ui.text("results.none.text")).child(contact_button(ui))
}
