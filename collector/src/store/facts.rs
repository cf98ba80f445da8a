//! What a report is made of: counts, as the database counts them.

use std::collections::BTreeMap;

use super::{ArticleVotes, Undelivered};

/// Counts of what arrived since a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Searches by language and words.
    pub searches: Vec<SearchFact>,
    /// Articles that were opened, by language and slug, and how often.
    pub views: BTreeMap<(String, String), u64>,
    /// Votes that stand, by language and slug.
    pub votes: Vec<ArticleVotes>,
    /// Messages in the order in which they arrived.
    pub messages: Vec<MessageFact>,
    /// Visits by language and outcome, by the outcome's name in JSON.
    pub visits: BTreeMap<(String, String), u64>,
    /// Per week, counted from 1970-01-01.
    pub weeks: BTreeMap<i64, WeekFact>,
    /// What has not been handed on, of all time.
    pub undelivered: Vec<Undelivered>,
}

/// How often something was searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchFact {
    /// Language of the help centre.
    pub lang: String,
    /// The words as they were typed; empty where they are not known.
    pub words: String,
    /// How often.
    pub count: u64,
    /// How often there was no result.
    pub without_hits: u64,
    /// How often there were results and none was opened.
    pub unopened: u64,
}

/// What a report needs of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageFact {
    /// When it arrived, in milliseconds since 1970-01-01 UTC.
    pub received_at: i64,
    /// When it was answered, likewise.
    pub answered_at: Option<i64>,
    /// Language of the help centre.
    pub lang: String,
    /// What was searched for before.
    pub search: Option<String>,
    /// Whether the same address wrote again within seven days.
    pub again: bool,
}

/// What arrived within a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekFact {
    /// Votes that say yes.
    pub yes: u64,
    /// Votes that say no.
    pub no: u64,
    /// Searches.
    pub searches: u64,
    /// Searches without a result.
    pub without_hits: u64,
    /// Visits.
    pub visits: u64,
    /// Messages.
    pub messages: u64,
}

/// A week, in milliseconds.
pub const WEEK: i64 = 7 * 24 * 60 * 60 * 1_000;
