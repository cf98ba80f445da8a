//! A form service that knows whose message it is by a key in it, as Web3Forms does.

use std::sync::Mutex;

use axum::response::Response;
use serde_json::json;

use super::{Asked, Part, Service, json, lock};

/// The key of the only account.
const KEY: &str = "5f2a4f3e-6e1f-4a7e-9a55-000000000000";

/// The service, and what it has taken.
#[derive(Debug, Default)]
pub struct Web3Forms {
    taken: Mutex<Vec<Vec<Part>>>,
}

impl Web3Forms {
    /// Forms that have arrived.
    #[must_use]
    pub fn taken(&self) -> Vec<Vec<Part>> {
        lock(&self.taken).clone()
    }
}

impl Service for Web3Forms {
    fn answer(&self, asked: &Asked) -> Response {
        let refuse = |words: &str| json(400, &json!({ "success": false, "message": words }));
        let Some(form) = asked.form.as_ref().filter(|_| asked.path == "/submit") else {
            return json(404, &json!({ "success": false, "message": "Not found" }));
        };
        if asked.field("access_key") != KEY {
            return refuse("Invalid Access Key!");
        }
        if asked.field("email").ends_with(".invalid") {
            // Said with a status of success.
            return json(200, &json!({ "success": false, "message": "This address is blocked" }));
        }
        lock(&self.taken).push(form.clone());
        json(200, &json!({ "success": true, "message": "Email sent successfully!" }))
    }
}
