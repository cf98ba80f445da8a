//! What each figure means, said beside it wherever it is shown.

use std::collections::BTreeMap;

/// How each figure is counted, by its name in JSON. The manual's article on the report says the
/// same at greater length.
pub(super) const ALL: [(&str, &str); 11] = [
    ("helpful", "Votes that say yes ÷ all votes; a vote that was changed counts once"),
    ("zero_results", "Searches with no result ÷ all searches"),
    ("self_service", "Visits in which no message was sent ÷ all visits"),
    (
        "first_contact",
        "Messages whose address did not write again within 7 days ÷ messages at least 7 days old",
    ),
    ("contacted", "Visits in which a message was sent"),
    ("solved", "Other visits in which somebody voted that an article helped"),
    ("read", "Other visits in which an article was opened"),
    ("unread", "Visits in which help was opened, and no article"),
    ("median_minutes", "The middle one of all times between a message and its mark as answered"),
    ("in_time", "Messages answered in that time ÷ messages that were answered or are late"),
    ("interval", "The true value lies in it 19 times of 20 (Wilson's score interval)"),
];

/// The same, to be looked up.
pub(super) fn by_name() -> BTreeMap<&'static str, &'static str> {
    ALL.into_iter().collect()
}
