//! When an article appeared and when it last changed: what its front matter says, and nothing else.
//! Neither the clock nor the times of files take part, so the same content gives the same dates.

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::article::front_matter::FrontMatter;
use crate::moment::Moment;

/// The dates of an article, on clocks of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) published: Option<Zoned>,
    /// The last change that its writer names, or when it appeared if that is later.
    pub(crate) updated: Option<Zoned>,
}

impl Dates {
    pub(crate) fn of(front: &FrontMatter, zone: Option<&TimeZone>) -> Self {
        let clock =
            |moment: Moment| moment.in_zone(zone).to_zoned(zone.cloned().unwrap_or(TimeZone::UTC));
        let published = front.publish.map(clock);
        let updated = front.updated.map(clock).max(published.clone());
        Self { published, updated }
    }
}

/// Date, time and distance from UTC, as RFC 3339 and schema.org have them.
pub(crate) fn whole(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The day alone.
pub(crate) fn day(moment: &Zoned) -> String {
    moment.date().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_changed_last_when_its_writer_says_or_when_it_appeared() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
        for (publish, updated, expected) in [
            (None, None, None),
            (Some("2026-01-05"), None, Some("2026-01-05T00:00:00+01:00")),
            (None, Some("2026-07-01 09:30"), Some("2026-07-01T09:30:00+02:00")),
            (Some("2026-01-05"), Some("2026-02-01"), Some("2026-02-01T00:00:00+01:00")),
            (Some("2026-03-05"), Some("2026-02-01"), Some("2026-03-05T00:00:00+01:00")),
            (None, Some("2026-02-01T23:30Z"), Some("2026-02-02T00:30:00+01:00")),
        ] {
            let front = FrontMatter {
                publish: publish.and_then(Moment::parse),
                updated: updated.and_then(Moment::parse),
                ..FrontMatter::default()
            };
            let dates = Dates::of(&front, Some(&berlin));
            assert_eq!(dates.updated.as_ref().map(whole).as_deref(), expected);
            assert_eq!(dates.published.is_some(), publish.is_some());
        }
    }
}
