//! `[[contact.channels]]`: ways to a person besides the form.

use std::ops::Range;

use docent_protocol::{Channel, Hours, Message};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::PerLanguage;
use super::hours::spans;
use super::read::Reader;
use crate::table::Table;

/// A way to a person besides the form.
#[derive(Clone, Debug)]
pub(crate) struct ChannelOptions {
    label: PerLanguage<String>,
    link: String,
    hours: Option<Hours>,
}

impl ChannelOptions {
    /// Whether it is said when somebody answers there.
    pub(super) fn has_hours(&self) -> bool {
        self.hours.is_some()
    }

    /// The channel in one language.
    pub(super) fn channel(&self, lang: &str, default: &str) -> Channel {
        let label = self.label.get(lang, default).unwrap_or(&self.link).clone();
        Channel { label, link: self.link.clone(), hours: self.hours.clone() }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn channel(
        &mut self,
        mut table: Table<'a>,
        span: Range<usize>,
    ) -> Option<ChannelOptions> {
        let label = self.per_language(&mut table, "label");
        let link = link(&mut table);
        let hours = hours(&mut table, span.clone());
        if (label.is_none() || link.is_none()) && table.diagnostics.is_empty() {
            table.error(
                span,
                "a channel needs `label` and `link`".to_owned(),
                "write for example `label = \"Call us\"` and `link = \"tel:+34911234567\"`"
                    .to_owned(),
            );
        }
        self.finish(table);
        Some(ChannelOptions { label: label?, link: link?, hours })
    }
}

fn link(table: &mut Table<'_>) -> Option<String> {
    let (link, span) = table.text("link")?;
    if leads_somewhere(&link) {
        return Some(link);
    }
    table.error(
        span,
        format!("`{link}` is no address that a channel can have"),
        "write `tel:+34911234567`, `mailto:help@example.com` or `https://…`".to_owned(),
    );
    None
}

/// When somebody answers there. `whole` is where the channel stands.
fn hours(table: &mut Table<'_>, whole: Range<usize>) -> Option<Hours> {
    let written = table.text("hours");
    let zone = table.text("time_zone");
    let closed = closed(table);
    if written.is_some() != zone.is_some() || (written.is_none() && !closed.is_empty()) {
        table.error(
            whole,
            "a channel with `hours` needs `time_zone`, and without them neither that nor `closed`"
                .to_owned(),
            "write for example `hours = \"Mon-Fri 09:00-17:00\"` and \
             `time_zone = \"Europe/Madrid\"`"
                .to_owned(),
        );
        return None;
    }
    let ((hours, span), (zone, zone_span)) = (written?, zone?);
    let known = TimeZone::get(&zone).ok();
    let Some(time_zone) = known.as_ref().and_then(TimeZone::iana_name) else {
        table.error(
            zone_span,
            format!("there is no time zone `{zone}`"),
            "use a name of the IANA database, such as `Europe/Madrid` or `America/New_York`"
                .to_owned(),
        );
        return None;
    };
    let Some(spans) = spans(&hours) else {
        table.error(
            span,
            format!("`{hours}` are no hours"),
            "write days in English and 24 hours, for example \
             `Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-14:00`"
                .to_owned(),
        );
        return None;
    };
    Some(Hours { time_zone: time_zone.to_owned(), spans, closed })
}

/// Days without hours, as ISO dates.
fn closed(table: &mut Table<'_>) -> Vec<String> {
    let mut closed = Vec::new();
    for (text, span) in table.texts("closed", false).unwrap_or_default() {
        match text.parse::<Date>() {
            Ok(date) => closed.push(date.to_string()),
            Err(_) => table.error(
                span,
                format!("`{text}` is no day"),
                "write year, month and day, such as `2026-12-25`".to_owned(),
            ),
        }
    }
    closed
}

fn leads_somewhere(link: &str) -> bool {
    if let Some(number) = link.strip_prefix("tel:") {
        return number.contains(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || "+-.()".contains(c));
    }
    if let Some(address) = link.strip_prefix("mailto:") {
        return Message::is_email(address.split('?').next().unwrap_or_default());
    }
    link.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
        && !link.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::parse;
    use crate::source::SourceFile;

    /// The channels in English, and what is wrong with them.
    fn of(text: &str) -> (Vec<Channel>, Vec<String>) {
        let text = format!("[[contact.channels]]\n{text}\n");
        let file = SourceFile { path: "docent.toml".into(), text: text.into() };
        let (options, diagnostics) = parse(&file);
        let messages = diagnostics.into_iter().map(|found| found.message);
        (options.contact.channels("en", "en"), messages.collect())
    }

    #[test]
    fn a_channel_says_when_somebody_answers_and_where() {
        let (channels, faults) = of(r#"
label = { en = "Call us", es = "Llámanos" }
link = "tel:+34911234567"
hours = "Mon-Tue 09:00-17:00"
time_zone = "europe/madrid"
closed = ["2026-12-25"]
"#);
        assert!(faults.is_empty(), "{faults:?}");
        let [Channel { label, hours: Some(hours), .. }] = &channels[..] else {
            panic!("{channels:?}")
        };
        assert_eq!(label, "Call us");
        assert_eq!(hours.time_zone, "Europe/Madrid");
        assert_eq!(hours.spans, [(0, 540, 1_020), (1, 540, 1_020)]);
        assert_eq!(hours.closed, ["2026-12-25"]);
    }

    #[test]
    fn a_channel_that_leads_nowhere_or_never_opens_is_refused_with_one_reason() {
        let call = "label = \"Call us\"\nlink = \"tel:+34911234567\"";
        let zone = "time_zone = \"Europe/Madrid\"";
        let apart = "a channel with `hours` needs `time_zone`, and without them neither that nor \
                     `closed`";
        for (text, reason) in [
            ("label = \"Call us\"".to_owned(), "a channel needs `label` and `link`"),
            (
                "label = \"Call us\"\nlink = \"call\"".to_owned(),
                "`call` is no address that a channel can have",
            ),
            (format!("{call}\nhours = \"Mon 09:00-10:00\""), apart),
            (format!("{call}\n{zone}"), apart),
            (format!("{call}\nhours = \"always\"\n{zone}"), "`always` are no hours"),
            (
                format!("{call}\nhours = \"Mon 09:00-10:00\"\ntime_zone = \"Madrid\""),
                "there is no time zone `Madrid`",
            ),
            (
                format!("{call}\nhours = \"Mon 09:00-10:00\"\n{zone}\nclosed = [\"Christmas\"]"),
                "`Christmas` is no day",
            ),
        ] {
            assert_eq!(of(&text).1, [reason], "{text}");
        }
    }

    #[test]
    fn a_link_is_a_number_to_call_a_mail_address_or_a_web_address() {
        for good in ["tel:+34-911-234-567", "mailto:a@b.example?subject=x", "https://chat.example/"]
        {
            assert!(leads_somewhere(good), "{good}");
        }
        for bad in ["", "tel:", "tel:us", "mailto:nobody", "https://", "javascript:alert(1)", "+34"]
        {
            assert!(!leads_somewhere(bad), "{bad}");
        }
    }
}
