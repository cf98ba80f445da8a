//! Tells a service of a message, as the Standard Webhooks specification has it: JSON, with an id
//! that stays the same however often it is sent, the time, and a signature over both and the body.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use docent_protocol::Message;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use serde::Serialize;
use sha2::Sha256;

use super::{Failure, refusal};
use crate::{
    clock::now,
    outbound,
    settings::{SettingsError, WebhookSettings},
    store::StoredMessage,
};

/// What keys begin with.
const KEY_PREFIX: &str = "whsec_";

/// The fewest bytes of a key that the specification allows.
const KEY_MIN: usize = 24;

/// How long a service may take to answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

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
        if !outbound::is_address(url) {
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
        let agent = outbound::agent(ANSWER_TIME);
        Ok(Self { name: name.clone(), url: url.clone(), key, agent })
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
        let answer = answer.map_err(|error| Failure::passing(error.to_string()))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        // `410 Gone` is how a service says that it wants no more of this.
        Err(Failure { lasting: status.as_u16() == 410, ..refusal(answer) })
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
