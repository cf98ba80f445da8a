//! Events and messages into their tables, unless their ids are there already.

use std::borrow::Cow;

use deadpool_postgres::{Client, Transaction};
use docent_protocol::{Event, EventKind, Message};
use serde::Serialize;
use tokio_postgres::{Error, types::ToSql};
use uuid::Uuid;

use super::{deliver, milliseconds};
use crate::store::{Target, reference};

/// Keeps all events, or none.
///
/// Each kind is one statement, with a list per column. Rows are written in the order of their
/// ids, so that two batches with the same events wait for each other instead of blocking each
/// other.
pub(super) async fn events(
    client: &mut Client,
    mut events: Vec<Event>,
    received_at: u64,
) -> Result<(), Error> {
    events.sort_by_cached_key(|event| uuid(&event.id));
    let mut columns = Columns::default();
    for event in &events {
        columns.add(event);
    }
    let Columns { votes, searches, views, visits } = columns;
    let received_at = milliseconds(received_at);
    let transaction = client.transaction().await?;
    if !votes.common.ids.is_empty() {
        let Votes { common, slugs, helpful, reasons, comments, replaces } = &votes;
        insert(
            &transaction,
            "INSERT INTO votes
               (id, sent_at, lang, slug, helpful, reason, comment, replaces, received_at)
             SELECT *, $8::bigint FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[],
               $5::boolean[], $6::text[], $7::text[], $9::uuid[])
             ON CONFLICT DO NOTHING",
            common,
            &[slugs, helpful, reasons, comments, &received_at, replaces],
        )
        .await?;
    }
    if !searches.common.ids.is_empty() {
        let Searches { common, words, hits, chosen } = &searches;
        insert(
            &transaction,
            "INSERT INTO searches (id, sent_at, lang, words, hits, chosen, received_at)
             SELECT *, $7::bigint FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[],
               $5::bigint[], $6::bigint[])
             ON CONFLICT DO NOTHING",
            common,
            &[words, hits, chosen, &received_at],
        )
        .await?;
    }
    for (sql, Named { common, names }) in [
        (
            "INSERT INTO views (id, sent_at, lang, slug, received_at)
             SELECT *, $5::bigint FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[])
             ON CONFLICT DO NOTHING",
            &views,
        ),
        (
            "INSERT INTO visits (id, sent_at, lang, outcome, received_at)
             SELECT *, $5::bigint FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[])
             ON CONFLICT DO NOTHING",
            &visits,
        ),
    ] {
        if !common.ids.is_empty() {
            insert(&transaction, sql, common, &[names, &received_at]).await?;
        }
    }
    transaction.commit().await
}

async fn insert(
    transaction: &Transaction<'_>,
    sql: &str,
    common: &Common<'_>,
    others: &[&(dyn ToSql + Sync)],
) -> Result<(), Error> {
    let statement = transaction.prepare_cached(sql).await?;
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&common.ids, &common.sent_at, &common.langs];
    values.extend(others);
    transaction.execute(&statement, &values).await?;
    Ok(())
}

#[derive(Default)]
struct Columns<'a> {
    votes: Votes<'a>,
    searches: Searches<'a>,
    views: Named<'a>,
    visits: Named<'a>,
}

#[derive(Default)]
struct Common<'a> {
    ids: Vec<Uuid>,
    sent_at: Vec<i64>,
    langs: Vec<Cow<'a, str>>,
}

#[derive(Default)]
struct Votes<'a> {
    common: Common<'a>,
    slugs: Vec<Cow<'a, str>>,
    helpful: Vec<bool>,
    reasons: Vec<Option<&'static str>>,
    comments: Vec<Option<Cow<'a, str>>>,
    replaces: Vec<Option<Uuid>>,
}

#[derive(Default)]
struct Searches<'a> {
    common: Common<'a>,
    words: Vec<Cow<'a, str>>,
    hits: Vec<i64>,
    chosen: Vec<Option<i64>>,
}

/// Events that say one thing.
#[derive(Default)]
struct Named<'a> {
    common: Common<'a>,
    names: Vec<Cow<'a, str>>,
}

