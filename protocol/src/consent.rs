//! What a customer agrees to before a message is sent.

use serde::{Deserialize, Serialize};

use crate::Problem;

/// The most characters of a text that is agreed to.
pub const CONSENT_MAX: usize = 2_000;

/// A text to agree to, cut at the one link that it may have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// What stands before the link; the whole text where there is none.
    pub before: String,
    /// Words of the link; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// Address that the link leads to; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// What stands after the link.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

impl Consent {
    /// The text as it is read.
    #[must_use]
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.link, &self.after].concat()
    }
}

/// That a customer agreed, and to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The text as it stood in the form.
    pub text: String,
    /// When it was agreed to by the visitor's clock, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
}

impl Agreement {
    pub(crate) fn check(&self) -> Result<(), Problem> {
        Problem::require("consent", &self.text, CONSENT_MAX)
    }
}
