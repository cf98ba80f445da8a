//! The loader's frame, seen from Rust: elements to adopt and a few calls.
//!
//! Owns nothing; the loader made it and takes it away.

use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, HtmlElement, HtmlInputElement, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// What the loader hands over: see `public/frame/frame.js`. Its member `context` is the page's
    /// own word on where the visitor is; scripts read it in `page/browser.js`.
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

    /// BCP 47 tag of the language that the interface speaks.
    #[wasm_bindgen(method, getter)]
    pub fn lang(this: &Frame) -> String;

    /// Whether the page may know what is searched for.
    #[wasm_bindgen(method, getter)]
    pub fn words(this: &Frame) -> bool;

    /// Tells the page about a step.
    #[wasm_bindgen(method)]
    pub fn emit(this: &Frame, name: &str, detail: &JsValue);
}
