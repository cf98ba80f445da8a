//! Ways to a person besides the form.

use serde::{Deserialize, Serialize};

/// A way to a person besides the form, such as a telephone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// What the customer reads.
    pub label: String,
    /// Where it leads: a web address, or one that begins with `tel:` or `mailto:`.
    pub link: String,
    /// When somebody answers there; nothing where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

/// When somebody answers, week after week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Name of the time zone in the IANA database, such as `Europe/Madrid`.
    pub time_zone: String,
    /// Day of the week from 0 for Monday, and from when to when in minutes after midnight of that
    /// day, at most 1,440. Ascending and disjoint; never empty.
    pub spans: Vec<(u8, u16, u16)>,
    /// Days without any, such as `2026-12-25`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<String>,
}
