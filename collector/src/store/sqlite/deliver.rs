//! The queue of what has to be handed on.

use rusqlite::{Connection, OptionalExtension, Result, params};

use super::{keep::milliseconds, read::stored_message};
use crate::store::{
    Delivery, Settled, Target,
    delivery::{COPIES_MAX, COPIES_TIME, HORIZON},
};

/// Orders that a message, which is stored, is handed on at once.
pub(super) fn order(db: &Connection, id: &str, targets: &[Target], due_at: i64) -> Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO deliveries (message_id, target, due_at) VALUES (?1, ?2, ?3)
         ON CONFLICT DO NOTHING",
    )?;
    for target in targets {
        if *target == Target::Copy && has_enough_copies(db, id, due_at)? {
            continue;
        }
        insert.execute(params![id, target.to_string(), due_at])?;
    }
    Ok(())
}

/// Whether the customer's address has been sent as many copies as it may.
fn has_enough_copies(db: &Connection, id: &str, now: i64) -> Result<bool> {
    let count: i64 = db
        .prepare_cached(
            "SELECT count(*) FROM messages AS earlier
             JOIN deliveries ON message_id = earlier.id AND target = 'copy'
             WHERE lower(earlier.email) = (SELECT lower(email) FROM messages WHERE id = ?1)
               AND earlier.received_at > ?2",
        )?
        .query_row(params![id, now.saturating_sub(COPIES_TIME)], |row| row.get(0))?;
    Ok(count >= COPIES_MAX)
}

pub(super) fn take(
    db: &Connection,
    target: &Target,
    now: u64,
    until: u64,
) -> Result<Option<Delivery>> {
    let now = milliseconds(now);
    let taken = db
        .prepare_cached(
            "UPDATE deliveries SET due_at = ?4, attempts = attempts + 1
             WHERE target = ?1 AND message_id = (
               SELECT message_id FROM deliveries
               WHERE target = ?1 AND (due_at <= ?2 OR due_at > ?3)
               ORDER BY due_at LIMIT 1)
             RETURNING message_id, attempts",
        )?
        .query_row(
            params![target.to_string(), now, now.saturating_add(HORIZON), milliseconds(until)],
            |row| Ok((row.get::<_, String>(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((id, attempts)) = taken else { return Ok(None) };
    let stored = db
        .prepare_cached("SELECT * FROM messages WHERE id = ?1")?
        .query_row([id], stored_message)?;
    Ok(Some(Delivery { target: target.clone(), attempts, stored }))
}

pub(super) fn settle(db: &Connection, id: &str, target: &Target, settled: &Settled) -> Result<()> {
    let (due_at, done_at, error) = match settled {
        Settled::Done { at } => (None, Some(milliseconds(*at)), None),
        Settled::Again { due_at, error } => (Some(milliseconds(*due_at)), None, Some(error)),
        Settled::GivenUp { error } => (None, None, Some(error)),
    };
    db.prepare_cached(
        "UPDATE deliveries SET due_at = ?3, done_at = ?4, error = ?5
         WHERE message_id = ?1 AND target = ?2",
    )?
    .execute(params![id, target.to_string(), due_at, done_at, error])?;
    Ok(())
}
