//! Makes a ticket in Freshdesk of a message. Its interface takes a secret key, which a page cannot
//! keep, so that this is done here and not in the widget.
//!
//! The members are those of "Create a Ticket" in version 2 of the interface,
//! <https://developers.freshdesk.com/api/#create_ticket>.

use std::{collections::BTreeMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use docent_protocol::Message;
use minijinja::HtmlEscape;
use serde::Serialize;

use super::{Failure, letter, refusal};
use crate::{
    outbound,
    settings::{FreshdeskSettings, SettingsError},
    store::StoredMessage,
};

/// How long the service may take to answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// The ticket has come through the portal, is open, and of low priority or, as a complaint, of high.
const SOURCE: u8 = 2;
const OPEN: u8 = 2;
const LOW: u8 = 1;
const HIGH: u8 = 3;

#[derive(Clone)]
pub(super) struct Freshdesk {
    url: String,
    authorization: String,
    /// Names of Freshdesk's own fields by the ids of the site's.
    fields: BTreeMap<String, String>,
    agent: ureq::Agent,
}

#[derive(Debug, Serialize)]
struct Ticket<'a> {
    email: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    subject: String,
    /// HTML.
    description: String,
    source: u8,
    status: u8,
    priority: u8,
    tags: [&'static str; 1],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    custom_fields: BTreeMap<&'a str, &'a str>,
}

// By hand, because the key is nobody's business.
impl std::fmt::Debug for Freshdesk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Freshdesk").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Freshdesk {
    pub(super) fn new(settings: &FreshdeskSettings) -> Result<Self, SettingsError> {
        let FreshdeskSettings { url, key, fields } = settings;
        if !outbound::is_address(url) {
            let advice =
                "write the address of your Freshdesk, such as https://example.freshdesk.com";
            let what = format!("`{url}` is no address on the web; {advice}");
            return Err(SettingsError::value("freshdesk.url", what));
        }
        let key = key
            .read()
            .map_err(|source| SettingsError::Secret { name: "freshdesk.key".into(), source })?;
        Ok(Self {
            url: format!("{}/api/v2/tickets", url.trim_end_matches('/')),
            // The key is the user; what is written as the password does not matter.
            authorization: format!("Basic {}", STANDARD.encode(format!("{key}:X"))),
            fields: fields.clone(),
            agent: outbound::agent(ANSWER_TIME),
        })
    }

    /// Makes the ticket. Freshdesk cannot be told that a ticket is the same as one before, so that a
    /// lost answer makes two, with the same reference in their subjects.
    pub(super) async fn ticket(&self, stored: &StoredMessage) -> Result<(), Failure> {
        let body = serde_json::to_string(&ticket(stored, &self.fields))
            .map_err(|error| Failure::passing(format!("cannot be written as JSON: {error}")))?;
        let me = self.clone();
        let sent = tokio::task::spawn_blocking(move || me.post(&body)).await;
        sent.unwrap_or_else(|error| Err(Failure::passing(error.to_string())))
    }

    fn post(&self, body: &str) -> Result<(), Failure> {
        let answer = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("authorization", &self.authorization)
            .send(body);
        let answer = answer.map_err(|error| Failure::passing(error.to_string()))?;
        // A wrong key and a field that is not known are mended in the settings, so that trying again
        // may help.
        if answer.status().as_u16() == 201 { Ok(()) } else { Err(refusal(answer)) }
    }
}

fn ticket<'a>(stored: &'a StoredMessage, fields: &'a BTreeMap<String, String>) -> Ticket<'a> {
    let Message { name, email, complaint, .. } = &stored.message;
    let answers = &stored.message.fields.0;
    let custom_fields = answers
        .iter()
        .filter_map(|(id, answer)| fields.get(id).map(|field| (field.as_str(), answer.as_str())));
    let text = letter::body(stored);
    let lines = text.lines().map(|line| HtmlEscape(line).to_string());
    Ticket {
        email,
        name,
        subject: letter::subject(stored),
        description: lines.collect::<Vec<_>>().join("<br>"),
        source: SOURCE,
        status: OPEN,
        priority: if *complaint { HIGH } else { LOW },
        tags: ["docent"],
        custom_fields: custom_fields.collect(),
    }
}
