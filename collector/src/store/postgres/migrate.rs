//! The tables, brought up to date while other services go on with the old ones.
//!
//! A step only adds. What is no longer used is removed by a later version, whose step then says
//! in `oldest` which programs can still use the tables.

use tokio_postgres::Client;

use super::ConnectError;

/// The steps from an empty schema to today's tables, the first one being version 1. A step that
/// was released is never changed again.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_votes_and_messages.sql"),
    include_str!("migrations/0002_tables_by_month.sql"),
];

/// The oldest version whose programs can use today's tables.
const OLDEST: i32 = 1;

/// One service at a time makes tables: "Docn", as in files of SQLite.
const LOCK: i64 = 0x446f_636e;

/// Does the steps that were not done yet, all of them or none.
pub(super) async fn up_to_date(client: &mut Client) -> Result<(), ConnectError> {
    let step = client.transaction().await?;
    step.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    step.batch_execute(
        "SET LOCAL client_min_messages TO warning;
         CREATE SCHEMA IF NOT EXISTS docent;
         SET LOCAL search_path TO docent;
         CREATE TABLE IF NOT EXISTS tables_version (version INTEGER NOT NULL, oldest INTEGER NOT NULL)",
    )
    .await?;
    let row = step.query_opt("SELECT version, oldest FROM tables_version", &[]).await?;
    let (found, oldest) = row.map_or((0, 0), |row| (row.get(0), row.get(1)));
    if oldest > known() {
        return Err(ConnectError::TooNew { found, oldest, known: known() });
    }
    for migration in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or_default()) {
        step.batch_execute(migration).await?;
    }
    if found < known() {
        step.batch_execute("DELETE FROM tables_version").await?;
        let insert = "INSERT INTO tables_version (version, oldest) VALUES ($1, $2)";
        step.execute(insert, &[&known(), &OLDEST]).await?;
    }
    Ok(step.commit().await?)
}

/// That the tables are there and can be used.
pub(super) async fn check(client: &Client) -> Result<(), ConnectError> {
    let there = "SELECT to_regclass('docent.tables_version') IS NOT NULL";
    if !client.query_one(there, &[]).await?.get::<_, bool>(0) {
        return Err(ConnectError::Empty);
    }
    let row = client.query_opt("SELECT version, oldest FROM docent.tables_version", &[]).await?;
    let (found, oldest) = row.map_or((0, 0), |row| (row.get(0), row.get(1)));
    if found < known() {
        return Err(ConnectError::TooOld { found, known: known() });
    }
    if oldest > known() {
        return Err(ConnectError::TooNew { found, oldest, known: known() });
    }
    Ok(())
}

fn known() -> i32 {
    i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX)
}
