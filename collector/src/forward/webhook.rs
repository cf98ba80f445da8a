//! Tells a service of a message, as the Standard Webhooks specification has it: JSON, with an id
//! that stays the same however often it is sent, the time, and a signature over both and the body.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use docent_protocol::Message;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use serde::Serialize;
use sha2::Sha256;

use super::Failure;
use crate::{
    clock::now,
    settings::{SettingsError, WebhookSettings},
    store::StoredMessage,
};

/// What keys begin with.
const KEY_PREFIX: &str = "whsec_";

/// The fewest bytes of a key that the specification allows.
const KEY_MIN: usize = 24;

/// How long a service may take to answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// How much of a refusal is noted.
const REFUSAL_MAX: u64 = 300;

#[derive(Clone)]
pub(super) struct Webhook {
    name: String,
    url: String,
    key: Vec<u8>,
    agent: ureq::Agent,
}

/// What is sent.
#[derive(Serialize)]
struct Notice<'a> {
    r#type: &'static str,
    timestamp: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    reference: &'a str,
    received_at: Timestamp,
    message: &'a Message,
}

// By hand, because the key is nobody's business.
impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhook").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Webhook {
    pub(super) fn new(settings: &WebhookSettings) -> Result<Self, SettingsError> {
        let WebhookSettings { name, url, secret } = settings;
        let wrong =
            |member: &str, what: String| SettingsError::value(format!("webhook.{member}"), what);
        if name.trim().is_empty() {
            return Err(wrong("name", "it is empty; write what the service is called".into()));
        }
        let is_http = |url: &str| url.starts_with("https://") || url.starts_with("http://");
        if !is_http(url) || url.parse::<ureq::http::Uri>().is_err() {
            let advice = "write the whole address, such as https://desk.example.com/docent";
            return Err(wrong("url", format!("`{url}` is no address on the web; {advice}")));
        }
        let text = secret
            .read()
            .map_err(|source| SettingsError::Secret { name: "webhook.secret".into(), source })?;
        let key = STANDARD.decode(text.strip_prefix(KEY_PREFIX).unwrap_or(&text)).ok();
        let key = key.filter(|key| key.len() >= KEY_MIN).ok_or_else(|| {
            let advice = "make one with `echo whsec_$(openssl rand -base64 32)`";
            let what =
                format!("{secret} has no key of at least {KEY_MIN} bytes in base64; {advice}");
            wrong("secret", what)
        })?;
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(ANSWER_TIME))
            .http_status_as_error(false)
            // The signature is for this address.
            .max_redirects(0)
            .user_agent(concat!("Docent/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { name: name.clone(), url: url.clone(), key, agent: config.into() })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) async fn tell(&self, stored: &StoredMessage) -> Result<(), Failure> {
        let received_at = Timestamp::from_millisecond(stored.received_at).unwrap_or_default();
        let data = Data { reference: &stored.reference, received_at, message: &stored.message };
        let notice = Notice { r#type: "message.received", timestamp: received_at, data };
        let body = serde_json::to_string(&notice)
            .map_err(|error| Failure::passing(format!("cannot be written as JSON: {error}")))?;
        let (me, id) = (self.clone(), stored.message.id.clone());
        let told = tokio::task::spawn_blocking(move || me.post(&id, now() / 1_000, &body)).await;
        told.unwrap_or_else(|error| Err(Failure::passing(error.to_string())))
    }

    fn post(&self, id: &str, at: u64, body: &str) -> Result<(), Failure> {
        let answer = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", at.to_string())
            .header("webhook-signature", signature(&self.key, id, at, body))
            .send(body);
        let mut answer = answer.map_err(|error| Failure::passing(error.to_string()))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        let why = answer.body_mut().with_config().limit(REFUSAL_MAX).lossy_utf8(true);
        let why: String = why.read_to_string().unwrap_or_default();
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        let error = format!("answered {status}: {why}").trim_end_matches(": ").to_owned();
        // `410 Gone` is how a service says that it wants no more of this.
        Err(Failure { error, lasting: status.as_u16() == 410 })
    }
}

/// The value of `webhook-signature`.
fn signature(key: &[u8], id: &str, at: u64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length of key will do");
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_specification() {
        // The example that the specification's own libraries are tested with.
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(
            signature(
                &key,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                r#"{"test": 2432232314}"#
            ),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }
}
