//! Removing, and marking, what is kept.

use docent_protocol::Attachment;
use rusqlite::{Connection, Result, params};

use super::{keep::milliseconds, read::attachments};
use crate::store::{Horizons, Removed, upkeep::ROWS_MAX};

/// Removes what arrived before the horizons, up to [`ROWS_MAX`] of each kind.
pub(super) fn forget(db: &Connection, horizons: &Horizons) -> Result<Removed> {
    let mut removed = Removed::default();
    if let Some(before) = horizons.messages {
        removed = remove_messages(db, "received_at < ?1", params![milliseconds(before)])?;
    }
    for (table, before) in [
        ("votes", horizons.votes),
        ("searches", horizons.searches),
        ("views", horizons.visits),
        ("visits", horizons.visits),
    ] {
        let Some(before) = before else { continue };
        let mut delete = db.prepare_cached(&format!(
            "DELETE FROM {table} WHERE id IN
               (SELECT id FROM {table} WHERE received_at < ?1 LIMIT {ROWS_MAX})"
        ))?;
        removed.rows += delete.execute([milliseconds(before)])?;
    }
    Ok(removed)
}

/// Removes all messages of an address, however it is capitalised.
pub(super) fn erase(db: &Connection, email: &str) -> Result<Removed> {
    remove_messages(db, "lower(email) = lower(?1)", params![email])
}

fn remove_messages(
    db: &Connection,
    which: &str,
    values: &[&dyn rusqlite::ToSql],
) -> Result<Removed> {
    let which = format!("SELECT id FROM messages WHERE {which} LIMIT {ROWS_MAX}");
    let files: Vec<Vec<Attachment>> = db
        .prepare(&format!("SELECT attachments FROM messages WHERE id IN ({which})"))?
        .query_map(values, attachments)?
        .collect::<Result<_>>()?;
    let delete = format!("DELETE FROM deliveries WHERE message_id IN ({which})");
    db.execute(&delete, values)?;
    let rows = db.execute(&format!("DELETE FROM messages WHERE id IN ({which})"), values)?;
    Ok(Removed { rows, files: files.into_iter().flatten().collect() })
}

/// Notes when a message was answered, or that it was not. Whether there is such a message.
pub(super) fn answered(db: &Connection, reference: &str, at: Option<u64>) -> Result<bool> {
    let set = "UPDATE messages SET answered_at = ?2 WHERE reference = ?1";
    Ok(db.execute(set, params![reference, at.map(milliseconds)])? > 0)
}

/// Orders that what was given up is tried again at `now`; of one message, or of all. How much that
/// is.
pub(super) fn retry(db: &Connection, reference: Option<&str>, now: u64) -> Result<usize> {
    db.execute(
        "UPDATE deliveries SET due_at = ?2, attempts = 0
         WHERE due_at IS NULL AND done_at IS NULL
           AND (?1 IS NULL OR message_id IN (SELECT id FROM messages WHERE reference = ?1))",
        params![reference, milliseconds(now)],
    )
}
