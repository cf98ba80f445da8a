//! Asks a service whether an answer to a captcha is right, as Turnstile, hCaptcha and reCAPTCHA take
//! such questions: the secret and the answer as a form, and JSON with `success` back. It is not told
//! who the customer is.

use std::time::Duration;

use serde::Deserialize;

use super::{CaptchaSettings, refuse, unavailable};
use crate::{outbound, refusal::Refusal, settings::SettingsError};

/// How long the service may take.
const ANSWER_TIME: Duration = Duration::from_secs(10);

/// The most bytes of an answer: these services say little.
const ANSWER_MAX: u64 = 16 * 1024;

/// The most characters of what a page has got from its captcha.
const TOKEN_MAX: usize = 8 * 1024;

#[derive(Clone)]
pub(super) struct Captcha {
    url: String,
    secret: String,
    agent: ureq::Agent,
}

// By hand, because the secret is nobody's business.
impl std::fmt::Debug for Captcha {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Captcha").field("url", &self.url).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Verdict {
    success: bool,
}

impl Captcha {
    pub(super) fn new(settings: &CaptchaSettings) -> Result<Self, SettingsError> {
        let CaptchaSettings { verify_url: url, secret } = settings;
        if !outbound::is_address(url) {
            let advice =
                "write for example https://challenges.cloudflare.com/turnstile/v0/siteverify";
            let what = format!("`{url}` is no address on the web; {advice}");
            return Err(SettingsError::value("guard.captcha.verify_url", what));
        }
        let secret = secret.read().map_err(|source| SettingsError::Secret {
            name: "guard.captcha.secret".into(),
            source,
        })?;
        Ok(Self { url: url.clone(), secret, agent: outbound::agent(ANSWER_TIME) })
    }

    /// Whether the answer is right.
    ///
    /// # Errors
    ///
    /// It is wrong, missing, or cannot be checked now.
    pub(super) async fn verify(&self, answer: &str) -> Result<(), Refusal> {
        let wrong =
            || refuse("no-captcha", "The check that this is not a robot is missing or wrong.");
        if answer.is_empty() || answer.len() > TOKEN_MAX {
            return Err(wrong());
        }
        let (me, answer) = (self.clone(), answer.to_owned());
        let verdict = tokio::task::spawn_blocking(move || me.ask(&answer)).await;
        match verdict.map_err(|error| error.to_string()).flatten() {
            Ok(true) => Ok(()),
            Ok(false) => Err(wrong()),
            Err(error) => {
                tracing::error!("a captcha cannot be checked: {error}");
                Err(unavailable())
            }
        }
    }

    fn ask(&self, answer: &str) -> Result<bool, String> {
        let form = [("secret", self.secret.as_str()), ("response", answer)];
        let mut said =
            self.agent.post(&self.url).send_form(form).map_err(|error| error.to_string())?;
        if !said.status().is_success() {
            return Err(format!("answered {}", said.status()));
        }
        let text = said.body_mut().with_config().limit(ANSWER_MAX).read_to_string();
        let text = text.map_err(|error| error.to_string())?;
        let verdict: Verdict = serde_json::from_str(&text).map_err(|error| {
            format!("answered {} with what is no verdict ({error})", said.status())
        })?;
        Ok(verdict.success)
    }
}
