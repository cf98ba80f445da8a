//! Reading that is worded alike for both databases. Parameters are `$1`, `$2` in the order in which
//! they first occur: SQLite numbers them so.

use super::WeekFact;

/// A vote that no later one for the same article takes the place of.
macro_rules! standing {
    () => {
        "NOT EXISTS (
           SELECT 1 FROM votes AS later
           WHERE later.replaces = votes.id AND later.id <> votes.id
             AND later.lang = votes.lang AND later.slug = votes.slug)"
    };
}

/// What has not been handed on.
pub(super) const UNDELIVERED: &str = "
    SELECT reference, target, attempts, due_at, error
    FROM deliveries JOIN messages ON messages.id = deliveries.message_id
    WHERE done_at IS NULL ORDER BY due_at NULLS FIRST, received_at, target";

/// Votes since `$1`, by article, answer and reason.
pub(super) const VOTES: &str = concat!(
    "SELECT lang, slug, helpful, reason, count(*) FROM votes
     WHERE received_at >= $1 AND ",
    standing!(),
    " GROUP BY lang, slug, helpful, reason"
);

/// What was written with votes since `$1`.
pub(super) const COMMENTS: &str = concat!(
    "SELECT lang, slug, received_at, reason, comment FROM votes
     WHERE comment <> '' AND received_at >= $1 AND ",
    standing!(),
    " ORDER BY received_at, id"
);

/// Searches since `$1`.
pub(super) const SEARCHES: &str = "
    SELECT lang, words, count(*), count(*) FILTER (WHERE hits = 0),
           count(*) FILTER (WHERE hits > 0 AND chosen IS NULL)
    FROM searches WHERE received_at >= $1 GROUP BY lang, words";

/// Messages since `$2`, and whether the same address wrote again within `$1` milliseconds.
pub(super) const MESSAGES: &str = "
    SELECT received_at, answered_at, lang, search, EXISTS (
      SELECT 1 FROM messages AS later
      WHERE lower(later.email) = lower(messages.email)
        AND later.received_at > messages.received_at
        AND later.received_at <= messages.received_at + $1)
    FROM messages WHERE received_at >= $2 ORDER BY received_at, id";

/// Articles that were opened since `$1`.
pub(super) const VIEWS: &str =
    "SELECT lang, slug, count(*) FROM views WHERE received_at >= $1 GROUP BY lang, slug";

/// Visits since `$1`.
pub(super) const VISITS: &str =
    "SELECT lang, outcome, count(*) FROM visits WHERE received_at >= $1 GROUP BY lang, outcome";

/// Adds what a row of a week counts: the first of its two counts, and all.
pub(super) type AddToWeek = fn(&mut WeekFact, u64, u64);

/// Per kind, its counts since `$2` by weeks of `$1` milliseconds.
pub(super) const WEEKS: [(&str, AddToWeek); 4] = [
    (
        concat!(
            "SELECT received_at / $1, count(*) FILTER (WHERE helpful = TRUE), count(*) FROM votes
             WHERE received_at >= $2 AND ",
            standing!(),
            " GROUP BY 1"
        ),
        |week, yes, all| (week.yes, week.no) = (yes, all.saturating_sub(yes)),
    ),
    (
        "SELECT received_at / $1, count(*) FILTER (WHERE hits = 0), count(*) FROM searches
         WHERE received_at >= $2 GROUP BY 1",
        |week, none, all| (week.without_hits, week.searches) = (none, all),
    ),
    (
        "SELECT received_at / $1, count(*), count(*) FROM visits
         WHERE received_at >= $2 GROUP BY 1",
        |week, _, all| week.visits = all,
    ),
    (
        "SELECT received_at / $1, count(*), count(*) FROM messages
         WHERE received_at >= $2 GROUP BY 1",
        |week, _, all| week.messages = all,
    ),
];
