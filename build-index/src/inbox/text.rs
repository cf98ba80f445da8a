//! The inbox as a person reads it in a terminal.

use std::fmt;

use docent_collector::{
    Attachments,
    store::{ArticleVotes, StoredMessage, Undelivered},
};
use docent_protocol::{Agreement, Attachment};

use super::{Inbox, time};

impl fmt::Display for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.messages.is_empty() {
            writeln!(f, "No messages yet.")?;
        }
        for stored in &self.messages {
            write_message(f, stored, &self.files)?;
            for one in self.undelivered_of(stored) {
                write_undelivered(f, one)?;
            }
            writeln!(f)?;
        }
        let Some(votes) = &self.votes else { return Ok(()) };
        writeln!(f)?;
        if votes.is_empty() {
            return writeln!(f, "No votes yet.");
        }
        writeln!(f, "Did this help?")?;
        writeln!(f, "{:>6} {:>6}  article", "yes", "no")?;
        votes.iter().try_for_each(|article| write_votes(f, article))
    }
}

fn write_message(
    f: &mut fmt::Formatter<'_>,
    stored: &StoredMessage,
    files: &Attachments,
) -> fmt::Result {
    let message = &stored.message;
    let from = if message.name.is_empty() {
        message.email.clone()
    } else {
        format!("{} <{}>", message.name, message.email)
    };
    writeln!(f, "{}  {}  {}", stored.reference, time(stored.received_at), Plain(&from))?;
    if let Some(at) = stored.answered_at {
        writeln!(f, "    answered {}", time(at))?;
    }
    for (said, what) in
        [(message.complaint, "is a complaint"), (message.copy, "asks you to send a copy")]
    {
        if said {
            writeln!(f, "    {what}")?;
        }
    }
    let context = &message.context;
    let earlier = |values: &[String]| values.join(", ");
    for (name, value) in [
        ("topic", Some(message.topic.clone())),
        ("searched for", context.search.clone()),
        ("before that", Some(earlier(&context.searches))),
        ("last read", context.article.clone()),
        ("before that", Some(earlier(&context.articles))),
        ("on page", context.page.clone()),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            writeln!(f, "    {name}: {}", Plain(&value))?;
        }
    }
    for (id, answer) in &message.fields.0 {
        writeln!(f, "    {}: {}", Plain(id), Plain(answer))?;
    }
    for attachment in &message.attachments {
        write_attachment(f, attachment, files)?;
    }
    if let Some(Agreement { text, at }) = &message.consent {
        let at = time(i64::try_from(*at).unwrap_or(i64::MAX));
        writeln!(f, "    agreed {at}: {}", Plain(text))?;
    }
    for line in message.message.lines() {
        writeln!(f, "    | {}", Plain(line))?;
    }
    Ok(())
}

fn write_undelivered(f: &mut fmt::Formatter<'_>, undelivered: &Undelivered) -> fmt::Result {
    let Undelivered { target, attempts, due_at, error, .. } = undelivered;
    let error = error.as_deref().unwrap_or("not tried yet");
    let next = due_at.map_or("given up".to_owned(), |at| format!("next at {}", time(at)));
    writeln!(f, "    ! {target} does not have it: {} (attempts: {attempts}, {next})", Plain(error))
}

fn write_attachment(
    f: &mut fmt::Formatter<'_>,
    attachment: &Attachment,
    files: &Attachments,
) -> fmt::Result {
    let Attachment { field, name, size, lost, .. } = attachment;
    write!(f, "    {}: {}, ", Plain(field), Plain(name))?;
    if *lost {
        return writeln!(f, "which could not be sent; ask for it again");
    }
    writeln!(f, "{size} bytes, in {}", files.place(attachment).display())
}

fn write_votes(f: &mut fmt::Formatter<'_>, article: &ArticleVotes) -> fmt::Result {
    let ArticleVotes { lang, slug, yes, no, reasons, comments } = article;
    write!(f, "{yes:>6} {no:>6}  {} ({})", Plain(slug), Plain(lang))?;
    for (at, (reason, count)) in reasons.iter().enumerate() {
        write!(f, "{}{} {count}", if at == 0 { "  " } else { ", " }, Plain(reason))?;
    }
    writeln!(f)?;
    for comment in comments {
        for (at, line) in comment.text.lines().enumerate() {
            let mark = if at == 0 { '-' } else { ' ' };
            writeln!(f, "{:15} {mark} {}", "", Plain(line))?;
        }
    }
    Ok(())
}

/// Text of strangers without control characters, which could rewrite what a terminal shows.
struct Plain<'a>(&'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '\t' => f.write_str(" "),
            // Marks that turn the writing direction around hide as much as control characters.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                write!(f, "{}", c.escape_unicode())
            }
            c if c.is_control() => write!(f, "{}", c.escape_unicode()),
            c => write!(f, "{c}"),
        })
    }
}
