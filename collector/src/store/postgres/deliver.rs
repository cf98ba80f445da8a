//! The queue of what has to be handed on. Services take from it without waiting for each other.

use deadpool_postgres::{Client, Transaction};
use tokio_postgres::Error;
use uuid::Uuid;

use super::{
    keep::{text, uuid},
    milliseconds,
    read::stored_message,
};
use crate::store::{
    Delivery, Settled, Target,
    delivery::{COPIES_MAX, COPIES_TIME, HORIZON},
};

/// Orders that a message, which is stored, is handed on at once.
pub(super) async fn order(
    transaction: &Transaction<'_>,
    id: Uuid,
    email: &str,
    targets: &[Target],
    due_at: i64,
) -> Result<(), Error> {
    let insert = "INSERT INTO deliveries (message_id, target, due_at) VALUES ($1, $2, $3)";
    let insert = transaction.prepare_cached(insert).await?;
    for target in targets {
        if *target == Target::Copy && has_enough_copies(transaction, email, due_at).await? {
            continue;
        }
        transaction.execute(&insert, &[&id, &target.to_string(), &due_at]).await?;
    }
    Ok(())
}

/// Whether the customer's address has been sent as many copies as it may. Whoever writes for the
/// same address is waited for, also at other services.
async fn has_enough_copies(
    transaction: &Transaction<'_>,
    email: &str,
    now: i64,
) -> Result<bool, Error> {
    let email = text(email);
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended(lower($1), 0))";
    transaction.execute(&transaction.prepare_cached(lock).await?, &[&email]).await?;
    let count = "
        SELECT count(*) FROM messages JOIN deliveries ON message_id = id AND target = 'copy'
        WHERE lower(email) = lower($1) AND received_at > $2";
    let count = transaction.prepare_cached(count).await?;
    let row = transaction.query_one(&count, &[&email, &now.saturating_sub(COPIES_TIME)]).await?;
    Ok(row.get::<_, i64>(0) >= COPIES_MAX)
}

pub(super) async fn take(
    client: &Client,
    target: &Target,
    now: u64,
    until: u64,
) -> Result<Option<Delivery>, Error> {
    let now = milliseconds(now);
    let sql = "
        WITH taken AS (
          UPDATE deliveries SET due_at = $4, attempts = attempts + 1
          WHERE target = $1 AND message_id = (
            SELECT message_id FROM deliveries
            WHERE target = $1 AND (due_at <= $2 OR due_at > $3)
            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
          RETURNING message_id, attempts)
        SELECT taken.attempts, messages.* FROM taken JOIN messages ON id = message_id";
    let row = client
        .query_opt(
            &client.prepare_cached(sql).await?,
            &[&target.to_string(), &now, &now.saturating_add(HORIZON), &milliseconds(until)],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let attempts: i32 = row.try_get("attempts")?;
    let stored = stored_message(&row)?;
    Ok(Some(Delivery { target: target.clone(), attempts: attempts.unsigned_abs(), stored }))
}

pub(super) async fn settle(
    client: &Client,
    delivery: &Delivery,
    settled: &Settled,
) -> Result<(), Error> {
    let (due_at, done_at, error) = match settled {
        Settled::Done { at } => (None, Some(milliseconds(*at)), None),
        Settled::Again { due_at, error } => (Some(milliseconds(*due_at)), None, Some(text(error))),
        Settled::GivenUp { error } => (None, None, Some(text(error))),
    };
    let sql = "UPDATE deliveries SET due_at = $3, done_at = $4, error = $5
               WHERE message_id = $1 AND target = $2";
    let id = uuid(&delivery.stored.message.id);
    client
        .execute(
            &client.prepare_cached(sql).await?,
            &[&id, &delivery.target.to_string(), &due_at, &done_at, &error],
        )
        .await?;
    Ok(())
}
