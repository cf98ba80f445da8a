//! `docent inbox`: what customers sent, so that a person can see that it arrived.
//!
//! It only reads, and can be used while `docent host` is writing.

mod text;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Context;
use docent_collector::store::{ArticleVotes, Reader, StoredMessage, Undelivered};
use docent_collector::{Attachments, DataArgs};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::wait::wait_for;

/// Options of `docent inbox`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
    /// Of the messages, show only complaints.
    #[arg(long)]
    complaints: bool,
}

/// Prints all messages, newest last, and the votes of each article.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut inbox = Inbox::read(&args.data, true)?;
    if args.complaints {
        inbox.keep_messages(|stored| stored.message.complaint);
    }
    print(&inbox, args.json)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints messages and votes, as text or as JSON.
pub(crate) fn print(inbox: &Inbox, json: bool) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let printed = if json {
        serde_json::to_writer_pretty(&mut out, &inbox.to_json())
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out))
    } else {
        write!(out, "{inbox}")
    };
    match printed {
        // Whoever read this has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("cannot print the inbox"),
    }
}

/// What customers sent.
pub(crate) struct Inbox {
    pub(crate) messages: Vec<StoredMessage>,
    /// Nothing where only messages are asked for.
    pub(crate) votes: Option<Vec<ArticleVotes>>,
    pub(crate) undelivered: Vec<Undelivered>,
    pub(crate) files: Attachments,
}

impl Inbox {
    /// Reads all messages and, if they are wanted, the votes.
    pub(crate) fn read(data: &DataArgs, with_votes: bool) -> anyhow::Result<Self> {
        let reader = Reader::open(&data.place())?;
        wait_for(async {
            Ok(Self {
                messages: reader.messages().await?,
                votes: if with_votes { Some(reader.votes().await?) } else { None },
                undelivered: reader.undelivered().await?,
                files: data.attachments()?,
            })
        })
    }

    /// Leaves out the other messages.
    pub(crate) fn keep_messages(&mut self, keep: impl Fn(&StoredMessage) -> bool) {
        self.messages.retain(keep);
    }

    fn undelivered_of<'a>(
        &'a self,
        stored: &'a StoredMessage,
    ) -> impl Iterator<Item = &'a Undelivered> {
        self.undelivered.iter().filter(|one| one.reference == stored.reference)
    }

    fn to_json(&self) -> Value {
        let message = |stored: &StoredMessage| {
            let files = stored.message.attachments.iter().filter(|one| !one.lost);
            let files = files.map(|one| (one.id.clone(), json!(self.files.place(one))));
            json!({
                "reference": stored.reference,
                "received_at": time(stored.received_at),
                "answered_at": stored.answered_at.map(time),
                "message": stored.message,
                "files": files.collect::<serde_json::Map<_, _>>(),
                "undelivered": self.undelivered_of(stored).map(|one| json!({
                    "target": one.target,
                    "attempts": one.attempts,
                    "due_at": one.due_at.map(time),
                    "error": one.error,
                })).collect::<Vec<_>>(),
            })
        };
        let article = |article: &ArticleVotes| {
            let comments = article.comments.iter().map(|comment| {
                json!({
                    "received_at": time(comment.received_at),
                    "reason": comment.reason,
                    "text": comment.text,
                })
            });
            json!({
                "lang": article.lang,
                "slug": article.slug,
                "yes": article.yes,
                "no": article.no,
                "reasons": article.reasons,
                "comments": comments.collect::<Vec<_>>(),
            })
        };
        json!({
            "messages": self.messages.iter().map(message).collect::<Vec<_>>(),
            "votes": self.votes.as_ref().map(|votes| votes.iter().map(article).collect::<Vec<_>>()),
        })
    }
}

