//! Moments as writers write them: with a time zone of their own, or in that of the site.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::Zoned;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Reproducible builds name their time by it: <https://reproducible-builds.org/specs/source-date-epoch/>
const NOW: &str = "SOURCE_DATE_EPOCH";

/// When something is to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// The same moment everywhere.
    Exact(Timestamp),
    /// What clocks of the site show then.
    Local(DateTime),
}

impl Moment {
    /// Reads `2026-12-01`, `2026-12-01 09:00`, `2026-12-01T09:00:00+01:00` or
    /// `2026-12-01T09:00[Europe/Berlin]`. A day begins at midnight.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(zoned) = text.parse::<Zoned>() {
            return Some(Self::Exact(zoned.timestamp()));
        }
        if let Ok(timestamp) = text.parse() {
            return Some(Self::Exact(timestamp));
        }
        text.parse().ok().map(Self::Local)
    }

    /// The moment, for a site in that time zone. Where clocks skip it, it is a moment later; where
    /// they show it twice, the first time.
    pub(crate) fn in_zone(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Exact(timestamp) => timestamp,
            Self::Local(local) => {
                // Beyond the calendar there is nothing to wait for.
                zone.to_ambiguous_timestamp(local).compatible().unwrap_or(Timestamp::MAX)
            }
        }
    }
}

/// The time of the build, which the environment can set.
pub(crate) fn now() -> Timestamp {
    let set = std::env::var(NOW).ok().and_then(|text| text.trim().parse().ok());
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let now = set.map_or_else(now, Duration::from_secs);
    i64::try_from(now.as_secs())
        .ok()
        .and_then(|s| Timestamp::from_second(s).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_a_zone_of_their_own_or_that_of_the_site() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        for (written, moment) in [
            ("2026-12-01", "2026-11-30T23:00:00Z"),
            ("2026-12-01 09:00", "2026-12-01T08:00:00Z"),
            ("2026-12-01T09:00:30", "2026-12-01T08:00:30Z"),
            ("2026-12-01T09:00+00:00", "2026-12-01T09:00:00Z"),
            ("2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z"),
            ("2026-12-01T09:00[America/New_York]", "2026-12-01T14:00:00Z"),
            // Clocks jump over it.
            ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
        ] {
            let found = Moment::parse(written).map(|found| found.in_zone(&berlin).to_string());
            assert_eq!(found.as_deref(), Some(moment), "{written}");
        }
        for wrong in ["", "tomorrow", "2026-02-30", "2026-12-01 25:00", "1.12.2026"] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }
}
