//! Reading what was kept, for people and reports. Never writes, so it can run beside the service.

use std::path::Path;

use docent_protocol::{Agreement, Attachment, Message, MessageContext};
use rusqlite::{Connection, Row, types::Type};
use serde::de::DeserializeOwned;

use super::{
    facts,
    keep::milliseconds,
    open::{self, OpenError},
};
use crate::store::{
    ArticleVotes, Cause, Comment, Facts, StoreError, StoredMessage, Undelivered, kept::Ballots, sql,
};

/// Reads the file of a [`super::SqliteStore`], also while that is writing.
#[derive(Debug)]
pub struct SqliteReader {
    db: Connection,
}

impl SqliteReader {
    /// Opens the file for reading only.
    ///
    /// # Errors
    ///
    /// The file is not there, is not a database of Docent's, or is of another version.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Ok(Self { db: open::for_reading(path)? })
    }

    /// All messages in the order in which they arrived.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn messages(&self) -> Result<Vec<StoredMessage>, StoreError> {
        let read = || -> rusqlite::Result<Vec<StoredMessage>> {
            let mut query = self.db.prepare("SELECT * FROM messages ORDER BY received_at, id")?;
            query.query_map([], stored_message)?.collect()
        };
        read().map_err(failed)
    }

    /// The messages of a mail address, however it is capitalised, likewise.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn person(&self, email: &str) -> Result<Vec<StoredMessage>, StoreError> {
        let read = || -> rusqlite::Result<Vec<StoredMessage>> {
            let mut query = self.db.prepare(
                "SELECT * FROM messages WHERE lower(email) = lower(?1) ORDER BY received_at, id",
            )?;
            query.query_map([email], stored_message)?.collect()
        };
        read().map_err(failed)
    }

    /// What has not been handed on yet, what is given up first, then by the time of the next
    /// attempt.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn undelivered(&self) -> Result<Vec<Undelivered>, StoreError> {
        undelivered(&self.db).map_err(failed)
    }

    /// Counts of what arrived since a moment in milliseconds since 1970-01-01 UTC.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn facts(&self, since: u64) -> Result<Facts, StoreError> {
        facts::facts(&self.db, milliseconds(since)).map_err(failed)
    }

    /// The votes that stand, by language and slug.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn votes(&self) -> Result<Vec<ArticleVotes>, StoreError> {
        // One transaction, so that all of it is of the same moment.
        let read = || count_votes(&*self.db.unchecked_transaction()?, 0);
        read().map_err(failed)
    }
}

pub(super) fn undelivered(db: &Connection) -> rusqlite::Result<Vec<Undelivered>> {
    let mut query = db.prepare(sql::UNDELIVERED)?;
    let undelivered = |row: &Row<'_>| {
        Ok(Undelivered {
            reference: row.get(0)?,
            target: row.get(1)?,
            attempts: row.get(2)?,
            due_at: row.get(3)?,
            error: row.get(4)?,
        })
    };
    query.query_map([], undelivered)?.collect()
}

/// The votes that stand and arrived since a moment.
pub(super) fn count_votes(db: &Connection, since: i64) -> rusqlite::Result<Vec<ArticleVotes>> {
    let mut ballots = Ballots::default();
    let mut counts = db.prepare(sql::VOTES)?;
    let mut rows = counts.query([since])?;
    while let Some(row) = rows.next()? {
        let count = row.get::<_, i64>(4)?.unsigned_abs();
        ballots.count(row.get(0)?, row.get(1)?, (row.get(2)?, row.get(3)?), count);
    }
    let mut comments = db.prepare(sql::COMMENTS)?;
    let mut rows = comments.query([since])?;
    while let Some(row) = rows.next()? {
        let comment = Comment { received_at: row.get(2)?, reason: row.get(3)?, text: row.get(4)? };
        ballots.comment(row.get(0)?, row.get(1)?, comment);
    }
    Ok(ballots.articles())
}

pub(super) fn stored_message(row: &Row<'_>) -> rusqlite::Result<StoredMessage> {
    let sent_at: i64 = row.get("sent_at")?;
    let consent: Option<String> = row.get("consent")?;
    let consent_at: Option<i64> = row.get("consent_at")?;
    let agreed = |text| Agreement {
        text,
        at: u64::try_from(consent_at.unwrap_or_default()).unwrap_or_default(),
    };
    Ok(StoredMessage {
        reference: row.get("reference")?,
        received_at: row.get("received_at")?,
        answered_at: row.get("answered_at")?,
        message: Message {
            id: row.get("id")?,
            at: u64::try_from(sent_at).unwrap_or_default(),
            lang: row.get("lang")?,
            name: row.get("name")?,
            email: row.get("email")?,
            topic: row.get("topic")?,
            message: row.get("message")?,
            fields: json(row, "fields")?,
            attachments: json(row, "attachments")?,
            consent: consent.map(agreed),
            complaint: row.get("complaint")?,
            copy: row.get("copy")?,
            context: MessageContext {
                search: row.get("search")?,
                article: row.get("article")?,
                searches: json(row, "searches")?,
                articles: json(row, "articles")?,
                page: row.get("page")?,
            },
        },
    })
}

/// The attached files of a message, from a row that has only those.
pub(super) fn attachments(row: &Row<'_>) -> rusqlite::Result<Vec<Attachment>> {
    json(row, "attachments")
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let at = row.as_ref().column_index(column)?;
    let text: String = row.get(at)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, error.into()))
}

fn failed(error: rusqlite::Error) -> StoreError {
    StoreError::Failed { cause: Cause::new(error) }
}
