//! What the page is told, in the shapes that `docent.d.ts` promises.

use wasm_bindgen::JsValue;

use crate::frame::Frame;
use crate::json::object;
use crate::state::Happening;

/// Tells the page about a step.
pub(crate) fn emit(frame: &Frame, happening: Happening) {
    match happening {
        Happening::Search { query, hits } => frame
            .emit("search", &object(&[("query", query.into()), ("hits", (hits as u32).into())])),
        Happening::Article { slug, title } => {
            frame.emit("article", &object(&[("slug", slug.into()), ("title", title.into())]));
        }
        Happening::Vote { slug, helpful, reason } => {
            let reason = reason.map_or(JsValue::NULL, JsValue::from_str);
            let detail = [("slug", slug.into()), ("helpful", helpful.into()), ("reason", reason)];
            frame.emit("vote", &object(&detail));
        }
        Happening::Message { reference } => {
            frame.emit("message", &object(&[("reference", reference.into())]));
        }
    }
}