/// A moment in the form of RFC 3339, to the second.
fn time(milliseconds: i64) -> String {
    let moment = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX);
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use docent_collector::store::Comment;
    use docent_protocol::{Agreement, Answers, Attachment, Message, MessageContext};

    use super::*;

    fn inbox() -> Inbox {
        Inbox {
            messages: vec![StoredMessage {
                reference: "D-7K3M-2Q".into(),
                received_at: 1_760_000_000_123,
                answered_at: None,
                message: Message {
                    name: "Mia \u{1b}[2J".into(),
                    email: "mia@example.com".into(),
                    topic: "Billing".into(),
                    message: "My invoice\nis wrong.".into(),
                    fields: Answers(vec![("order".into(), "A-17".into())]),
                    attachments: vec![photo(false), photo(true)],
                    consent: Some(Agreement { text: "I agree.".into(), at: 1_759_999_999_000 }),
                    complaint: true,
                    copy: true,
                    context: MessageContext {
                        search: Some("invoise".into()),
                        searches: vec!["bill".into(), "pay".into()],
                        ..MessageContext::default()
                    },
                    ..Message::default()
                },
            }],
            votes: Some(vec![ArticleVotes {
                lang: "en".into(),
                slug: "guides/start".into(),
                yes: 3,
                no: 2,
                reasons: BTreeMap::from([("unclear".into(), 1), ("wrong".into(), 1)]),
                comments: vec![Comment {
                    received_at: 1_760_000_000_123,
                    reason: Some("unclear".into()),
                    text: "Which\nbutton?".into(),
                }],
            }]),
            undelivered: vec![Undelivered {
                reference: "D-7K3M-2Q".into(),
                target: "team".into(),
                attempts: 11,
                due_at: None,
                error: Some("connection refused".into()),
            }],
            files: docent_collector::AttachmentFolder::new("files".into()).into(),
        }
    }

    fn photo(lost: bool) -> Attachment {
        Attachment {
            id: "018f6a3e-7c1b-7d2e-9f00-0123456789ab".into(),
            field: "photo".into(),
            name: "strap\u{202e}.png".into(),
            kind: "image/png".into(),
            size: 67,
            lost,
        }
    }

    #[test]
    fn people_read_messages_and_votes_without_surprises_for_the_terminal() {
        let expected = "\
D-7K3M-2Q  2025-10-09T08:53:20Z  Mia \\u{1b}[2J <mia@example.com>
    is a complaint
    asks you to send a copy
    topic: Billing
    searched for: invoise
    before that: bill, pay
    order: A-17
    photo: strap\\u{202e}.png, 67 bytes, in files/018f6a3e-7c1b-7d2e-9f00-0123456789ab.png
    photo: strap\\u{202e}.png, which could not be sent; ask for it again
    agreed 2025-10-09T08:53:19Z: I agree.
    | My invoice
    | is wrong.
    ! team does not have it: connection refused (attempts: 11, given up)


Did this help?
   yes     no  article
     3      2  guides/start (en)  unclear 1, wrong 1
                - Which
                  button?
";
        assert_eq!(inbox().to_string(), expected);
    }

    #[test]
    fn complaints_are_found_among_other_messages() {
        let mut inbox = inbox();
        let mut praise = inbox.messages[0].clone();
        (praise.reference, praise.message.complaint) = ("D-OTHER".into(), false);
        inbox.messages.push(praise);
        inbox.keep_messages(|stored| stored.message.complaint);
        let left: Vec<_> = inbox.messages.iter().map(|stored| &stored.reference).collect();
        assert_eq!(left, ["D-7K3M-2Q"]);
    }

    #[test]
    fn an_empty_inbox_says_so() {
        let empty = Inbox {
            messages: vec![],
            votes: Some(vec![]),
            undelivered: vec![],
            files: docent_collector::AttachmentFolder::new("files".into()).into(),
        };
        assert_eq!(empty.to_string(), "No messages yet.\n\nNo votes yet.\n");
    }

    #[test]
    fn programs_read_every_member() {
        let json = inbox().to_json();
        assert_eq!(json["messages"][0]["reference"], "D-7K3M-2Q");
        assert_eq!(json["messages"][0]["received_at"], "2025-10-09T08:53:20Z");
        assert_eq!(json["messages"][0]["message"]["context"]["search"], "invoise");
        assert_eq!(json["messages"][0]["message"]["fields"]["order"], "A-17");
        assert_eq!(json["messages"][0]["message"]["attachments"][1]["lost"], true);
        let id = "018f6a3e-7c1b-7d2e-9f00-0123456789ab";
        assert_eq!(
            json["messages"][0]["files"],
            serde_json::json!({ id: format!("files/{id}.png") })
        );
        assert_eq!(json["votes"][0]["reasons"]["wrong"], 1);
        assert_eq!(json["votes"][0]["comments"][0]["text"], "Which\nbutton?");
    }
}
