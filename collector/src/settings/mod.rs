//! What an operator sets: a TOML file, named with `--settings`.

mod period;
mod secret;

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

pub use period::Period;
pub use secret::{Secret, SecretError};

use crate::Origin;
pub use crate::guard::{CaptchaSettings, GuardSettings};

/// All settings. Each has a default, so that an empty file, or none, is valid.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Pages that may send here besides those of the same origin.
    pub allow_origins: Vec<Origin>,
    /// How much one client may send.
    #[serde(rename = "limit")]
    pub limits: LimitSettings,
    /// What messages have to show, to tell people from robots.
    pub guard: GuardSettings,
    /// How long what arrived is kept; without, for ever.
    pub keep: KeepSettings,
    /// Where messages are mailed; nothing is mailed without.
    pub mail: Option<MailSettings>,
    /// A help desk that gets a ticket for each message.
    pub freshdesk: Option<FreshdeskSettings>,
    /// The report in the browser.
    pub report: ReportSettings,
    /// Services that are told of messages.
    #[serde(rename = "webhook")]
    pub webhooks: Vec<WebhookSettings>,
}

/// How much one client may send. Nought is no limit.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitSettings {
    /// Requests with events within a minute.
    pub events_per_minute: u32,
    /// Messages within an hour.
    pub messages_per_hour: u32,
}

impl Default for LimitSettings {
    /// More than a customer needs, with an office of them behind one address.
    fn default() -> Self {
        Self { events_per_minute: 120, messages_per_hour: 30 }
    }
}

/// How long what arrived is kept.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepSettings {
    /// Messages, with their files.
    pub messages: Option<Period>,
    /// Votes with their comments.
    pub votes: Option<Period>,
    /// Searches.
    pub searches: Option<Period>,
    /// Visits, and which articles were opened.
    pub visits: Option<Period>,
}

/// How messages are mailed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The server that takes mail: `smtps://user@host`, `smtp://user@host?tls=required`, or
    /// `smtp://localhost:25` without encryption.
    pub server: String,
    /// The user's password there.
    #[serde(default)]
    pub password: Option<Secret>,
    /// Who the mails are from: `help@example.com` or `Help <help@example.com>`.
    pub from: String,
    /// Who gets each message. May be empty where only copies are sent.
    #[serde(default)]
    pub to: Vec<String>,
    /// Whether customers who ask for a copy of their message get one.
    #[serde(default)]
    pub copies: bool,
}

/// The report in the browser.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReportSettings {
    /// Whoever has it sees the report; without one there is none.
    pub token: Option<Secret>,
    /// Within how many hours the site promises to answer messages.
    pub reply_hours: Option<u32>,
}

/// Freshdesk, which gets a ticket for each message.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreshdeskSettings {
    /// Address of the help desk, such as `https://example.freshdesk.com`.
    pub url: String,
    /// Key of the agent in whose name tickets are made.
    pub key: Secret,
    /// Names of its own fields, such as `cf_order`, by the ids of the form's.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// A service that is told of messages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookSettings {
    /// What it is called in reports. Keep it: what still has to be sent is stored under this name.
    pub name: String,
    /// Where to `POST`.
    pub url: String,
    /// Key of the signature, as the Standard Webhooks write it: `whsec_` and base64.
    pub secret: Secret,
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("cannot read the settings {}: name a file that is there with --settings", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not TOML, or says something that is not known.
    #[error("the settings {} cannot be used\n{what}", .path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong and where, with the line.
        what: String,
    },
    /// A value cannot be used.
    #[error("`{name}` in the settings cannot be used: {what}")]
    Value {
        /// Which one.
        name: String,
        /// What was found, and what to write instead.
        what: String,
    },
    /// A secret cannot be had.
    #[error("`{name}` in the settings cannot be used: {source}")]
    Secret {
        /// Which one.
        name: String,
        /// Why.
        source: SecretError,
    },
}

impl Settings {
    /// Reads a file of settings, if one is named, and allows these pages as well.
    ///
    /// # Errors
    ///
    /// As for [`Settings::read`].
    pub fn load(path: Option<&Path>, origins: &[Origin]) -> Result<Self, SettingsError> {
        let mut settings = path.map(Self::read).transpose()?.unwrap_or_default();
        settings.allow_origins.extend_from_slice(origins);
        Ok(settings)
    }

    /// Reads a file of settings.
    ///
    /// # Errors
    ///
    /// It cannot be read, is not TOML, or says something that is not known; with the line.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let text = fs::read_to_string(path)
            .map_err(|source| SettingsError::Read { path: path.to_owned(), source })?;
        toml::from_str(&text).map_err(|error| SettingsError::Parse {
            path: path.to_owned(),
            what: error.to_string().trim_end().to_owned(),
        })
    }
}

impl SettingsError {
    pub(crate) fn value(name: impl Into<String>, what: impl fmt::Display) -> Self {
        Self::Value { name: name.into(), what: what.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        Settings::read(file.path()).map_err(|error| error.to_string())
    }

    #[test]
    fn an_empty_file_is_valid() {
        let settings = read("").unwrap();
        assert!(settings.mail.is_none() && settings.webhooks.is_empty());
    }

    #[test]
    fn what_is_not_known_is_said_with_its_line_and_what_is_known() {
        for (text, line, says) in [
            ("allow_origins = [\"example.com\"]", "line 1", "https://www.example.com"),
            ("[mail]\nserver = \"smtp://a\"\nfrom = \"a@b.c\"\nform = 1", "line 4", "`form`"),
            ("[mail]\nserver = \"smtp://a\"", "line 1", "missing field `from`"),
            ("[[webhook]]\nname = \"a\"\nurl = \"b\"\nsecret = \"c\"", "line 4", "env = "),
            ("[", "line 1", "TOML"),
        ] {
            let error = read(text).expect_err(text);
            assert!(error.contains(line) && error.contains(says), "{error}");
        }
    }

    #[test]
    fn a_missing_file_is_said_with_advice() {
        let error = Settings::read(Path::new("no/such.toml")).unwrap_err();
        assert!(error.to_string().contains("--settings"), "{error}");
    }
}
