//! Votes and messages in PostgreSQL, for several services that share the work.
//!
//! Everything lies in the database's schema `docent`. A service holds nothing that another would
//! need: whatever one begins, any other can go on with.

mod connect;
mod deliver;
mod facts;
mod keep;
mod migrate;
mod read;
mod upkeep;

use std::fmt;

use deadpool_postgres::{Client, Pool};
use docent_protocol::{Event, Message};
use tokio_postgres::error::SqlState;

pub use connect::ConnectError;

use super::{
    ArticleVotes, Cause, Delivery, Facts, Horizons, Removed, Settled, Store, StoreError,
    StoredMessage, Target, Undelivered,
};

/// A [`Store`] in a PostgreSQL database, which other services may use at the same time.
#[derive(Clone)]
pub struct PostgresStore {
    pool: Pool,
}

impl PostgresStore {
    /// Connects once, brings the tables up to date, and keeps connections ready for use.
    ///
    /// `url` is one such as `postgres://user:password@host/database`.
    ///
    /// # Errors
    ///
    /// The URL cannot be used, nobody answers, or the tables are those of a newer version.
    pub fn open(url: &str) -> Result<Self, ConnectError> {
        let (config, pool) = connect::pool(url)?;
        connect::wait_for(async move {
            let mut client = connect::once(&config).await?;
            migrate::up_to_date(&mut client).await
        })?;
        Ok(Self { pool })
    }

    /// Connects to a database that is there already, such as a copy that can only be read.
    ///
    /// # Errors
    ///
    /// The URL cannot be used, nobody answers, or there are no tables of this version.
    pub fn open_existing(url: &str) -> Result<Self, ConnectError> {
        let (config, pool) = connect::pool(url)?;
        connect::wait_for(async move {
            let client = connect::once(&config).await?;
            migrate::check(&client).await
        })?;
        Ok(Self { pool })
    }

    /// All messages in the order in which they arrived.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn messages(&self) -> Result<Vec<StoredMessage>, StoreError> {
        Ok(read::messages(&self.client().await?).await?)
    }

    /// What has not been handed on yet, what is given up first, then by the time of the next
    /// attempt.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn undelivered(&self) -> Result<Vec<Undelivered>, StoreError> {
        Ok(read::undelivered(&self.client().await?).await?)
    }

    /// The votes that stand, by language and slug.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn votes(&self) -> Result<Vec<ArticleVotes>, StoreError> {
        Ok(read::votes(&mut self.client().await?).await?)
    }

    async fn client(&self) -> Result<Client, StoreError> {
        self.pool
            .get()
            .await
            .map_err(|error| StoreError::Unavailable { cause: Some(Cause::new(error)) })
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What it connects with has a password in it.
        f.debug_struct("PostgresStore").finish_non_exhaustive()
    }
}

impl Store for PostgresStore {
    async fn keep_events(&self, events: Vec<Event>, received_at: u64) -> Result<(), StoreError> {
        Ok(keep::events(&mut self.client().await?, events, received_at).await?)
    }

    async fn keep_message(
        &self,
        message: Message,
        received_at: u64,
        targets: Vec<Target>,
    ) -> Result<String, StoreError> {
        Ok(keep::message(&mut self.client().await?, &message, received_at, &targets).await?)
    }

    async fn take(
        &self,
        target: &Target,
        now: u64,
        until: u64,
    ) -> Result<Option<Delivery>, StoreError> {
        Ok(deliver::take(&self.client().await?, target, now, until).await?)
    }

    async fn settle(&self, delivery: &Delivery, settled: Settled) -> Result<(), StoreError> {
        Ok(deliver::settle(&self.client().await?, delivery, &settled).await?)
    }

    async fn forget(&self, horizons: Horizons) -> Result<Removed, StoreError> {
        Ok(upkeep::forget(&self.client().await?, &horizons).await?)
    }

    async fn erase(&self, email: &str) -> Result<Removed, StoreError> {
        Ok(upkeep::erase(&self.client().await?, email).await?)
    }

    async fn person(&self, email: &str) -> Result<Vec<StoredMessage>, StoreError> {
        Ok(read::person(&self.client().await?, email).await?)
    }

    async fn set_answered(&self, reference: &str, at: Option<u64>) -> Result<bool, StoreError> {
        Ok(upkeep::answered(&self.client().await?, reference, at).await?)
    }

    async fn retry(&self, reference: Option<&str>, now: u64) -> Result<usize, StoreError> {
        Ok(upkeep::retry(&self.client().await?, reference, now).await?)
    }

    async fn facts(&self, since: u64) -> Result<Facts, StoreError> {
        Ok(facts::facts(&mut self.client().await?, since).await?)
    }

    async fn ready(&self) -> Result<(), StoreError> {
        Ok(read::writable(&self.client().await?).await?)
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        let later = is_passing(&error);
        let cause = Cause::new(error);
        if later { Self::Unavailable { cause: Some(cause) } } else { Self::Failed { cause } }
    }
}

/// Whether another try may come out better: once the server is there again, has space or may be
/// written, or the other transaction has ended.
fn is_passing(error: &tokio_postgres::Error) -> bool {
    let Some(state) = error.code() else {
        // Not said by the server: the connection is lost.
        return error.is_closed()
            || std::error::Error::source(error).is_some_and(|e| e.is::<std::io::Error>());
    };
    // Classes of the SQL standard: connection, resources, operator; and what is locked.
    ["08", "53", "57"].iter().any(|class| state.code().starts_with(class))
        || [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::LOCK_NOT_AVAILABLE,
            // The server has become a copy of another one.
            SqlState::READ_ONLY_SQL_TRANSACTION,
            SqlState::IO_ERROR,
        ]
        .contains(state)
}

/// PostgreSQL has no unsigned numbers. A customer's clock that is past the largest signed one is
/// wrong anyhow, and no reason to refuse a message.
fn milliseconds(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}
