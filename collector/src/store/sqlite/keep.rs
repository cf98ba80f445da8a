//! One event or one message into its table, unless its id is there already.

use docent_protocol::{Event, EventKind, Message};
use rusqlite::{
    Connection, Error, ErrorCode, OptionalExtension, Result, ffi, named_params, params,
};
use serde::Serialize;
use uuid::Uuid;

use super::deliver;
use crate::store::{Target, reference};

pub(super) fn event(db: &Connection, event: &Event, received_at: u64) -> Result<()> {
    let Event { id, at, lang, kind } = event;
    let (received_at, sent_at) = (milliseconds(received_at), milliseconds(*at));
    match kind {
        EventKind::Vote(vote) => db
            .prepare_cached(
                "INSERT INTO votes
                   (id, received_at, sent_at, lang, slug, helpful, reason, comment, replaces)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![
                id.to_ascii_lowercase(),
                received_at,
                sent_at,
                lang,
                vote.slug,
                vote.helpful,
                vote.reason.map(|reason| reason.as_str()),
                vote.comment,
                vote.replaces.as_ref().map(|id| id.to_ascii_lowercase()),
            ])?,
        EventKind::Search { words, hits, chosen } => db
            .prepare_cached(
                "INSERT INTO searches (id, received_at, sent_at, lang, words, hits, chosen)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![bytes(id)?, received_at, sent_at, lang, words, hits, chosen])?,
        EventKind::View { slug } => db
            .prepare_cached(
                "INSERT INTO views (id, received_at, sent_at, lang, slug)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![bytes(id)?, received_at, sent_at, lang, slug])?,
        EventKind::Visit { outcome } => db
            .prepare_cached(
                "INSERT INTO visits (id, received_at, sent_at, lang, outcome)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![bytes(id)?, received_at, sent_at, lang, outcome.as_str()])?,
    };
    Ok(())
}

/// The 16 bytes of a UUID, which has been checked.
fn bytes(id: &str) -> Result<[u8; 16]> {
    let id = Uuid::try_parse(id).map_err(|error| Error::ToSqlConversionFailure(error.into()))?;
    Ok(id.into_bytes())
}

pub(super) fn message(
    db: &Connection,
    message: &Message,
    received_at: u64,
    targets: &[Target],
) -> Result<String> {
    let id = message.id.to_ascii_lowercase();
    let given: Option<String> = db
        .prepare_cached("SELECT reference FROM messages WHERE id = ?1")?
        .query_row([&id], |row| row.get(0))
        .optional()?;
    if let Some(reference) = given {
        return Ok(reference);
    }
    let mut tries = 0;
    loop {
        tries += 1;
        let reference = reference::random();
        match insert(db, message, &id, &reference, received_at) {
            Ok(()) => {
                deliver::order(db, &id, targets, milliseconds(received_at))?;
                return Ok(reference);
            }
            Err(error) if is_taken(&error) && tries < reference::TRIES => {}
            Err(error) => return Err(error),
        }
    }
}

fn insert(
    db: &Connection,
    letter: &Message,
    id: &str,
    reference: &str,
    received_at: u64,
) -> Result<()> {
    let Message { id: _, at, lang, name, email, topic, message, fields, .. } = letter;
    let Message { attachments, consent, complaint, copy, context, .. } = letter;
    db.prepare_cached(
        "INSERT INTO messages
           (id, reference, received_at, sent_at, lang, name, email, topic, message,
            search, article, page, fields, searches, articles, attachments,
            consent, consent_at, complaint, copy)
         VALUES
           (:id, :reference, :received_at, :sent_at, :lang, :name, :email, :topic, :message,
            :search, :article, :page, :fields, :searches, :articles, :attachments,
            :consent, :consent_at, :complaint, :copy)",
    )?
    .execute(named_params! {
        ":id": id,
        ":reference": reference,
        ":received_at": milliseconds(received_at),
        ":sent_at": milliseconds(*at),
        ":lang": lang,
        ":name": name,
        ":email": email,
        ":topic": topic,
        ":message": message,
        ":search": context.search,
        ":article": context.article,
        ":page": context.page,
        ":fields": json(fields)?,
        ":searches": json(&context.searches)?,
        ":articles": json(&context.articles)?,
        ":attachments": json(attachments)?,
        ":consent": consent.as_ref().map(|agreed| &agreed.text),
        ":consent_at": consent.as_ref().map(|agreed| milliseconds(agreed.at)),
        ":complaint": complaint,
        ":copy": copy,
    })?;
    Ok(())
}

/// Lists and objects are kept as JSON text, which SQLite can look into.
fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::ToSqlConversionFailure(error.into()))
}

/// Whether another message has this reference. The id cannot be the one taken: it was looked up
/// in the same transaction.
fn is_taken(error: &Error) -> bool {
    matches!(error, Error::SqliteFailure(failure, _)
        if failure.code == ErrorCode::ConstraintViolation
            && failure.extended_code == ffi::SQLITE_CONSTRAINT_UNIQUE)
}

/// SQLite has no unsigned numbers. A customer's clock that is past the largest signed one is
/// wrong anyhow, and no reason to refuse a message.
pub(super) fn milliseconds(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}
