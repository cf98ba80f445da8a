//! Counting for the report.

use rusqlite::{Connection, Params, Result, Row};

use super::read::{count_votes, undelivered};
use crate::store::{Facts, MessageFact, SearchFact, WEEK, sql};

/// Counts what arrived since a moment in milliseconds since 1970-01-01 UTC, all of it as it was at
/// one moment.
pub(super) fn facts(db: &Connection, since: i64) -> Result<Facts> {
    let db = db.unchecked_transaction()?;
    let mut facts = Facts {
        votes: count_votes(&db, since)?,
        undelivered: undelivered(&db)?,
        ..Facts::default()
    };
    facts.searches = all(&db, sql::SEARCHES, [since], |row| {
        Ok(SearchFact {
            lang: row.get(0)?,
            words: row.get(1)?,
            count: number(row, 2)?,
            without_hits: number(row, 3)?,
            unopened: number(row, 4)?,
        })
    })?;
    facts.messages = all(&db, sql::MESSAGES, [WEEK, since], |row| {
        Ok(MessageFact {
            received_at: row.get(0)?,
            answered_at: row.get(1)?,
            lang: row.get(2)?,
            search: row.get(3)?,
            again: row.get(4)?,
        })
    })?;
    for (into, sql) in [(&mut facts.views, sql::VIEWS), (&mut facts.visits, sql::VISITS)] {
        let row = |row: &Row<'_>| Ok(((row.get(0)?, row.get(1)?), number(row, 2)?));
        into.extend(all(&db, sql, [since], row)?);
    }
    for (sql, add) in sql::WEEKS {
        let row = |row: &Row<'_>| Ok((row.get(0)?, number(row, 1)?, number(row, 2)?));
        for (week, first, count) in all(&db, sql, [WEEK, since], row)? {
            add(facts.weeks.entry(week).or_default(), first, count);
        }
    }
    Ok(facts)
}

fn all<T>(
    db: &Connection,
    sql: &str,
    values: impl Params,
    read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    db.prepare(sql)?.query_map(values, read)?.collect()
}

/// A count, which SQLite gives as a signed number.
fn number(row: &Row<'_>, at: usize) -> Result<u64> {
    row.get::<_, i64>(at).map(i64::unsigned_abs)
}
