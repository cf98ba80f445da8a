//! The loader's frame, seen from Rust: elements to adopt and a few calls.
//!
//! Owns nothing; the loader made it and takes it away.

use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, HtmlElement, HtmlInputElement, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// What the loader hands over: see `public/loader/frame.js`. A member `context`, with `page`
    /// (a path in place of the address) and `articles` (slugs), says what to suggest; scripts
    /// read it in `page/browser.js`.
    #[derive(Clone)]
    pub type Frame;

    /// The shadow root that everything stands in.
    #[wasm_bindgen(method, getter)]
    pub fn root(this: &Frame) -> ShadowRoot;

    /// Absolute URL of the site's root, with a slash at its end.
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Frame) -> String;

    /// The button for one step back.
    #[wasm_bindgen(method, getter)]
    pub fn back(this: &Frame) -> HtmlElement;

    /// The name in the header.
    #[wasm_bindgen(method, getter)]
    pub fn title(this: &Frame) -> HtmlElement;

    /// The form around the search field.
    #[wasm_bindgen(method, getter)]
    pub fn form(this: &Frame) -> HtmlElement;

    /// The search field, with what was typed while the app was loading.
    #[wasm_bindgen(method, getter)]
    pub fn input(this: &Frame) -> HtmlInputElement;

    /// The scrolling part of the panel; the only place that the app fills.
    #[wasm_bindgen(method, getter)]
    pub fn body(this: &Frame) -> HtmlElement;

    /// The polite live region.
    #[wasm_bindgen(method, getter)]
    pub fn live(this: &Frame) -> HtmlElement;

    /// Ends with the widget.
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &Frame) -> AbortSignal;

    /// Whether the tag says `data-debug`.
    #[wasm_bindgen(method, getter)]
    pub fn debug(this: &Frame) -> bool;

    /// Tells the page about a step.
    #[wasm_bindgen(method)]
    pub fn emit(this: &Frame, name: &str, detail: &JsValue);
}
