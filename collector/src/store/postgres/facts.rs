//! Counting for the report.

use deadpool_postgres::{Client, Transaction};
use tokio_postgres::{Error, Row, types::ToSql};

use super::{
    milliseconds,
    read::{count_votes, one_moment, undelivered},
};
use crate::store::{Facts, MessageFact, SearchFact, WEEK, sql};

/// Counts what arrived since a moment in milliseconds since 1970-01-01 UTC, all of it as it was at
/// one moment.
pub(super) async fn facts(client: &mut Client, since: u64) -> Result<Facts, Error> {
    let since = milliseconds(since);
    let db = one_moment(client).await?;
    // Months of events take longer to count than a request to be kept.
    db.batch_execute("SET LOCAL statement_timeout TO '5min'").await?;
    let mut facts = Facts {
        votes: count_votes(&db, since).await?,
        undelivered: undelivered(&db).await?,
        ..Facts::default()
    };
    facts.searches = all(&db, sql::SEARCHES, &[&since], |row| {
        Ok(SearchFact {
            lang: row.try_get(0)?,
            words: row.try_get(1)?,
            count: number(row, 2)?,
            without_hits: number(row, 3)?,
            unopened: number(row, 4)?,
        })
    })
    .await?;
    facts.messages = all(&db, sql::MESSAGES, &[&WEEK, &since], |row| {
        Ok(MessageFact {
            received_at: row.try_get(0)?,
            answered_at: row.try_get(1)?,
            lang: row.try_get(2)?,
            search: row.try_get(3)?,
            again: row.try_get(4)?,
        })
    })
    .await?;
    for (into, sql) in [(&mut facts.views, sql::VIEWS), (&mut facts.visits, sql::VISITS)] {
        let row = |row: &Row| Ok(((row.try_get(0)?, row.try_get(1)?), number(row, 2)?));
        into.extend(all(&db, sql, &[&since], row).await?);
    }
    for (sql, add) in sql::WEEKS {
        let row = |row: &Row| Ok((row.try_get(0)?, number(row, 1)?, number(row, 2)?));
        for (week, first, count) in all(&db, sql, &[&WEEK, &since], row).await? {
            add(facts.weeks.entry(week).or_default(), first, count);
        }
    }
    Ok(facts)
}

async fn all<T>(
    db: &Transaction<'_>,
    sql: &str,
    values: &[&(dyn ToSql + Sync)],
    read: impl FnMut(&Row) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    db.query(sql, values).await?.iter().map(read).collect()
}

/// A count, which PostgreSQL gives as a signed number.
fn number(row: &Row, at: usize) -> Result<u64, Error> {
    row.try_get::<_, i64>(at).map(i64::unsigned_abs)
}
