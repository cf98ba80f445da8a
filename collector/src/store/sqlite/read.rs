//! Reading what was kept, for people and reports. Never writes, so it can run beside the service.

use std::{collections::BTreeMap, path::Path};

use docent_protocol::{Agreement, Message, MessageContext};
use rusqlite::{Connection, Row, types::Type};
use serde::de::DeserializeOwned;

use super::open::{self, OpenError};
use crate::store::{Cause, StoreError};

/// A vote that no later one for the same article takes the place of.
const STANDING: &str = "NOT EXISTS (
    SELECT 1 FROM votes later
    WHERE later.replaces = votes.id AND later.id <> votes.id
      AND later.lang = votes.lang AND later.slug = votes.slug)";

/// Reads the file of a [`super::SqliteStore`], also while that is writing.
#[derive(Debug)]
pub struct SqliteReader {
    db: Connection,
}

/// A message as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMessage {
    /// What the customer was given.
    pub reference: String,
    /// When it arrived, by the collector's clock, in milliseconds since 1970-01-01 UTC.
    pub received_at: i64,
    /// What the customer sent; its id is in lower case.
    pub message: Message,
}

/// The votes that stand for one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleVotes {
    /// Language of the article.
    pub lang: String,
    /// Slug of the article, unique in its language.
    pub slug: String,
    /// How many it helped.
    pub yes: u64,
    /// How many it did not help.
    pub no: u64,
    /// How many gave each reason, by the reason's name in JSON.
    pub reasons: BTreeMap<String, u64>,
    /// What customers wrote, oldest first.
    pub comments: Vec<Comment>,
}

/// What a customer wrote with a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// When it arrived, by the collector's clock, in milliseconds since 1970-01-01 UTC.
    pub received_at: i64,
    /// The reason that was chosen, by its name in JSON.
    pub reason: Option<String>,
    /// The comment.
    pub text: String,
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
            let mut query = self.db.prepare(
                "SELECT id, reference, received_at, sent_at, lang, name, email, topic, message,
                        search, article, page, fields,
                        searches, articles, attachments, consent, consent_at, complaint, copy
                 FROM messages ORDER BY received_at, id",
            )?;
            query.query_map([], stored_message)?.collect()
        };
        read().map_err(failed)
    }

    /// The votes that stand, by language and slug.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn votes(&self) -> Result<Vec<ArticleVotes>, StoreError> {
        self.count_votes().map_err(failed)
    }

    fn count_votes(&self) -> rusqlite::Result<Vec<ArticleVotes>> {
        // One transaction, so that all three look at the same moment.
        let db = self.db.unchecked_transaction()?;
        let mut articles: BTreeMap<(String, String), ArticleVotes> = BTreeMap::new();
        let mut counts = db.prepare(&format!(
            "SELECT lang, slug, helpful, reason, count(*) FROM votes WHERE {STANDING}
             GROUP BY lang, slug, helpful, reason"
        ))?;
        let mut rows = counts.query([])?;
        while let Some(row) = rows.next()? {
            let article = article_of(&mut articles, row)?;
            let count = row.get::<_, i64>(4)?.unsigned_abs();
            *if row.get(2)? { &mut article.yes } else { &mut article.no } += count;
            if let Some(reason) = row.get(3)? {
                *article.reasons.entry(reason).or_default() += count;
            }
        }
        let mut comments = db.prepare(&format!(
            "SELECT lang, slug, received_at, reason, comment FROM votes
             WHERE comment <> '' AND {STANDING} ORDER BY received_at, id"
        ))?;
        let mut rows = comments.query([])?;
        while let Some(row) = rows.next()? {
            article_of(&mut articles, row)?.comments.push(Comment {
                received_at: row.get(2)?,
                reason: row.get(3)?,
                text: row.get(4)?,
            });
        }
        Ok(articles.into_values().collect())
    }
}

/// The entry of the article that a row begins with.
fn article_of<'a>(
    articles: &'a mut BTreeMap<(String, String), ArticleVotes>,
    row: &Row<'_>,
) -> rusqlite::Result<&'a mut ArticleVotes> {
    let (lang, slug): (String, String) = (row.get(0)?, row.get(1)?);
    Ok(articles.entry((lang.clone(), slug.clone())).or_insert(ArticleVotes {
        lang,
        slug,
        yes: 0,
        no: 0,
        reasons: BTreeMap::new(),
        comments: Vec::new(),
    }))
}

fn stored_message(row: &Row<'_>) -> rusqlite::Result<StoredMessage> {
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

fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let at = row.as_ref().column_index(column)?;
    let text: String = row.get(at)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, error.into()))
}

fn failed(error: rusqlite::Error) -> StoreError {
    StoreError::Failed { cause: Cause::new(error) }
}
