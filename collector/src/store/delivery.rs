//! What has to be handed on of a message, to whom, and how far that is.

use std::{fmt, str::FromStr};

use super::StoredMessage;

/// The longest that a next attempt can lie ahead, in milliseconds: two days. What lies further
/// ahead was put there while the clock was wrong, and is due.
pub(super) const HORIZON: i64 = 2 * 24 * 60 * 60 * 1_000;

/// How many copies an address is sent within [`COPIES_TIME`]. Anybody can write any address into a
/// form.
pub(super) const COPIES_MAX: i64 = 3;

/// A day, in milliseconds.
pub(super) const COPIES_TIME: i64 = 24 * 60 * 60 * 1_000;

/// Whom a message is handed on to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// By mail to the people who answer.
    Team,
    /// By mail to the customer who wrote it.
    Copy,
    /// As a ticket to Freshdesk.
    Freshdesk,
    /// To the service of this name.
    Webhook(String),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team => f.write_str("team"),
            Self::Copy => f.write_str("copy"),
            Self::Freshdesk => f.write_str("freshdesk"),
            Self::Webhook(name) => write!(f, "webhook:{name}"),
        }
    }
}

/// A text that names no target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no target of messages: there are `team`, `copy`, `freshdesk` and `webhook:NAME`")]
pub struct ParseTargetError(String);

impl FromStr for Target {
    type Err = ParseTargetError;

    fn from_str(text: &str) -> Result<Self, ParseTargetError> {
        match text.split_once(':') {
            None if text == "team" => Ok(Self::Team),
            None if text == "copy" => Ok(Self::Copy),
            None if text == "freshdesk" => Ok(Self::Freshdesk),
            Some(("webhook", name)) if !name.is_empty() => Ok(Self::Webhook(name.to_owned())),
            _ => Err(ParseTargetError(text.to_owned())),
        }
    }
}

/// One message for one target, taken for an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Whom it is for.
    pub target: Target,
    /// How many attempts there were, with this one.
    pub attempts: u32,
    /// The message.
    pub stored: StoredMessage,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The target has it.
    Done {
        /// When, in milliseconds since 1970-01-01 UTC.
        at: u64,
    },
    /// Not yet.
    Again {
        /// When to try next, in milliseconds since 1970-01-01 UTC.
        due_at: u64,
        /// What was the matter.
        error: String,
    },
    /// It is not tried any more, until somebody asks for it.
    GivenUp {
        /// What was the matter.
        error: String,
    },
}

/// What a target does not have yet, for people to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// Reference of the message.
    pub reference: String,
    /// Whom it is for.
    pub target: String,
    /// How many attempts there were.
    pub attempts: u32,
    /// When it is tried next, in milliseconds since 1970-01-01 UTC; nothing once it is given up.
    pub due_at: Option<i64>,
    /// What the last attempt failed with.
    pub error: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_stored_as_the_text_that_it_is_read_from() {
        for target in
            [Target::Team, Target::Copy, Target::Freshdesk, Target::Webhook("desk: two".into())]
        {
            assert_eq!(target.to_string().parse(), Ok(target));
        }
        for wrong in ["", "team:x", "webhook", "webhook:", "mail"] {
            assert!(wrong.parse::<Target>().is_err(), "{wrong}");
        }
    }
}
