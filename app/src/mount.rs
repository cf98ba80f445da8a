//! The app moves into the loader's frame, and out again.

use std::rc::Rc;

use docent_protocol::Message as Letter;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::RenderEffect;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

use crate::a11y;
use crate::components::panel::panel;
use crate::components::ui::Ui;
use crate::engine::Engine;
use crate::frame::Frame;
use crate::json::{Json, Read, object};
use crate::more::more;
use crate::node::El;
use crate::page::{self, failure};
use crate::runtime::Runtime;
use crate::site::Site;
use crate::state::{Arrival, Focus, Message, Move, Part, Place, Screen};

/// A running widget. Dropping it takes everything back that it put on the page.
#[wasm_bindgen]
pub struct Widget {
    // Before the runtime, which the view uses to its end.
    _view: UnmountHandle<El>,
    runtime: Rc<Runtime>,
}

/// Fills the frame with the app.
///
/// # Errors
///
/// An `Error` with a member `code` if the site's settings or its index cannot be read.
#[wasm_bindgen]
pub fn mount(frame: Frame, site: &str, index: Vec<u8>) -> Result<Widget, JsValue> {
    let site = Site::read(&Json::parse(site))
        .ok_or_else(|| failure("site-malformed", "the site's settings are damaged"))?;
    let engine = Engine::open(index, &site)
        .map_err(|error| failure(error.code(), "the search index cannot be read"))?;
    let body = frame.body();
    let runtime = Runtime::new(frame, Rc::new(site), engine);
    // Another widget of the page has brought the second half.
    if more().is_some() {
        page::dress(&runtime.frame);
        runtime.send(Message::More(Arrival::Here));
    }
    let inside = runtime.clone();
    let view = mount_to_renderer(&body, move || {
        let panel = panel(Ui::new(&inside));
        panel.keep(a11y::tie_field_to_list(&inside)).keep(adopt_header(&inside))
    });
    begin(&runtime);
    let widget = Widget { _view: view, runtime };
    widget.suggest();
    Ok(widget)
}

#[wasm_bindgen]
impl Widget {
    /// Searches without showing anything. Hands an array of `Hit`, as `docent.d.ts` describes it,
    /// to `then`.
    pub fn search(&self, query: String, limit: usize, then: JsValue) {
        let runtime = self.runtime.clone();
        let answer = move || page::call(&then, hits(&runtime, &query, limit));
        self.runtime.when_settled(Box::new(answer));
    }

    /// Shows an article, given as `slug` or `slug#id`. False if there is none.
    pub fn show(&self, link: &str) -> bool {
        let place = Place::parse(link);
        let known = self.runtime.engine.borrow().page_key(&place.slug).is_some();
        if known {
            self.runtime.send(Message::OpenArticle(place));
        }
        known
    }

    /// Says where the visitor is: `page`, a path that takes the place of the address, and
    /// `articles`, slugs to suggest. Without them the address counts again.
    #[wasm_bindgen(js_name = setContext)]
    pub fn set_context(&self, context: JsValue) {
        page::set(&self.runtime.frame, "context", &context);
        self.suggest();
    }

    /// One step back. False if there is none, so that the panel closes.
    pub fn step_back(&self) -> bool {
        let (screens, typed) =
            self.runtime.model.peek(|state| (state.trail.len(), !state.query.is_empty()));
        match (screens, typed) {
            (0, false) => return false,
            (0, true) => self.runtime.send(Message::Home),
            _ => self.runtime.send(Message::Back),
        }
        true
    }

    /// The panel was opened again, perhaps with words to search for.
    pub fn opened(&self, query: Option<String>) {
        self.suggest();
        if let Some(query) = query.filter(|query| !query.is_empty()) {
            self.runtime.send(Message::Home);
            page::set_value(&self.runtime.frame.input(), &query);
            self.runtime.send(Message::Typed(query));
        } else if self.runtime.model.peek(|state| *state.screen() != Screen::Search) {
            a11y::move_focus(&self.runtime.frame, Focus::Heading);
        }
        self.runtime.flush_waiting();
    }

    /// Shows the contact form.
    pub fn contact(&self) {
        self.runtime.send(Message::OpenContact { page: Some(page::address()) });
    }

