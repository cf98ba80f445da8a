//! A refusal that a program can act on and a person can read.

use serde::{Deserialize, Serialize};

/// Answer of an endpoint that did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Kebab-case code, stable across versions.
    pub code: String,
    /// One sentence: what was wrong and what would be right.
    pub message: String,
    /// The member of the request that was at fault, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Problem {
    /// A problem of the request as a whole.
    #[must_use]
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), field: None }
    }

    /// A problem of one member; `what` completes the sentence that begins with its name.
    #[must_use]
    pub fn of_field(code: &str, field: &str, what: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: format!("`{field}` {what}"),
            field: Some(field.to_owned()),
        }
    }

    pub(crate) fn limit(field: &str, value: &str, most: usize) -> Result<(), Self> {
        if value.chars().count() > most {
            return Err(Self::of_field(
                "too-long",
                field,
                &format!("may have at most {most} characters"),
            ));
        }
        Ok(())
    }

    pub(crate) fn require(field: &str, value: &str, most: usize) -> Result<(), Self> {
        if value.trim().is_empty() {
            return Err(Self::of_field("missing", field, "must not be empty"));
        }
        Self::limit(field, value, most)
    }

    /// Like [`Self::limit`], for members that are one line by nature: a line break or a zero
    /// character in them comes from no form, and could forge a mail header later.
    pub(crate) fn limit_line(field: &str, value: &str, most: usize) -> Result<(), Self> {
        if value.contains(['\r', '\n', '\0']) {
            return Err(Self::of_field("not-one-line", field, "must be one line of text"));
        }
        Self::limit(field, value, most)
    }

    /// Like [`Self::require`], for members that are one line by nature.
    pub(crate) fn require_line(field: &str, value: &str, most: usize) -> Result<(), Self> {
        Self::require(field, value, most)?;
        Self::limit_line(field, value, most)
    }

    pub(crate) fn require_id(field: &str, value: &str) -> Result<(), Self> {
        let dashes_in_place = value.len() == 36
            && value.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        if dashes_in_place {
            return Ok(());
        }
        Err(Self::of_field(
            "invalid-id",
            field,
            "must be a UUID such as 018f6a3e-7c1b-7d2e-9f00-0123456789ab",
        ))
    }
}
