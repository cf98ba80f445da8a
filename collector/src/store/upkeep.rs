//! Changes to what is kept: what is too old, what a person wants erased, what was answered.

use docent_protocol::Attachment;

/// The most rows of each table that are removed at once, so that nobody who sends something waits
/// for long.
pub(super) const ROWS_MAX: usize = 5_000;

/// Up to when what arrived is forgotten, in milliseconds since 1970-01-01 UTC; nothing where it is
/// kept for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Horizons {
    /// Messages.
    pub messages: Option<u64>,
    /// Votes.
    pub votes: Option<u64>,
    /// Searches.
    pub searches: Option<u64>,
    /// Visits, and which articles were opened.
    pub visits: Option<u64>,
}

/// What was removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many rows.
    pub rows: usize,
    /// Files that nothing names any more; they are still there.
    pub files: Vec<Attachment>,
}
