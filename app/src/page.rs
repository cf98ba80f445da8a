//! The browser, as the scripts beside this file offer it.
//!
//! A call from here to the browser costs bytes on both sides of the border, and what goes wrong in
//! it is an error to take care of. So each script does a whole step at once, catches what may be
//! thrown, and says with a value what came of it.

use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Element, Event, EventTarget, Node, ShadowRoot};

#[wasm_bindgen(module = "/src/page/elements.js")]
extern "C" {
    pub(crate) fn element(name: &str) -> Element;
    pub(crate) fn drawing(tag: &str) -> Element;
    pub(crate) fn fragment() -> Node;
    pub(crate) fn attribute(on: &Element, name: &str, value: Option<&str>);
    pub(crate) fn append(parent: &Node, child: &Node);
    #[wasm_bindgen(js_name = appendText)]
    pub(crate) fn append_text(parent: &Node, text: &str);
    pub(crate) fn remove(node: &Element);
    pub(crate) fn mark(parent: &Node) -> Node;
    #[wasm_bindgen(js_name = replaceBetween)]
    pub(crate) fn replace_between(start: &Node, end: &Node, fresh: &Node);
    #[wasm_bindgen(js_name = setText)]
    pub(crate) fn set_text(on: &Node, text: &str);
    #[wasm_bindgen(js_name = setValue)]
    pub(crate) fn set_value(field: &Element, text: &str);
    #[wasm_bindgen(js_name = setHidden)]
    pub(crate) fn set_hidden(on: &Element, hidden: bool);
    fn listen(target: &EventTarget, name: &str, run: &Closure<dyn FnMut(Event)>);
    fn unlisten(target: &EventTarget, name: &str, run: &Closure<dyn FnMut(Event)>);
    #[wasm_bindgen(js_name = valueOf)]
    pub(crate) fn value_of(event: &Event) -> String;
    #[wasm_bindgen(js_name = keyOf)]
    pub(crate) fn key_of(event: &Event) -> String;
    fn later(run: &Closure<dyn FnMut()>, millis: u32) -> u32;
    fn cancel(timer: u32);
}

#[wasm_bindgen(module = "/src/page/focus.js")]
extern "C" {
    #[wasm_bindgen(js_name = mayMove)]
    pub(crate) fn may_move_focus(root: &ShadowRoot) -> bool;
    #[wasm_bindgen(js_name = quietly)]
    pub(crate) fn focus_quietly(element: &Element);
    #[wasm_bindgen(js_name = first)]
    pub(crate) fn focus_first(body: &Element, selector: &str, scrolls: bool);
    #[wasm_bindgen(js_name = opensKeyboard)]
    pub(crate) fn opens_keyboard() -> bool;
    #[wasm_bindgen(js_name = scrollTo)]
    pub(crate) fn scroll_to(body: &Element, id: Option<&str>);
}

#[wasm_bindgen(module = "/src/page/prose.js")]
extern "C" {
    #[wasm_bindgen(js_name = write)]
    pub(crate) fn write_prose(into: &Element, html: &str, base: &str, window: &str, table: &str);
    #[wasm_bindgen(js_name = linkOf)]
    pub(crate) fn link_of(event: &Event) -> Option<String>;
}

#[wasm_bindgen(module = "/src/page/browser.js")]
extern "C" {
    pub(crate) fn resolve(url: &str, base: &str) -> String;
    pub(crate) fn address() -> String;
    #[wasm_bindgen(js_name = pageWindow)]
    pub(crate) fn window() -> EventTarget;
    #[wasm_bindgen(js_name = isOffline)]
    pub(crate) fn is_offline() -> bool;
    fn request(url: &str, json: Option<&str>, signal: &AbortSignal, then: JsValue);
    pub(crate) fn stored(key: &str) -> Option<String>;
    pub(crate) fn store(key: &str, text: &str) -> bool;
    pub(crate) fn unstore(key: &str);
    #[wasm_bindgen(js_name = storedKeys)]
    pub(crate) fn stored_keys(start: &str) -> Vec<JsValue>;
    pub(crate) fn random(count: usize) -> Vec<u8>;
    pub(crate) fn now() -> f64;
    pub(crate) fn plural(lang: &str, count: usize) -> String;
    pub(crate) fn encode(text: &str) -> String;
    pub(crate) fn parse(json: &str) -> JsValue;
    pub(crate) fn print(value: &JsValue) -> String;
    pub(crate) fn member(value: &JsValue, name: &str) -> JsValue;
    pub(crate) fn text(value: &JsValue, name: &str) -> Option<String>;
    pub(crate) fn list(value: &JsValue, name: &str) -> Option<Vec<JsValue>>;
    pub(crate) fn entries(value: &JsValue, name: &str) -> Vec<JsValue>;
    pub(crate) fn object() -> JsValue;
    pub(crate) fn set(on: &JsValue, name: &str, value: &JsValue);
    pub(crate) fn failure(code: &str, message: &str) -> JsValue;
}

/// Listens until it is dropped.
pub(crate) struct Listener {
    target: EventTarget,
    name: &'static str,
    run: Closure<dyn FnMut(Event)>,
}

impl Listener {
    pub(crate) fn new(target: &EventTarget, name: &'static str, run: Box<dyn Fn(&Event)>) -> Self {
        let run: Box<dyn FnMut(Event)> = Box::new(move |event| run(&event));
        let run = Closure::wrap(run);
        listen(target, name, &run);
        Self { target: target.clone(), name, run }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        unlisten(&self.target, self.name, &self.run);
    }
}

/// Runs something after a pause, unless it is dropped before.
pub(crate) struct Timer {
    id: u32,
    _run: Closure<dyn FnMut()>,
}

impl Timer {
    pub(crate) fn new(millis: u32, run: Box<dyn FnOnce()>) -> Self {
        let mut run = Some(run);
        let run: Box<dyn FnMut()> = Box::new(move || {
            if let Some(run) = run.take() {
                run();
            }
        });
        let run = Closure::wrap(run);
        Self { id: later(&run, millis), _run: run }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        cancel(self.id);
    }
}

/// An answer from the network.
pub(crate) struct Answer {
    /// 0 if there was none at all.
    pub(crate) status: u16,
    /// `None` if it broke off.
    pub(crate) text: Option<String>,
}

/// Fetches a text, or posts a JSON text.
pub(crate) fn ask(
    url: &str,
    json: Option<&str>,
    signal: &AbortSignal,
    then: Box<dyn FnOnce(Answer)>,
) {
    let then: Box<dyn FnOnce(u16, Option<String>)> =
        Box::new(move |status, text| then(Answer { status, text }));
    request(url, json, signal, Closure::once_into_js(then));
}