    /// Fills fields of the contact form: `name`, `email`, `topic` and `message`, as far as they are
    /// texts. What the visitor has typed stays.
    pub fn prefill(&self, fields: JsValue) {
        let text = |name: &str| page::text(&fields, name).unwrap_or_default();
        let draft = Letter {
            name: text("name"),
            email: text("email"),
            topic: text("topic"),
            message: text("message"),
            ..Letter::default()
        };
        let prefill = Message::Prefill(Box::new(draft));
        self.runtime.with_more(Box::new(|runtime| runtime.send(prefill)));
    }

    /// Takes everything back.
    pub fn destroy(self) {}
}

impl Widget {
    /// The address of the page or its context may have changed.
    fn suggest(&self) {
        let slugs = page::suggested(&self.runtime.site.suggest, &self.runtime.frame);
        self.runtime.send(Message::Suggest(slugs));
    }
}

fn hits(runtime: &Runtime, query: &str, limit: usize) -> Vec<JsValue> {
    let mut hits = Vec::new();
    let site = &runtime.site;
    runtime.engine.borrow_mut().each_hit(query, limit, |hit| {
        let is_stand_in = hit.doc >= site.stand_ins.from;
        let [lang, _] = site.written(is_stand_in);
        // What stands in is of the default language, whose static pages begin at the root.
        let home = if is_stand_in { "" } else { &site.home };
        let url = runtime.config.static_page(home, &hit.slug);
        hits.push(object(&[
            ("title", hit.title.into()),
            ("lang", lang.into()),
            ("path", hit.path.into()),
            ("slug", hit.slug.into()),
            ("section", hit.section.into()),
            ("heading", hit.heading.into()),
            ("score", hit.score.into()),
            ("url", url.into()),
        ]));
    });
    hits
}

/// Gives the header the site's name, and its buttons and field what the screen needs.
fn adopt_header(runtime: &Rc<Runtime>) -> RenderEffect<()> {
    let frame = &runtime.frame;
    if !runtime.site.name.is_empty() {
        page::set_text(&frame.title(), &runtime.site.name);
    }
    let (back, form, runtime) = (frame.back(), frame.form(), runtime.weak());
    RenderEffect::new(move |_| {
        let Some(runtime) = runtime.upgrade() else { return };
        let (start, field) = runtime.model.follow(&[Part::Screen], |state| {
            let field = matches!(state.screen(), Screen::Search | Screen::Category(_));
            (state.trail.is_empty(), field)
        });
        page::set_hidden(&back, start);
        page::set_hidden(&form, !field);
    })
}

/// Starts to listen, and answers what was typed in the meantime.
fn begin(runtime: &Rc<Runtime>) {
    let input = runtime.frame.input();
    let typed = |runtime: &Runtime, _: &Event| {
        runtime.send(Message::Typed(runtime.frame.input().value()));
    };
    listen(runtime, &input, "input", Box::new(typed));
    listen(runtime, &input, "keydown", Box::new(press));
    let window = page::window();
    for (name, offline) in [("offline", true), ("online", false)] {
        let tell = move |runtime: &Runtime, _: &Event| runtime.send(Message::Offline(offline));
        listen(runtime, &window, name, Box::new(tell));
    }
    if page::is_offline() {
        runtime.send(Message::Offline(true));
    }
    let typed = input.value();
    if !typed.is_empty() {
        runtime.send(Message::Typed(typed));
    }
    runtime.flush_waiting();
}

fn press(runtime: &Runtime, event: &Event) {
    let message = match page::key_of(event).as_str() {
        "ArrowDown" => Message::Move(Move::Down),
        "ArrowUp" => Message::Move(Move::Up),
        "Enter" => Message::ChooseActive,
        _ => return,
    };
    if runtime.model.peek(|state| *state.screen() == Screen::Search) {
        event.prevent_default();
        runtime.send(message);
    }
}

/// What is done when an event comes.
type Answer = dyn Fn(&Runtime, &Event);

fn listen(runtime: &Rc<Runtime>, target: &EventTarget, name: &'static str, run: Box<Answer>) {
    let me = runtime.weak();
    let run = move |event: &Event| {
        if let Some(runtime) = me.upgrade() {
            run(&runtime, event);
        }
    };
    runtime.keep(page::listen(target, name, Box::new(run)));
}
