//! Where votes and messages are kept: one trait, so that the routes do not care which database.

mod database;
mod delivery;
mod facts;
mod kept;
mod place;
mod postgres;
mod reference;
mod sql;
mod sqlite;
mod upkeep;

use std::{error::Error, fmt, future::Future, sync::Arc};

use docent_protocol::{Event, Message};

pub use database::{Database, PlaceError, Reader};
pub use delivery::{Delivery, ParseTargetError, Settled, Target, Undelivered};
pub use facts::{Facts, MessageFact, SearchFact, WEEK, WeekFact};
pub use kept::{ArticleVotes, Comment, StoredMessage};
pub use place::{DATABASE_URL, Place};
pub use postgres::{ConnectError, PostgresStore};
pub use sqlite::{OpenError, SqliteReader, SqliteStore};
pub use upkeep::{Horizons, Removed};

/// A database of votes and messages.
///
/// All methods return only after what they were given is durable, so that it outlives the end of
/// the process and of the machine. Giving them an id that is already there changes nothing.
/// What they are given has passed its check.
pub trait Store: Send + Sync + 'static {
    /// Keeps all of `events` or, on an error, none. `received_at` is the server's clock in
    /// milliseconds since 1970-01-01 UTC.
    fn keep_events(
        &self,
        events: Vec<Event>,
        received_at: u64,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Keeps a message, and that it has to be handed on to `targets`, and returns the reference
    /// that a person can read out: a new one for a new id, the one given before for an id that is
    /// already there.
    fn keep_message(
        &self,
        message: Message,
        received_at: u64,
        targets: Vec<Target>,
    ) -> impl Future<Output = Result<String, StoreError>> + Send;

    /// Takes what is due at `now` for a target, longest due first. Nobody else is given it before
    /// `until`: by then it has been settled, or whoever took it is no more.
    fn take(
        &self,
        target: &Target,
        now: u64,
        until: u64,
    ) -> impl Future<Output = Result<Option<Delivery>, StoreError>> + Send;

    /// Keeps what came of an attempt.
    fn settle(
        &self,
        delivery: &Delivery,
        settled: Settled,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Removes some of what arrived before the horizons; nothing when all of it is gone.
    fn forget(
        &self,
        horizons: Horizons,
    ) -> impl Future<Output = Result<Removed, StoreError>> + Send;

    /// Removes messages of a mail address, however it is capitalised; nothing when all are gone.
    fn erase(&self, email: &str) -> impl Future<Output = Result<Removed, StoreError>> + Send;

    /// The messages of a mail address, however it is capitalised, in the order in which they
    /// arrived.
    fn person(
        &self,
        email: &str,
    ) -> impl Future<Output = Result<Vec<StoredMessage>, StoreError>> + Send;

    /// Notes when the message of this reference was answered, in milliseconds since 1970-01-01
    /// UTC, or that it was not. Whether there is such a message.
    fn set_answered(
        &self,
        reference: &str,
        at: Option<u64>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Orders that what was given up is tried again: of the message of this reference, or of all.
    /// How much that is.
    fn retry(
        &self,
        reference: Option<&str>,
        now: u64,
    ) -> impl Future<Output = Result<usize, StoreError>> + Send;

    /// Counts of what arrived since a moment in milliseconds since 1970-01-01 UTC.
    fn facts(&self, since: u64) -> impl Future<Output = Result<Facts, StoreError>> + Send;

    /// Whether the store could write now.
    fn ready(&self) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Why nothing was kept.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot write now and may later: it is locked, its disk is full, or more waits
    /// for it than it can take.
    #[error("the store cannot write at the moment")]
    Unavailable {
        /// What the database said; nothing when it was too busy to be asked.
        #[source]
        cause: Option<Cause>,
    },
    /// Trying again will not help.
    #[error("the store failed")]
    Failed {
        /// What the database said.
        #[source]
        cause: Cause,
    },
}

/// An error of whatever database is below, shared by all requests that it struck.
#[derive(Clone, Debug)]
pub struct Cause(Arc<dyn Error + Send + Sync>);

impl Cause {
    pub(crate) fn new(error: impl Error + Send + Sync + 'static) -> Self {
        Self(Arc::new(error))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
