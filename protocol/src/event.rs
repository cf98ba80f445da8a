//! What a customer's steps tell the writers: votes, and where the site wants them, searches and
//! visits.

use serde::{Deserialize, Serialize};

use crate::Problem;

/// The most events that one batch may carry.
pub const EVENTS_MAX: usize = 100;

/// The most characters of the words of a search. The widget cuts what is longer.
pub const WORDS_MAX: usize = 200;

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
    /// BCP 47 tag of the language that the article is written in; of the help centre where it is
    /// not about an article.
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
    Vote(Vote),
    /// A search that has ended: other words were typed after a pause, or help was left. Only where
    /// the site asks for searches.
    Search {
        /// The words as they were typed last; at most [`WORDS_MAX`] characters.
        words: String,
        /// How many results were shown; 0 for none.
        hits: u32,
        /// Position of the result that was opened first, from 1; nothing where none was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        chosen: Option<u32>,
    },
    /// An article was opened. Only where the site asks for visits.
    View {
        /// Slug of the article.
        slug: String,
    },
    /// A visit of the help has ended. Only where the site asks for visits.
    Visit {
        /// How it ended.
        outcome: Outcome,
    },
}

impl EventKind {
    /// The value of `type`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Vote(_) => "vote",
            Self::Search { .. } => "search",
            Self::View { .. } => "view",
            Self::Visit { .. } => "visit",
        }
    }
}

/// An answer to "Did this help?".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Slug of the article.
    pub slug: String,
    /// The answer.
    pub helpful: bool,
    /// After a no, why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// After a no, in the customer's words; at most [`COMMENT_MAX`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// `id` of the earlier vote that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// How a visit ended: the first of these that is true of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A message was sent.
    Contacted,
    /// The customer said of an article that it helped.
    Solved,
    /// At least one article was opened.
    Read,
    /// Help was opened, but no article.
    Unread,
}

impl Outcome {
    /// The name it has in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contacted => "contacted",
            Self::Solved => "solved",
            Self::Read => "read",
            Self::Unread => "unread",
        }
    }
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

impl Vote {
    fn check(&self) -> Result<(), Problem> {
        Problem::require_line("slug", &self.slug, 512)?;
        if let Some(comment) = &self.comment {
            Problem::limit("comment", comment, COMMENT_MAX)?;
        }
        self.replaces.as_ref().map_or(Ok(()), |id| Problem::require_id("replaces", id))
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
            EventKind::Vote(vote) => vote.check(),
            EventKind::Search { words, .. } => Problem::require_line("words", words, WORDS_MAX),
            EventKind::View { slug } => Problem::require_line("slug", slug, 512),
            EventKind::Visit { .. } => Ok(()),
        }
    }
}

/// Answer to an [`EventBatch`] once everything in it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Ids that are stored now, whether by this request or an earlier one.
    pub accepted: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_members_beside_those_of_all() {
        let all = r#""id":"018f6a3e-7c1b-7d2e-9f00-0123456789ab","at":1,"lang":"en""#;
        let vote = Vote { slug: "a/b".into(), helpful: true, ..Vote::default() };
        let search = EventKind::Search { words: "refund".into(), hits: 3, chosen: Some(1) };
        for (kind, members) in [
            (EventKind::Vote(vote), r#""type":"vote","slug":"a/b","helpful":true"#),
            (search, r#""type":"search","words":"refund","hits":3,"chosen":1"#),
            (EventKind::View { slug: "a/b".into() }, r#""type":"view","slug":"a/b""#),
            (EventKind::Visit { outcome: Outcome::Solved }, r#""type":"visit","outcome":"solved""#),
        ] {
            let text = format!("{{{all},{members}}}");
            let event: Event = serde_json::from_str(&text).unwrap();
            assert_eq!(event.kind, kind);
            assert!(members.contains(&format!("\"{}\"", event.kind.as_str())));
            assert_eq!(event.check(), Ok(()));
            assert_eq!(serde_json::to_string(&event).unwrap(), text);
        }
    }

    #[test]
    fn each_fault_names_its_field() {
        let too_long = "x".repeat(WORDS_MAX + 1);
        let vote = |vote| EventKind::Vote(vote);
        for (field, kind) in [
            ("slug", vote(Vote::default())),
            ("comment", {
                let comment = Some("x".repeat(COMMENT_MAX + 1));
                vote(Vote { slug: "a".into(), comment, ..Vote::default() })
            }),
            ("replaces", {
                vote(Vote { slug: "a".into(), replaces: Some("7".into()), ..Vote::default() })
            }),
            ("words", EventKind::Search { words: too_long, hits: 0, chosen: None }),
            ("words", EventKind::Search { words: "a\nb".into(), hits: 0, chosen: None }),
            ("slug", EventKind::View { slug: " ".into() }),
        ] {
            let id = "018f6a3e-7c1b-7d2e-9f00-0123456789ab".into();
            let problem = Event { id, at: 0, lang: "en".into(), kind }.check().expect_err(field);
            assert_eq!(problem.field.as_deref(), Some(field));
        }
    }
}
