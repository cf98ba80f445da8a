//! What a message has to show so that it is not taken for a robot's: how long its form was open, a
//! proof of work, an answer to a captcha. Each is asked only where the settings say so.
//!
//! It comes in a header, so that a robot is refused before anything of its message is read. Nothing
//! of it is kept. It knows nothing of what a message says, but for the one field that people do not
//! see.

mod captcha;
mod proof;
mod settings;
mod shown;

use axum::http::{HeaderMap, StatusCode};
use docent_protocol::{HONEYPOT, Message, Problem};

pub use settings::{CaptchaSettings, GuardSettings};

use crate::{refusal::Refusal, settings::SettingsError};
use captcha::Captcha;
use shown::Shown;

/// The header with what a message shows.
pub(crate) const HEADER: &str = "docent-guard";

/// Looks at what messages show.
#[derive(Debug)]
pub(crate) struct Guard {
    minimum_seconds: u32,
    bits: u32,
    captcha: Option<Captcha>,
}

impl Guard {
    /// # Errors
    ///
    /// A number, an address or a secret cannot be used.
    pub(crate) fn new(settings: &GuardSettings) -> Result<Self, SettingsError> {
        settings.check()?;
        Ok(Self {
            minimum_seconds: settings.minimum_seconds,
            bits: settings.proof_of_work_bits,
            captcha: settings.captcha.as_ref().map(Captcha::new).transpose()?,
        })
    }

    /// Lets a request go on by its headers alone. Returns the id of the message that it promises,
    /// if anything is asked at all.
    ///
    /// # Errors
    ///
    /// What is asked and not shown, or that it cannot be found out now.
    pub(crate) async fn admit(&self, headers: &HeaderMap) -> Result<Option<String>, Refusal> {
        let Self { minimum_seconds, bits, captcha } = self;
        if *minimum_seconds == 0 && *bits == 0 && captcha.is_none() {
            return Ok(None);
        }
        let shown = Shown::of(headers);
        if shown.seconds < *minimum_seconds {
            return Err(refuse(
                "too-fast",
                format!(
                    "The form must have been open for {minimum_seconds} seconds. Send it again."
                ),
            ));
        }
        if !proof::holds(&shown.id, &shown.nonce, *bits) {
            return Err(refuse(
                "no-proof",
                "The browser could not do the work that keeps robots away. It needs HTTPS for that.",
            ));
        }
        if let Some(captcha) = captcha {
            captcha.verify(&shown.captcha).await?;
        }
        Ok(Some(shown.id))
    }

    /// Lets a message pass that was admitted as `promised`.
    ///
    /// # Errors
    ///
    /// It is another one, or something stands in the field that people do not see.
    pub(crate) fn pass(message: &Message, promised: Option<&str>) -> Result<(), Refusal> {
        if promised.is_some_and(|id| id != message.id) {
            return Err(refuse("no-proof", "What was shown belongs to another message."));
        }
        let trap = message.fields.0.iter().find(|(id, _)| id == HONEYPOT);
        if trap.is_some_and(|(_, answer)| !answer.is_empty()) {
            return Err(refuse(
                "robot",
                "Something stands in a field that people do not see. Discard the draft and write \
                 the message again.",
            ));
        }
        Ok(())
    }
}

fn refuse(code: &str, message: impl Into<String>) -> Refusal {
    Refusal::unprocessable(Problem::new(code, message))
}

/// Nobody can tell at the moment; the widget keeps the message.
fn unavailable() -> Refusal {
    Refusal::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "captcha-unavailable",
        "Nothing was stored: the captcha could not be checked. Send it again later.",
    )
}
