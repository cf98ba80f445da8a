//! Moments as writers write them: with a time zone of their own, or in that of the site.

use anyhow::{Context as _, Result};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The variable that says which moment to take for now, in seconds since 1970, so that a run can
/// be repeated: <https://reproducible-builds.org/specs/source-date-epoch/>
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

    /// The moment, for a site in that time zone or, if none is known, in UTC. Where clocks skip it, it is a moment later; where
    /// they show it twice, the first time.
    pub(crate) fn in_zone(self, zone: Option<&TimeZone>) -> Timestamp {
        match self {
            Self::Exact(timestamp) => timestamp,
            Self::Local(local) => {
                // Beyond the calendar there is nothing to wait for.
                zone.unwrap_or(&TimeZone::UTC)
                    .to_ambiguous_timestamp(local)
                    .compatible()
                    .unwrap_or(Timestamp::MAX)
            }
        }
    }
}

/// The moment of this run.
///
/// # Errors
///
/// The environment sets it to something else than a number of seconds.
pub(crate) fn now() -> Result<Timestamp> {
    let Some(seconds) = std::env::var_os(NOW) else { return Ok(Timestamp::now()) };
    let seconds = seconds.to_string_lossy();
    let now = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    now.with_context(|| format!("{NOW} is `{seconds}`, which is no number of seconds since 1970"))
}

/// The day of this run where a site is at home; in UTC if that is not known.
///
/// # Errors
///
/// As [`now`].
pub(crate) fn today(zone: Option<&TimeZone>) -> Result<Date> {
    let zone = zone.cloned().unwrap_or(TimeZone::UTC);
    Ok(now()?.to_zoned(zone).date())
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
            let found =
                Moment::parse(written).map(|found| found.in_zone(Some(&berlin)).to_string());
            assert_eq!(found.as_deref(), Some(moment), "{written}");
        }
        for wrong in ["", "tomorrow", "2026-02-30", "2026-12-01 25:00", "1.12.2026"] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }
}
