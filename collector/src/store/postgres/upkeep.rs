//! Removing, and marking, what is kept.

use deadpool_postgres::Client;
use docent_protocol::Attachment;
use tokio_postgres::{Error, types::ToSql};

use super::{keep::text, milliseconds, read::attachments};
use crate::store::{Horizons, Removed, upkeep::ROWS_MAX};

/// Removes what arrived before the horizons, up to [`ROWS_MAX`] of each kind.
pub(super) async fn forget(client: &Client, horizons: &Horizons) -> Result<Removed, Error> {
    let mut removed = Removed::default();
    if let Some(before) = horizons.messages {
        removed = remove_messages(client, "received_at < $1", &milliseconds(before)).await?;
    }
    for (table, before) in [
        ("votes", horizons.votes),
        ("searches", horizons.searches),
        ("views", horizons.visits),
        ("visits", horizons.visits),
    ] {
        let Some(before) = before else { continue };
        let sql = format!(
            "DELETE FROM {table} WHERE id IN
               (SELECT id FROM {table} WHERE received_at < $1 ORDER BY id LIMIT {ROWS_MAX})"
        );
        removed.rows += rows(client.execute(&sql, &[&milliseconds(before)]).await?);
    }
    Ok(removed)
}

/// Removes all messages of an address, however it is capitalised.
pub(super) async fn erase(client: &Client, email: &str) -> Result<Removed, Error> {
    remove_messages(client, "lower(email) = lower($1)", &text(email)).await
}

/// Removes messages and, with them, what has to be handed on of them.
async fn remove_messages(
    client: &Client,
    which: &str,
    value: &(dyn ToSql + Sync),
) -> Result<Removed, Error> {
    let sql = format!(
        "DELETE FROM messages WHERE id IN
           (SELECT id FROM messages WHERE {which} ORDER BY id LIMIT {ROWS_MAX})
         RETURNING attachments"
    );
    let gone = client.query(&sql, &[value]).await?;
    let files: Vec<Vec<Attachment>> = gone.iter().map(attachments).collect::<Result<_, _>>()?;
    Ok(Removed { rows: gone.len(), files: files.into_iter().flatten().collect() })
}

/// Notes when a message was answered, or that it was not. Whether there is such a message.
pub(super) async fn answered(
    client: &Client,
    reference: &str,
    at: Option<u64>,
) -> Result<bool, Error> {
    let set = "UPDATE messages SET answered_at = $2 WHERE reference = $1";
    Ok(client.execute(set, &[&text(reference), &at.map(milliseconds)]).await? > 0)
}

/// Orders that what was given up is tried again at `now`; of one message, or of all. How much that
/// is.
pub(super) async fn retry(
    client: &Client,
    reference: Option<&str>,
    now: u64,
) -> Result<usize, Error> {
    let sql = "
        UPDATE deliveries SET due_at = $2, attempts = 0
        WHERE due_at IS NULL AND done_at IS NULL
          AND ($1::text IS NULL OR message_id IN (SELECT id FROM messages WHERE reference = $1))";
    let reference = reference.map(text);
    Ok(rows(client.execute(sql, &[&reference, &milliseconds(now)]).await?))
}

fn rows(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
