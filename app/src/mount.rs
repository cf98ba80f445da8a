//! The app moves into the loader's frame, and out again.

use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use docent_protocol::Site;
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Event, KeyboardEvent};

use crate::a11y;
use crate::components::panel::Panel;
use crate::components::ui::Ui;
use crate::engine::Engine;
use crate::events::object;
use crate::frame::Frame;
use crate::json::from_text;
use crate::runtime::Runtime;
use crate::state::{Focus, Message, Move, Place, Screen, State};

/// A running widget. Dropping it takes everything back that it put on the page.
#[wasm_bindgen]
pub struct Widget {
    // Before the runtime: the view uses signals and callbacks that end with it.
    _view: Box<dyn Any>,
    runtime: Rc<Runtime>,
}

/// Fills the frame with the app.
///
/// # Errors
///
/// An `Error` with a member `code` if the site's settings or its index cannot be read.
#[wasm_bindgen]
pub fn mount(frame: Frame, site: &str, index: Vec<u8>) -> Result<Widget, JsValue> {
    let site: Site =
        from_text(site).map_err(|_| failure("site-malformed", "the site's settings are damaged"))?;
    let site = Arc::new(site);
    let engine =
        Engine::open(index, &site).map_err(|error| failure(error.code(), "the search index cannot be read"))?;
    let body = frame.body();
    let slot = Rc::new(OnceCell::new());
    let made_in = slot.clone();
    let view = leptos::mount::mount_to(body, move || {
        let state = RwSignal::new(State::default());
        let made = Runtime::new(frame, site, engine, state);
        dress(&made);
        let ui = Ui::new(&made);
        let _ = made_in.set(made);
        view! { <Panel ui=ui /> }
    });
    let runtime = slot.get().cloned();
    let runtime = runtime.ok_or_else(|| failure("widget-stopped", "the view was not built"))?;
    begin(&runtime);
    Ok(Widget { _view: Box::new(view), runtime })
}

#[wasm_bindgen]
impl Widget {
    /// Searches without showing anything: an array of `Hit`, as `docent.d.ts` describes it.
    pub fn search(&self, query: &str, limit: usize) -> Array {
        let hits = self.runtime.engine.borrow_mut().hits(query, limit);
        let hits = hits.into_iter().map(|hit| {
            let url = self.runtime.config.static_page(&hit.slug);
            object(&[
                ("title", hit.title.into()),
                ("path", hit.path.into()),
                ("slug", hit.slug.into()),
                ("section", hit.section.into()),
                ("heading", hit.heading.into()),
                ("score", hit.score.into()),
                ("url", url.into()),
            ])
        });
        hits.collect()
    }

    /// Shows an article, given as `slug` or `slug#id`. False if there is none.
    pub fn show(&self, link: &str) -> bool {
        let place = Place::parse(link);
        let known = self.runtime.engine.borrow().page_file(&place.slug).is_some();
        if known {
            self.runtime.send(Message::OpenArticle(place));
        }
        known
    }

    /// One step back. False if there is none, so that the panel closes.
    pub fn step_back(&self) -> bool {
        let state = self.runtime.state;
        if !state.with_untracked(|state| state.trail.is_empty()) {
            self.runtime.send(Message::Back);
            return true;
        }
        let typed = state.with_untracked(|state| !state.query.is_empty());
        if typed {
            self.runtime.send(Message::Home);
        }
        typed
    }

    /// The panel was opened again.
    pub fn opened(&self) {
        let on_search = self.runtime.state.with_untracked(|s| *s.screen() == Screen::Search);
        if !on_search {
            a11y::move_focus(&self.runtime.frame, Focus::Heading);
        }
        self.runtime.flush();
    }

    /// Takes everything back.
    pub fn destroy(self) {}
}

/// Adopts the elements of the frame.
fn dress(runtime: &Rc<Runtime>) {
    let frame = &runtime.frame;
    if !runtime.site.name.is_empty() {
        frame.title().set_text_content(Some(&runtime.site.name));
    }
    a11y::tie_field_to_list(frame, runtime.state);
    let (back, form, state) = (frame.back(), frame.form(), runtime.state);
    Effect::new(move |_| {
        let (steps, field) = state.with(|state| {
            let screen = state.screen();
            let field = matches!(screen, Screen::Search | Screen::Category(_));
            (state.trail.len(), field)
        });
        back.set_hidden(steps == 0);
        form.set_hidden(!field);
    });
}

/// Starts to listen, and answers what was typed in the meantime.
fn begin(runtime: &Rc<Runtime>) {
    let input = runtime.frame.input();
    listen(runtime, &input, "input", |runtime, _| {
        runtime.send(Message::Typed(runtime.frame.input().value()));
    });
    listen(runtime, &input, "keydown", |runtime, event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            press(runtime, event);
        }
    });
    for (name, offline) in [("offline", true), ("online", false)] {
        listen(runtime, &window(), name, move |runtime, _| {
            runtime.send(Message::Offline(offline));
        });
    }
    if !window().navigator().on_line() {
        runtime.send(Message::Offline(true));
    }
    let typed = input.value();
    if !typed.is_empty() {
        runtime.send(Message::Typed(typed));
    }
    runtime.flush();
}

fn press(runtime: &Runtime, event: &KeyboardEvent) {
    // While an input method composes, the keys are its own.
    if event.is_composing() {
        return;
    }
    let message = match event.key().as_str() {
        "ArrowDown" => Message::Move(Move::Down),
        "ArrowUp" => Message::Move(Move::Up),
        "Enter" => Message::ChooseActive,
        _ => return,
    };
    let on_search = runtime.state.with_untracked(|state| *state.screen() == Screen::Search);
    if on_search {
        event.prevent_default();
        runtime.send(message);
    }
}

fn listen(
    runtime: &Rc<Runtime>,
    target: &web_sys::EventTarget,
    name: &'static str,
    run: impl Fn(&Runtime, &Event) + 'static,
) {
    let me = runtime.weak();
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(target, name, options, move |event| {
        if let Some(runtime) = me.upgrade() {
            run(&runtime, event);
        }
    });
    runtime.keep(listener);
}

fn failure(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a member of a fresh object cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
