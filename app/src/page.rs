//! The browser, as the scripts beside this file offer it.
//!
//! A call from here to the browser costs bytes on both sides of the border, and what goes wrong in
//! it is an error to take care of. So each script does a whole step at once, catches what may be
//! thrown, and says with a value what came of it.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Element, Event, EventTarget, Node, ShadowRoot};

use crate::frame::Frame;

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
    #[wasm_bindgen(js_name = valueOf)]
    pub(crate) fn value_of(event: &Event) -> String;
    #[wasm_bindgen(js_name = keyOf)]
    pub(crate) fn key_of(event: &Event) -> String;
}

#[wasm_bindgen(module = "/src/page/focus.js")]
extern "C" {
    #[wasm_bindgen(js_name = mayMove)]
    pub(crate) fn may_move_focus(root: &ShadowRoot) -> bool;
    #[wasm_bindgen(js_name = setHidden)]
    pub(crate) fn set_hidden(on: &Element, hidden: bool);
    #[wasm_bindgen(js_name = quietly)]
    pub(crate) fn focus_quietly(element: &Element);
    #[wasm_bindgen(js_name = first)]
    pub(crate) fn focus_first(body: &Element, selector: &str, scrolls: bool);
    #[wasm_bindgen(js_name = opensKeyboard)]
    pub(crate) fn opens_keyboard() -> bool;
    #[wasm_bindgen(js_name = scrollTo)]
    pub(crate) fn scroll_to(body: &Element, id: Option<&str>);
}

#[wasm_bindgen(module = "/src/page/more.js")]
extern "C" {
    fn link(url: &str, script: &str, exports: &JsValue, signal: &AbortSignal, then: JsValue);
    /// Gives a widget what comes with the second half, which is here: its style, and heed of
    /// what the page says about consent.
    pub(crate) fn dress(frame: &Frame);
    /// Whether the browser took it.
    pub(crate) fn store(key: &str, text: &str) -> bool;
    pub(crate) fn unstore(key: &str);
    #[wasm_bindgen(js_name = write)]
    pub(crate) fn write_prose(into: &Element, html: &str, base: &str, url: &str, texts: &str);
    /// Draws other ways to a person into a list. `hours` is the path of what reads their hours.
    #[wasm_bindgen(js_name = drawChannels)]
    pub(crate) fn draw_channels(
        list: &Element,
        channels: &JsValue,
        lang: &str,
        hours: &JsValue,
        frame: &Frame,
    );
    pub(crate) fn follow(event: &Event, texts: &str) -> Option<String>;
    /// Makes a field for files of a plain one, for the question of a form at this position.
    /// `chosen` are those of a draft.
    #[wasm_bindgen(js_name = drawFiles)]
    pub(crate) fn draw_files(
        input: &Element,
        script: Option<&str>,
        form: &JsValue,
        at: usize,
        chosen: &JsValue,
        frame: &Frame,
    );
    fn send(url: &str, json: &str, frame: &Frame, script: Option<&str>, then: JsValue);
}

#[wasm_bindgen(module = "/src/page/browser.js")]
extern "C" {
    pub(crate) fn resolve(url: &str, base: &str) -> String;
    pub(crate) fn address() -> String;
    /// Slugs of what is suggested on this page, each on a line.
    pub(crate) fn suggested(rules: &JsValue, frame: &JsValue) -> String;
    #[wasm_bindgen(js_name = pageWindow)]
    pub(crate) fn window() -> EventTarget;
    #[wasm_bindgen(js_name = isOffline)]
    pub(crate) fn is_offline() -> bool;
    /// Calls a function of the page.
    pub(crate) fn call(run: &JsValue, value: Vec<JsValue>);
    fn request(url: &str, json: Option<&str>, signal: &AbortSignal, then: JsValue);
    #[wasm_bindgen(js_name = requestBytes)]
    fn request_bytes(url: &str, signal: &AbortSignal, then: JsValue);
    pub(crate) fn stored(key: &str) -> Option<String>;
    #[wasm_bindgen(js_name = storedKeys)]
    pub(crate) fn stored_keys(start: &str) -> Vec<JsValue>;
    pub(crate) fn random(count: usize) -> Vec<u8>;
    pub(crate) fn now() -> f64;
    pub(crate) fn plural(lang: &str, count: usize) -> String;
    /// Name of a language in another one.
    pub(crate) fn language(tag: &str, inside: &str) -> String;
    pub(crate) fn encode(text: &str) -> String;
    /// A number with so many digits after its point.
    pub(crate) fn fixed(number: f32, digits: u32) -> String;
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

/// Listens until what it returns is dropped.
pub(crate) fn listen(
    target: &EventTarget,
    name: &'static str,
    run: Box<dyn Fn(&Event)>,
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, name, options, move |event| run(event))
}

/// Runs something after a pause, unless what it returns is dropped before.
pub(crate) fn later(millis: u32, run: Box<dyn FnOnce()>) -> Timeout {
    Timeout::new(millis, run)
}

/// An answer from the network.
pub(crate) struct Answer {
    /// 0 if there was none at all.
    pub(crate) status: u16,
    /// `None` if it broke off.
    pub(crate) text: Option<String>,
}

/// Fetches a text.
pub(crate) fn ask(url: &str, signal: &AbortSignal, then: Box<dyn FnOnce(Answer)>) {
    request(url, None, signal, taking(then));
}

/// Posts a JSON text; a message with files together with these, for which there is a script.
pub(crate) fn post(
    url: &str,
    json: &str,
    frame: &Frame,
    script: Option<&str>,
    then: Box<dyn FnOnce(Answer)>,
) {
    send(url, json, frame, script, taking(then));
}

fn taking(then: Box<dyn FnOnce(Answer)>) -> JsValue {
    let then: Box<dyn FnOnce(u16, Option<String>)> =
        Box::new(move |status, text| then(Answer { status, text }));
    Closure::once_into_js(then)
}

/// Fetches bytes; hands over nothing if they cannot be had.
pub(crate) fn fetch_bytes(url: &str, signal: &AbortSignal, then: Box<dyn FnOnce(Option<Vec<u8>>)>) {
    request_bytes(url, signal, Closure::once_into_js(then));
}

/// Fetches a module, which is linked to this one, and its script, if it has one; says whether that
/// went well.
pub(crate) fn link_module(
    url: &str,
    script: &str,
    signal: &AbortSignal,
    then: Box<dyn FnOnce(bool)>,
) {
    link(url, script, &wasm_bindgen::exports(), signal, Closure::once_into_js(then));
}
