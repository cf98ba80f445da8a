//! Whichever database a [`Place`] names.

use docent_protocol::{Event, Message};

use super::{
    ArticleVotes, ConnectError, Delivery, Facts, Horizons, OpenError, Place, PostgresStore,
    Removed, Settled, SqliteReader, SqliteStore, Store, StoreError, StoredMessage, Target,
    Undelivered,
};

/// Why a [`Place`] cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// The file.
    #[error(transparent)]
    Sqlite(#[from] OpenError),
    /// The server's database.
    #[error(transparent)]
    Postgres(#[from] ConnectError),
}

/// A [`Store`] in either database.
#[derive(Debug)]
pub enum Database {
    /// In a file.
    Sqlite(SqliteStore),
    /// At a server.
    Postgres(PostgresStore),
}

impl Database {
    /// Opens the place, or makes what is missing there, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// See [`SqliteStore::open`] and [`PostgresStore::open`].
    pub fn open(place: &Place) -> Result<Self, PlaceError> {
        Ok(match place {
            Place::Sqlite(file) => Self::Sqlite(SqliteStore::open(file)?),
            Place::Postgres(url) => Self::Postgres(PostgresStore::open(url)?),
        })
    }
}

/// Hands a call on to whichever it is.
macro_rules! either {
    ($self:ident, $store:ident => $call:expr) => {
        match $self {
            Self::Sqlite($store) => $call.await,
            Self::Postgres($store) => $call.await,
        }
    };
}

impl Store for Database {
    async fn keep_events(&self, events: Vec<Event>, received_at: u64) -> Result<(), StoreError> {
        either!(self, store => store.keep_events(events, received_at))
    }

    async fn keep_message(
        &self,
        message: Message,
        received_at: u64,
        targets: Vec<Target>,
    ) -> Result<String, StoreError> {
        either!(self, store => store.keep_message(message, received_at, targets))
    }

    async fn take(
        &self,
        target: &Target,
        now: u64,
        until: u64,
    ) -> Result<Option<Delivery>, StoreError> {
        either!(self, store => store.take(target, now, until))
    }

    async fn settle(&self, delivery: &Delivery, settled: Settled) -> Result<(), StoreError> {
        either!(self, store => store.settle(delivery, settled))
    }

    async fn forget(&self, horizons: Horizons) -> Result<Removed, StoreError> {
        either!(self, store => store.forget(horizons))
    }

    async fn erase(&self, email: &str) -> Result<Removed, StoreError> {
        either!(self, store => store.erase(email))
    }

    async fn person(&self, email: &str) -> Result<Vec<StoredMessage>, StoreError> {
        either!(self, store => store.person(email))
    }

    async fn set_answered(&self, reference: &str, at: Option<u64>) -> Result<bool, StoreError> {
        either!(self, store => store.set_answered(reference, at))
    }

    async fn retry(&self, reference: Option<&str>, now: u64) -> Result<usize, StoreError> {
        either!(self, store => store.retry(reference, now))
    }

    async fn facts(&self, since: u64) -> Result<Facts, StoreError> {
        either!(self, store => store.facts(since))
    }

    async fn ready(&self) -> Result<(), StoreError> {
        either!(self, store => store.ready())
    }
}

/// Reads a place that is there already, without changing anything in it.
#[derive(Debug)]
pub enum Reader {
    /// In a file.
    Sqlite(SqliteReader),
    /// At a server, which may be a copy that cannot be written.
    Postgres(PostgresStore),
}

impl Reader {
    /// Opens the place.
    ///
    /// # Errors
    ///
    /// There is nothing of Docent's, or it is of another version.
    pub fn open(place: &Place) -> Result<Self, PlaceError> {
        Ok(match place {
            Place::Sqlite(file) => Self::Sqlite(SqliteReader::open(file)?),
            Place::Postgres(url) => Self::Postgres(PostgresStore::open_existing(url)?),
        })
    }

    /// All messages in the order in which they arrived.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn messages(&self) -> Result<Vec<StoredMessage>, StoreError> {
        match self {
            Self::Sqlite(reader) => reader.messages(),
            Self::Postgres(store) => store.messages().await,
        }
    }

    /// What has not been handed on yet, what is given up first, then by the time of the next
    /// attempt.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn undelivered(&self) -> Result<Vec<Undelivered>, StoreError> {
        match self {
            Self::Sqlite(reader) => reader.undelivered(),
            Self::Postgres(store) => store.undelivered().await,
        }
    }

    /// The votes that stand, by language and slug.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn votes(&self) -> Result<Vec<ArticleVotes>, StoreError> {
        match self {
            Self::Sqlite(reader) => reader.votes(),
            Self::Postgres(store) => store.votes().await,
        }
    }

    /// Counts of what arrived since a moment in milliseconds since 1970-01-01 UTC.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn facts(&self, since: u64) -> Result<Facts, StoreError> {
        match self {
            Self::Sqlite(reader) => reader.facts(since),
            Self::Postgres(store) => store.facts(since).await,
        }
    }
}
