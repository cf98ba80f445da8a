//! Zendesk's API for requests, as it is open to people who have not signed in.

use std::sync::Mutex;

use axum::response::Response;
use serde_json::{Value, json};

use super::{Asked, Service, json, lock};

/// Members that a request of somebody unknown can have.
const MEMBERS: [&str; 4] = ["requester", "subject", "comment", "custom_fields"];

/// The help desk, and its requests.
#[derive(Debug, Default)]
pub struct Zendesk {
    taken: Mutex<Vec<Value>>,
}

impl Zendesk {
    /// Requests that have arrived.
    #[must_use]
    pub fn taken(&self) -> Vec<Value> {
        lock(&self.taken).clone()
    }
}

fn invalid(field: &str, words: &str) -> Response {
    let fault = json!([{ "description": words, "error": "InvalidValue" }]);
    json(
        422,
        &json!({
            "error": "RecordInvalid",
            "description": "Record validation errors",
            "details": { field: fault },
        }),
    )
}

/// Whether it is `{ "id": number, "value": text }`.
fn is_custom_field(field: &Value) -> bool {
    field["id"].is_u64()
        && field["value"].is_string()
        && field.as_object().is_some_and(|all| all.len() == 2)
}

impl Service for Zendesk {
    fn answer(&self, asked: &Asked) -> Response {
        if asked.method != "POST" || asked.path != "/api/v2/requests.json" {
            return json(404, &json!({ "error": "InvalidEndpoint", "description": "Not found" }));
        }
        let Some(Value::Object(members)) = asked.json().map(|mut body| body["request"].take())
        else {
            return json(400, &json!({ "error": "Unprocessable", "description": "no request" }));
        };
        if let Some(name) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return invalid("base", &format!("{name}: is no member"));
        }
        let request = Value::Object(members);
        let text = |pointer: &str| {
            request.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        if !text("/requester/email").contains('@') || text("/requester/email").ends_with(".invalid")
        {
            return invalid("email", "Email: is not properly formatted");
        }
        if ["/requester/name", "/subject", "/comment/body"].iter().any(|part| text(part).is_empty())
        {
            return invalid("base", "cannot be blank");
        }
        let custom = request["custom_fields"].as_array();
        if !custom.is_some_and(|fields| fields.iter().all(is_custom_field)) {
            return invalid("custom_fields", "are invalid");
        }
        let mut taken = lock(&self.taken);
        taken.push(request);
        json(201, &json!({ "request": { "id": 35_435 + taken.len(), "status": "new" } }))
    }
}
