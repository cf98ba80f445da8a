//! Lengths of time as people write them: `90 days`, `1 year 6 months`.

use jiff::{Span, Timestamp, tz::TimeZone};
use serde::{Deserialize, Deserializer, de::Error as _};

/// A length of calendar time that is longer than nothing.
#[derive(Clone, Copy, Debug)]
pub struct Period(Span);

impl Period {
    /// The moment that lies this long before `now`, both in milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn before(self, now: u64) -> u64 {
        let now = i64::try_from(now).ok().and_then(|now| Timestamp::from_millisecond(now).ok());
        let then = now.and_then(|now| now.to_zoned(TimeZone::UTC).checked_sub(self.0).ok());
        then.and_then(|then| u64::try_from(then.timestamp().as_millisecond()).ok()).unwrap_or(0)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let span = text.parse::<Span>().ok().filter(|span| span.is_positive());
        span.map(Self).ok_or_else(|| {
            D::Error::custom(format!(
                "`{text}` is no length of time: write it as `90 days`, `6 months` or `2 years`"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_counted_by_the_calendar() {
        let read = |text: &str| {
            toml::from_str::<toml::Table>(&format!("p = \"{text}\"")).unwrap()["p"]
                .clone()
                .try_into::<Period>()
                .map_err(|error| error.to_string())
        };
        // 2026-03-31 12:00:00 UTC.
        let now = 1_774_958_400_000;
        for (text, before) in [
            ("1 day", 1_774_872_000_000),
            ("1 month", 1_772_280_000_000), // 2026-02-28: there is no 31st.
            ("2 years", 1_711_886_400_000),
            ("19000 years", 0),
        ] {
            assert_eq!(read(text).map(|period| period.before(now)), Ok(before), "{text}");
        }
        for wrong in ["", "soon", "-1 day", "0 days"] {
            assert!(read(wrong).unwrap_err().contains("90 days"), "{wrong}");
        }
    }
}
