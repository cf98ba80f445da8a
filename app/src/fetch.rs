//! The only network reads.

use std::sync::Arc;

use docent_protocol::ArticlePage;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use crate::json;
use crate::state::Fault;

/// Fetches an article page.
pub(crate) async fn article(url: &str, life: &AbortSignal) -> Result<Arc<ArticlePage>, Fault> {
    let options = RequestInit::new();
    options.set_signal(Some(life));
    let response = request(url, &options).await.ok_or(Fault::Broken)?;
    match response.status() {
        404 | 410 => return Err(Fault::Missing),
        200..=299 => {}
        _ => return Err(Fault::Broken),
    }
    let text = body(&response).await.ok_or(Fault::Broken)?;
    json::from_text(&text).map(Arc::new).map_err(|_| Fault::Broken)
}

/// Fetches a file; `None` if it cannot be had.
pub(crate) async fn file(url: &str, life: &AbortSignal) -> Option<Vec<u8>> {
    let options = RequestInit::new();
    options.set_signal(Some(life));
    let response = request(url, &options).await.filter(Response::ok)?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Sends a request; `None` if there was no answer at all.
pub(crate) async fn request(url: &str, options: &RequestInit) -> Option<Response> {
    let answer = web_sys::window()?.fetch_with_str_and_init(url, options);
    JsFuture::from(answer).await.ok()?.dyn_into().ok()
}

/// Text of an answer; `None` if it broke off.
pub(crate) async fn body(response: &Response) -> Option<String> {
    let text: JsValue = JsFuture::from(response.text().ok()?).await.ok()?;
    text.as_string()
}
