//! Counting for the report.

use rusqlite::{Connection, Params, Result, Row, params};

use super::read::{STANDING, count_votes, undelivered};
use crate::store::{Facts, MessageFact, SearchFact, WEEK, WeekFact};

/// Counts what arrived since a moment in milliseconds since 1970-01-01 UTC, all of it as it was at
/// one moment.
pub(super) fn facts(db: &Connection, since: i64) -> Result<Facts> {
    let db = db.unchecked_transaction()?;
    let mut facts = Facts {
        votes: count_votes(&db, since)?,
        undelivered: undelivered(&db)?,
        ..Facts::default()
    };
    facts.searches = all(
        &db,
        "SELECT lang, words, count(*), sum(hits = 0), sum(hits > 0 AND chosen IS NULL)
         FROM searches WHERE received_at >= ?1 GROUP BY lang, words",
        [since],
        |row| {
            Ok(SearchFact {
                lang: row.get(0)?,
                words: row.get(1)?,
                count: number(row, 2)?,
                without_hits: number(row, 3)?,
                unopened: number(row, 4)?,
            })
        },
    )?;
    facts.messages = all(
        &db,
        "SELECT received_at, answered_at, lang, search, EXISTS (
           SELECT 1 FROM messages AS later
           WHERE lower(later.email) = lower(messages.email)
             AND later.received_at > messages.received_at
             AND later.received_at <= messages.received_at + ?2)
         FROM messages WHERE received_at >= ?1 ORDER BY received_at, id",
        [since, WEEK],
        |row| {
            Ok(MessageFact {
                received_at: row.get(0)?,
                answered_at: row.get(1)?,
                lang: row.get(2)?,
                search: row.get(3)?,
                again: row.get(4)?,
            })
        },
    )?;
    for (into, sql) in [
        (&mut facts.views, "SELECT lang, slug, count(*) FROM views"),
        (&mut facts.visits, "SELECT lang, outcome, count(*) FROM visits"),
    ] {
        let sql = format!("{sql} WHERE received_at >= ?1 GROUP BY 1, 2");
        let rows =
            all(&db, &sql, [since], |row| Ok(((row.get(0)?, row.get(1)?), number(row, 2)?)))?;
        into.extend(rows);
    }
    type Add = fn(&mut WeekFact, u64, u64);
    let standing = format!("votes WHERE {STANDING} AND");
    for (table, first, add) in [
        (
            &*standing,
            "sum(helpful)",
            (|week, yes, all| (week.yes, week.no) = (yes, all - yes)) as Add,
        ),
        ("searches WHERE", "sum(hits = 0)", |week, none, all| {
            (week.without_hits, week.searches) = (none, all);
        }),
        ("visits WHERE", "0", |week, _, all| week.visits = all),
        ("messages WHERE", "0", |week, _, all| week.messages = all),
    ] {
        let sql = format!(
            "SELECT received_at / ?2, {first}, count(*) FROM {table} received_at >= ?1 GROUP BY 1"
        );
        let week = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, number(row, 1)?, number(row, 2)?));
        for (week, first, count) in all(&db, &sql, params![since, WEEK], week)? {
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
