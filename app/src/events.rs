//! What the page is told, in the shapes that `docent.d.ts` promises.

use wasm_bindgen::JsValue;

use crate::frame::Frame;
use crate::json::object;
use crate::state::Happening;

/// Tells the page about a step.
pub(crate) fn emit(frame: &Frame, happening: Happening) {
    match happening {
        Happening::Search { query, hits } => {
            // Words are the visitor's: the page hears them only where its tag asks for it.
            let query = if frame.words() { query.into() } else { JsValue::NULL };
            let detail = object(&[("hits", (hits as u32).into()), ("query", query)]);
            frame.emit("search", &detail);
            if hits == 0 {
                frame.emit("no-results", &detail);
            }
        }
        Happening::Choice { slug, rank } => {
            let detail = [("slug", slug.into()), ("rank", (rank as u32).into())];
            frame.emit("result-click", &object(&detail));
        }
        Happening::Contact => frame.emit("contact-open", &JsValue::NULL),
        Happening::Refusal => frame.emit("contact-error", &JsValue::NULL),
        Happening::Article { slug, title } => {
            frame.emit("article-view", &object(&[("slug", slug.into()), ("title", title.into())]));
        }
        Happening::Vote { slug, helpful, reason } => {
            let reason = reason.map_or(JsValue::NULL, JsValue::from_str);
            let detail = [("slug", slug.into()), ("helpful", helpful.into()), ("reason", reason)];
            frame.emit("vote", &object(&detail));
        }
        Happening::Message { reference } => {
            frame.emit("contact-submit", &object(&[("reference", reference.into())]));
        }
    }
}
