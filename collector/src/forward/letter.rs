//! The mail to the people who answer: everything that the customer sent, as plain text.

use std::fmt::Write;

use docent_protocol::Agreement;
use jiff::Timestamp;

use crate::store::StoredMessage;

/// The most characters of the customer's words in a subject.
const SUBJECT_MAX: usize = 70;

pub(super) fn subject(stored: &StoredMessage) -> String {
    let message = &stored.message;
    let first = message.message.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let about = if message.topic.is_empty() { first } else { &message.topic };
    let complaint = if message.complaint { "Complaint: " } else { "" };
    let mut words: String = about.trim().chars().filter(|c| !c.is_control()).collect();
    if words.chars().count() > SUBJECT_MAX {
        words = words.chars().take(SUBJECT_MAX).chain(['…']).collect();
    }
    format!("[{}] {complaint}{words}", stored.reference)
}

/// The customer's words first: they are what a person reads in the list of mails.
pub(super) fn body(stored: &StoredMessage) -> String {
    let message = &stored.message;
    let context = &message.context;
    let mut text = format!("{}\n\n--\n", message.message.trim_end());
    let earlier = |values: &[String]| values.join(", ");
    let who = if message.name.is_empty() {
        message.email.clone()
    } else {
        format!("{} <{}>", message.name, message.email)
    };
    let mut lines = vec![
        ("From", who),
        ("Reference", stored.reference.clone()),
        ("Received", time(stored.received_at)),
        ("Language", message.lang.clone()),
        ("Topic", message.topic.clone()),
        ("Complaint", if message.complaint { "yes".into() } else { String::new() }),
        ("Wants a copy", if message.copy { "yes".into() } else { String::new() }),
    ];
    for (id, answer) in &message.fields.0 {
        lines.push((id, answer.clone()));
    }
    lines.extend([
        ("Searched for", context.search.clone().unwrap_or_default()),
        ("Before that", earlier(&context.searches)),
        ("Last read", context.article.clone().unwrap_or_default()),
        ("Before that", earlier(&context.articles)),
        ("On page", context.page.clone().unwrap_or_default()),
    ]);
    if let Some(Agreement { text, at }) = &message.consent {
        let at = time(i64::try_from(*at).unwrap_or(i64::MAX));
        lines.push(("Agreed", format!("{text} ({at})")));
    }
    for file in &message.attachments {
        let note = if file.lost { "could not be sent; ask for it again" } else { &file.kind };
        lines.push(("File", format!("{}, {} bytes, {note}", file.name, file.size)));
    }
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(text, "{name}: {value}");
    }
    text
}

fn time(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .unwrap_or(Timestamp::MAX)
        .strftime("%Y-%m-%d %H:%M UTC")
        .to_string()
}

#[cfg(test)]
mod tests {
    use docent_protocol::{Answers, Message, MessageContext};

    use super::*;

    fn stored(message: Message) -> StoredMessage {
        StoredMessage {
            reference: "D-7K3M-2Q".into(),
            received_at: 1_774_958_400_000,
            answered_at: None,
            message,
        }
    }

    #[test]
    fn a_subject_has_the_reference_and_the_topic_or_the_first_words() {
        let long = format!("\n  {}\nmore", "é".repeat(80));
        for (message, expected) in [
            (
                Message { topic: "Billing".into(), ..Message::default() },
                "[D-7K3M-2Q] Billing".into(),
            ),
            (
                Message { complaint: true, message: "Late again.".into(), ..Message::default() },
                "[D-7K3M-2Q] Complaint: Late again.".into(),
            ),
            (
                Message { message: long, ..Message::default() },
                format!("[D-7K3M-2Q] {}…", "é".repeat(70)),
            ),
        ] {
            assert_eq!(subject(&stored(message)), expected);
        }
    }

    #[test]
    fn a_letter_says_all_there_is_and_nothing_else() {
        let message = Message {
            lang: "en".into(),
            email: "mia@example.com".into(),
            message: "My invoice is wrong.\n".into(),
            fields: Answers(vec![("order".into(), "K-17".into())]),
            context: MessageContext { search: Some("invoise".into()), ..Default::default() },
            ..Message::default()
        };
        assert_eq!(
            body(&stored(message)),
            "My invoice is wrong.\n\n--\nFrom: mia@example.com\nReference: D-7K3M-2Q\n\
             Received: 2026-03-31 12:00 UTC\nLanguage: en\norder: K-17\nSearched for: invoise\n"
        );
    }
}
