//! What a customer's steps tell the writers: votes, so far.

use serde::{Deserialize, Serialize};

use crate::Problem;

/// The most events that one batch may carry.
pub const EVENTS_MAX: usize = 100;

/// The most characters that a comment may have.
pub const COMMENT_MAX: usize = 2_000;

/// Body of a `POST` to the events endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventBatch {
    /// At most [`EVENTS_MAX`] events, oldest first.
    pub events: Vec<Event>,
}

/// Something that happened once. Sending it twice stores it once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// UUID, version 7, in the usual text form.
    pub id: String,
    /// When it happened by the visitor's clock, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// BCP 47 tag of the language that the article is written in.
    pub lang: String,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// The kinds of event, told apart by the member `type`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum EventKind {
    /// An answer to "Did this help?".
    Vote {
        /// Slug of the article.
        slug: String,
        /// The answer.
        helpful: bool,
        /// After a no, why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Reason>,
        /// After a no, in the customer's words; at most [`COMMENT_MAX`] characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
        /// `id` of the earlier vote that this one takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
    },
}

/// Why an article did not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Needs more information.
    Incomplete,
    /// Wrong or out of date.
    Wrong,
    /// Hard to understand.
    Unclear,
    /// A link or picture is broken.
    Broken,
    /// Anything else.
    Other,
}

impl Reason {
    /// All reasons, in the order to offer them.
    pub const ALL: [Self; 5] =
        [Self::Incomplete, Self::Wrong, Self::Unclear, Self::Broken, Self::Other];

    /// The name it has in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Wrong => "wrong",
            Self::Unclear => "unclear",
            Self::Broken => "broken",
            Self::Other => "other",
        }
    }
}

impl Event {
    /// Checks what types alone do not promise.
    ///
    /// # Errors
    ///
    /// The first member that is empty or too long, as a [`Problem`] that names it.
    pub fn check(&self) -> Result<(), Problem> {
        Problem::require_id("id", &self.id)?;
        Problem::require_line("lang", &self.lang, 35)?;
        match &self.kind {
            EventKind::Vote { slug, comment, replaces, .. } => {
                Problem::require_line("slug", slug, 512)?;
                if let Some(comment) = comment {
                    Problem::limit("comment", comment, COMMENT_MAX)?;
                }
                replaces.as_ref().map_or(Ok(()), |id| Problem::require_id("replaces", id))
            }
        }
    }
}

/// Answer to an [`EventBatch`] once everything in it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Ids that are stored now, whether by this request or an earlier one.
    pub accepted: Vec<String>,
}