impl<'a> Columns<'a> {
    fn add(&mut self, event: &'a Event) {
        match &event.kind {
            EventKind::Vote(vote) => {
                self.votes.common.add(event);
                self.votes.slugs.push(text(&vote.slug));
                self.votes.helpful.push(vote.helpful);
                self.votes.reasons.push(vote.reason.map(|reason| reason.as_str()));
                self.votes.comments.push(vote.comment.as_deref().map(text));
                self.votes.replaces.push(vote.replaces.as_deref().map(uuid));
            }
            EventKind::Search { words, hits, chosen } => {
                self.searches.common.add(event);
                self.searches.words.push(text(words));
                self.searches.hits.push(i64::from(*hits));
                self.searches.chosen.push(chosen.map(i64::from));
            }
            EventKind::View { slug } => self.views.add(event, text(slug)),
            EventKind::Visit { outcome } => self.visits.add(event, outcome.as_str().into()),
        }
    }
}

impl<'a> Common<'a> {
    fn add(&mut self, event: &'a Event) {
        self.ids.push(uuid(&event.id));
        self.sent_at.push(milliseconds(event.at));
        self.langs.push(text(&event.lang));
    }
}

impl<'a> Named<'a> {
    fn add(&mut self, event: &'a Event, name: Cow<'a, str>) {
        self.common.add(event);
        self.names.push(name);
    }
}

/// Keeps a message and what has to be handed on of it, and returns its reference.
pub(super) async fn message(
    client: &mut Client,
    message: &Message,
    received_at: u64,
    targets: &[Target],
) -> Result<String, Error> {
    let id = uuid(&message.id);
    let received_at = milliseconds(received_at);
    let transaction = client.transaction().await?;
    let mut tries = 0;
    let kept = loop {
        tries += 1;
        let new = reference::random();
        // Somebody who keeps the same message at this moment is waited for.
        let is_new = insert_message(&transaction, message, id, &new, received_at).await?;
        if is_new {
            deliver::order(&transaction, id, &message.email, targets, received_at).await?;
            break new;
        }
        let find = "SELECT reference FROM messages WHERE id = $1";
        let find = transaction.prepare_cached(find).await?;
        match transaction.query_opt(&find, &[&id]).await? {
            Some(row) => break row.get(0),
            // The reference is another message's.
            None if tries < reference::TRIES => {}
            None => break transaction.query_one(&find, &[&id]).await?.get(0),
        }
    };
    transaction.commit().await?;
    Ok(kept)
}

/// Whether it is there now and was not before.
async fn insert_message(
    transaction: &Transaction<'_>,
    letter: &Message,
    id: Uuid,
    reference: &str,
    received_at: i64,
) -> Result<bool, Error> {
    let Message { id: _, at, lang, name, email, topic, message, fields, .. } = letter;
    let Message { attachments, consent, complaint, copy, context, .. } = letter;
    let sql = "
        INSERT INTO messages
          (id, reference, received_at, sent_at, lang, name, email, topic, message,
           search, article, page, fields, searches, articles, attachments,
           consent, consent_at, complaint, copy)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
           $19, $20)
        ON CONFLICT DO NOTHING";
    let rows = transaction
        .execute(
            &transaction.prepare_cached(sql).await?,
            &[
                &id,
                &reference,
                &received_at,
                &milliseconds(*at),
                &text(lang),
                &text(name),
                &text(email),
                &text(topic),
                &text(message),
                &context.search.as_deref().map(text),
                &context.article.as_deref().map(text),
                &context.page.as_deref().map(text),
                &json(fields),
                &json(&context.searches),
                &json(&context.articles),
                &json(attachments),
                &consent.as_ref().map(|agreed| text(&agreed.text)),
                &consent.as_ref().map(|agreed| milliseconds(agreed.at)),
                complaint,
                copy,
            ],
        )
        .await?;
    Ok(rows > 0)
}

/// An id, which has been checked.
pub(super) fn uuid(id: &str) -> Uuid {
    Uuid::try_parse(id).unwrap_or_default()
}

/// Text that PostgreSQL takes: it has no place for the character 0, which nobody means to write.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

/// Lists and objects as JSON text, in which the character 0 is written out.
fn json(value: &impl Serialize) -> String {
    // Nothing of a message can fail: all keys are texts.
    serde_json::to_string(value).unwrap_or_default()
}
