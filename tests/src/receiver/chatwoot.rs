//! Chatwoot's API for visitors: contacts, their conversations, the messages in these.

use std::sync::Mutex;

use axum::response::Response;
use serde_json::{Value, json};

use super::{Asked, Service, json, lock};

/// Identifier of the only inbox.
pub(crate) const INBOX: &str = "kZ9bTq7pPqXr4hVbW1cS2dEf";

/// The inbox.
#[derive(Debug, Default)]
pub struct Chatwoot {
    contacts: Mutex<Vec<Contact>>,
}

/// A contact as the inbox knows it.
#[derive(Clone, Debug)]
pub struct Contact {
    /// What it was made of.
    pub about: Value,
    source: String,
    /// Its conversations: number, attributes, messages.
    pub conversations: Vec<(usize, Value, Vec<Value>)>,
}

impl Chatwoot {
    /// Identifier of its inbox.
    #[must_use]
    pub fn inbox() -> &'static str {
        INBOX
    }

    /// All contacts.
    #[must_use]
    pub fn contacts(&self) -> Vec<Contact> {
        lock(&self.contacts).clone()
    }
}

fn missing() -> Response {
    json(404, &json!({ "error": "Resource could not be found" }))
}

impl Service for Chatwoot {
    fn answer(&self, asked: &Asked) -> Response {
        let start = format!("/public/api/v1/inboxes/{INBOX}/contacts");
        let Some(rest) = asked.path.strip_prefix(&start) else { return missing() };
        let parts: Vec<_> = rest.split('/').skip(1).collect();
        let mut contacts = lock(&self.contacts);
        let number = contacts.iter().map(|contact| contact.conversations.len()).sum::<usize>() + 1;
        let is_new = asked.method == "POST";
        if parts.is_empty() && is_new {
            return add_contact(&mut contacts, asked);
        }
        let source = parts.first().copied().unwrap_or_default();
        let Some(contact) = contacts.iter_mut().find(|contact| contact.source == source) else {
            return missing();
        };
        match (&parts[1..], is_new) {
            (["conversations"], false) => {
                let each = contact.conversations.iter().map(|(id, ..)| json!({ "id": id }));
                json(200, &each.collect())
            }
            (["conversations"], true) => {
                let about = asked.json().unwrap_or_default()["custom_attributes"].take();
                contact.conversations.push((number, about, Vec::new()));
                json(200, &json!({ "id": number, "messages": [], "status": "open" }))
            }
            (["conversations", id, "messages"], is_new) => {
                let known =
                    contact.conversations.iter_mut().find(|(one, ..)| one.to_string() == **id);
                let Some((_, _, messages)) = known else { return missing() };
                if !is_new {
                    return json(200, &Value::Array(messages.clone()));
                }
                let message = asked.json().unwrap_or_default();
                if message["content"].as_str().is_none_or(str::is_empty) {
                    return json(422, &json!({ "message": "Content can't be blank" }));
                }
                messages.push(message.clone());
                json(200, &json!({ "id": messages.len(), "content": message["content"] }))
            }
            _ => missing(),
        }
    }
}

fn add_contact(contacts: &mut Vec<Contact>, asked: &Asked) -> Response {
    let Some(about) = asked.json() else { return missing() };
    if about["email"].as_str().is_some_and(|email| email.ends_with(".invalid")) {
        return json(422, &json!({ "message": "Email is invalid", "attributes": ["email"] }));
    }
    let source = format!("source-{}", contacts.len() + 1);
    let answer = json!({
        "source_id": source, "pubsub_token": "t", "id": contacts.len() + 1,
        "name": about["name"], "email": about["email"],
    });
    contacts.push(Contact { about, source, conversations: Vec::new() });
    json(200, &answer)
}
