//! `[guard]`: what messages have to show.

use serde::Deserialize;

use crate::settings::{Secret, SettingsError};

/// More would keep telephones busy for minutes.
const BITS_MAX: u32 = 22;

/// Longer than it takes to write two lines would be in the way of people.
const SECONDS_MAX: u32 = 60;

/// What messages have to show. Nought asks for nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GuardSettings {
    /// How long the form must have been open.
    pub minimum_seconds: u32,
    /// How many bits at the start of the hash of a message's id and a number must be nought.
    pub proof_of_work_bits: u32,
    /// Who checks answers to captchas.
    pub captcha: Option<CaptchaSettings>,
}

/// A service that checks answers to captchas: Turnstile, hCaptcha, reCAPTCHA.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptchaSettings {
    /// Where it is asked, such as <https://challenges.cloudflare.com/turnstile/v0/siteverify>.
    pub verify_url: String,
    /// The secret that belongs to the site's key.
    pub secret: Secret,
}

impl GuardSettings {
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        for (name, value, most) in [
            ("guard.minimum_seconds", self.minimum_seconds, SECONDS_MAX),
            ("guard.proof_of_work_bits", self.proof_of_work_bits, BITS_MAX),
        ] {
            if value > most {
                let what = format!("{value} is too much; write a number up to {most}");
                return Err(SettingsError::value(name, what));
            }
        }
        Ok(())
    }
}
