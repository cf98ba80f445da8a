//! Reading what was kept.

use deadpool_postgres::{Client, GenericClient};
use docent_protocol::{Agreement, Attachment, Message, MessageContext};
use serde::de::DeserializeOwned;
use tokio_postgres::{Error, IsolationLevel, Row};
use uuid::Uuid;

use super::keep::text;
use crate::store::{ArticleVotes, Comment, StoredMessage, Undelivered, kept::Ballots, sql};

pub(super) async fn messages(client: &Client) -> Result<Vec<StoredMessage>, Error> {
    let rows = client.query("SELECT * FROM messages ORDER BY received_at, id", &[]).await?;
    rows.iter().map(stored_message).collect()
}

/// The messages of an address, however it is capitalised.
pub(super) async fn person(client: &Client, email: &str) -> Result<Vec<StoredMessage>, Error> {
    let sql = "SELECT * FROM messages WHERE lower(email) = lower($1) ORDER BY received_at, id";
    client.query(sql, &[&text(email)]).await?.iter().map(stored_message).collect()
}

pub(super) async fn undelivered(client: &impl GenericClient) -> Result<Vec<Undelivered>, Error> {
    let undelivered = |row: &Row| {
        Ok(Undelivered {
            reference: row.try_get(0)?,
            target: row.try_get(1)?,
            attempts: row.try_get::<_, i32>(2)?.unsigned_abs(),
            due_at: row.try_get(3)?,
            error: row.try_get(4)?,
        })
    };
    client.query(sql::UNDELIVERED, &[]).await?.iter().map(undelivered).collect()
}

/// The votes that stand.
pub(super) async fn votes(client: &mut Client) -> Result<Vec<ArticleVotes>, Error> {
    let moment = one_moment(client).await?;
    count_votes(&moment, 0).await
}

/// A transaction that sees everything as it was at one moment.
pub(super) async fn one_moment(
    client: &mut Client,
) -> Result<deadpool_postgres::Transaction<'_>, Error> {
    client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await
}

/// The votes that stand and arrived since a moment.
pub(super) async fn count_votes(
    client: &impl GenericClient,
    since: i64,
) -> Result<Vec<ArticleVotes>, Error> {
    let mut ballots = Ballots::default();
    for row in client.query(sql::VOTES, &[&since]).await? {
        let count = row.try_get::<_, i64>(4)?.unsigned_abs();
        let answer = (row.try_get(2)?, row.try_get(3)?);
        ballots.count(row.try_get(0)?, row.try_get(1)?, answer, count);
    }
    for row in client.query(sql::COMMENTS, &[&since]).await? {
        let comment = Comment {
            received_at: row.try_get(2)?,
            reason: row.try_get(3)?,
            text: row.try_get(4)?,
        };
        ballots.comment(row.try_get(0)?, row.try_get(1)?, comment);
    }
    Ok(ballots.articles())
}

/// Fails where the server cannot write: it stands still, or is a copy of another.
pub(super) async fn writable(client: &Client) -> Result<(), Error> {
    client.batch_execute("BEGIN READ WRITE; ROLLBACK").await
}

pub(super) fn stored_message(row: &Row) -> Result<StoredMessage, Error> {
    let unsigned = |at: i64| u64::try_from(at).unwrap_or_default();
    let consent: Option<String> = row.try_get("consent")?;
    let consent_at: Option<i64> = row.try_get("consent_at")?;
    let agreed = |text| Agreement { text, at: unsigned(consent_at.unwrap_or_default()) };
    Ok(StoredMessage {
        reference: row.try_get("reference")?,
        received_at: row.try_get("received_at")?,
        answered_at: row.try_get("answered_at")?,
        message: Message {
            id: row.try_get::<_, Uuid>("id")?.to_string(),
            at: unsigned(row.try_get("sent_at")?),
            lang: row.try_get("lang")?,
            name: row.try_get("name")?,
            email: row.try_get("email")?,
            topic: row.try_get("topic")?,
            message: row.try_get("message")?,
            fields: json(row, "fields")?,
            attachments: attachments(row)?,
            consent: consent.map(agreed),
            complaint: row.try_get("complaint")?,
            copy: row.try_get("copy")?,
            context: MessageContext {
                search: row.try_get("search")?,
                article: row.try_get("article")?,
                searches: json(row, "searches")?,
                articles: json(row, "articles")?,
                page: row.try_get("page")?,
            },
        },
    })
}

/// The attached files of a message.
pub(super) fn attachments(row: &Row) -> Result<Vec<Attachment>, Error> {
    json(row, "attachments")
}

/// Text that only [`super::keep`] writes. Should somebody have changed it by hand, what cannot be
/// read is left out, because the rest of the message is worth more.
fn json<T: DeserializeOwned + Default>(row: &Row, column: &str) -> Result<T, Error> {
    let text: &str = row.try_get(column)?;
    Ok(serde_json::from_str(text).unwrap_or_else(|error| {
        tracing::warn!(column, %error, "a message in the database was changed by somebody");
        T::default()
    }))
}
