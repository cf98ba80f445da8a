//! A form service that answers a script with JSON and a browser with a page, as Formspree does.

use std::sync::Mutex;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{Asked, Part, Service, json, lock, to_page};

/// Where its form takes messages.
const PATH: &str = "/f/abcdwxyz";

/// The service, and what it has taken.
#[derive(Debug, Default)]
pub struct Formspree {
    taken: Mutex<Vec<Vec<Part>>>,
}

impl Formspree {
    /// Forms that have arrived.
    #[must_use]
    pub fn taken(&self) -> Vec<Vec<Part>> {
        lock(&self.taken).clone()
    }
}

impl Service for Formspree {
    fn answer(&self, asked: &Asked) -> Response {
        if asked.path != PATH {
            return json(404, &json!({ "error": "Form not found" }));
        }
        let Some(form) = &asked.form else {
            return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
        };
        if !asked.header(header::ACCEPT).contains("application/json") {
            return to_page();
        }
        // What only robots fill in is dropped, and they are told nothing of it.
        let is_robot = !asked.field("_gotcha").is_empty();
        if !asked.field("_replyto").contains('@') || asked.field("_replyto").ends_with(".invalid") {
            let errors = json!([{ "code": "TYPE_EMAIL", "field": "_replyto", "message": "should be an email" }]);
            return json(422, &json!({ "errors": errors }));
        }
        if !is_robot {
            lock(&self.taken).push(form.clone());
        }
        json(200, &json!({ "next": "/thanks?language=en", "ok": true }))
    }
}
