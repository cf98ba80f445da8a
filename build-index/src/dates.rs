//! When an article appeared and when it last changed: what its front matter says, and nothing else.
//! Neither the clock nor the times of files take part, so the same content gives the same dates.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_locale_core::Locale;
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

/// The day alone as readers of a language write it, in their calendar; `2026-02-01` for a language
/// that Unicode has no names of months for.
pub(crate) fn day(moment: &Zoned, lang: &str) -> String {
    let date = moment.date();
    in_words(date, lang).unwrap_or_else(|| date.to_string())
}

fn in_words(date: jiff::civil::Date, lang: &str) -> Option<String> {
    let locale: Locale = lang.parse().ok()?;
    let formatter = DateTimeFormatter::try_new(locale.into(), YMD::long()).ok()?;
    let [month, day] = [date.month(), date.day()].map(|part| u8::try_from(part).ok());
    let text = formatter.format(&Date::try_new_iso(date.year().into(), month?, day?).ok()?);
    let text = text.to_string();
    // Where a month has no name, its code stands there.
    let code = |(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    (!text.match_indices('M').any(code)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_readers_of_the_language_write_it() {
        let moment: Zoned = "2026-02-01T23:30[UTC]".parse().unwrap_or_default();
        for (lang, expected) in [
            ("en", "February 1, 2026"),
            ("en-GB", "1 February 2026"),
            ("de", "1. Februar 2026"),
            ("de-AT", "1. Februar 2026"),
            ("es", "1 de febrero de 2026"),
            ("fr", "1 février 2026"),
            ("ru", "1 февраля 2026\u{202f}г."),
            ("ar", "1 فبراير 2026"),
            ("ar-EG", "١ فبراير ٢٠٢٦"),
            ("he", "1 בפברואר 2026"),
            ("fa", "۱۲ بهمن ۱۴۰۴"),
            ("ja", "2026年2月1日"),
            ("zh-Hant", "2026年2月1日"),
            ("sv", "1 februari 2026"),
            ("tlh", "2026-02-01"),
            ("no language", "2026-02-01"),
        ] {
            assert_eq!(day(&moment, lang), expected, "{lang}");
        }
    }

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
            let mut front = FrontMatter::default();
            front.publish = publish.and_then(Moment::parse);
            front.updated = updated.and_then(Moment::parse);
            let dates = Dates::of(&front, Some(&berlin));
            assert_eq!(dates.updated.as_ref().map(whole).as_deref(), expected);
            assert_eq!(dates.published.is_some(), publish.is_some());
        }
    }
}
