//! Votes and messages in one SQLite file.
//!
//! All writing happens on one thread ([`writer`]), which commits what waits in one transaction:
//! the cost of making a commit durable is shared by all requests that arrived meanwhile.

mod deliver;
mod facts;
mod keep;
mod open;
mod read;
mod upkeep;
mod writer;

use std::path::{Path, PathBuf};

use docent_protocol::{Event, Message};

pub use open::OpenError;
pub use read::SqliteReader;
use writer::Writer;

use super::{
    Cause, Delivery, Facts, Horizons, Removed, Settled, Store, StoreError, StoredMessage, Target,
};

/// A [`Store`] in one SQLite file. Dropping it waits for what was already accepted.
#[derive(Debug)]
pub struct SqliteStore {
    writer: Writer,
    path: PathBuf,
}

impl SqliteStore {
    /// Opens the file, or creates it together with the folders above it, and brings its tables up
    /// to date.
    ///
    /// # Errors
    ///
    /// The file cannot be opened or written, is not a database, or belongs to another program or
    /// to a newer version of this one.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let connection = open::for_writing(path)?;
        let writer = Writer::start(connection)
            .map_err(|source| OpenError::Thread { path: path.to_owned(), source })?;
        Ok(Self { writer, path: path.to_owned() })
    }

    /// Reads beside the thread that writes, which nobody has to wait for then.
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&SqliteReader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let path = self.path.clone();
        let read = tokio::task::spawn_blocking(move || {
            let reader = SqliteReader::open(&path)
                .map_err(|error| StoreError::Failed { cause: Cause::new(error) })?;
            work(&reader)
        });
        read.await.map_err(|error| StoreError::Failed { cause: Cause::new(error) })?
    }
}

impl Store for SqliteStore {
    async fn keep_events(&self, events: Vec<Event>, received_at: u64) -> Result<(), StoreError> {
        self.writer
            .write(move |db| {
                events.iter().try_for_each(|event| keep::event(db, event, received_at))
            })
            .await
    }

    async fn keep_message(
        &self,
        message: Message,
        received_at: u64,
        targets: Vec<Target>,
    ) -> Result<String, StoreError> {
        self.writer.write(move |db| keep::message(db, &message, received_at, &targets)).await
    }

    async fn take(
        &self,
        target: &Target,
        now: u64,
        until: u64,
    ) -> Result<Option<Delivery>, StoreError> {
        let target = target.clone();
        self.writer.write(move |db| deliver::take(db, &target, now, until)).await
    }

    async fn settle(&self, delivery: &Delivery, settled: Settled) -> Result<(), StoreError> {
        let id = delivery.stored.message.id.clone();
        let target = delivery.target.clone();
        self.writer.write(move |db| deliver::settle(db, &id, &target, &settled)).await
    }

    async fn forget(&self, horizons: Horizons) -> Result<Removed, StoreError> {
        self.writer.write(move |db| upkeep::forget(db, &horizons)).await
    }

    async fn erase(&self, email: &str) -> Result<Removed, StoreError> {
        let email = email.to_owned();
        self.writer.write(move |db| upkeep::erase(db, &email)).await
    }

    async fn set_answered(&self, reference: &str, at: Option<u64>) -> Result<bool, StoreError> {
        let reference = reference.to_owned();
        self.writer.write(move |db| upkeep::answered(db, &reference, at)).await
    }

    async fn retry(&self, reference: Option<&str>, now: u64) -> Result<usize, StoreError> {
        let reference = reference.map(str::to_owned);
        self.writer.write(move |db| upkeep::retry(db, reference.as_deref(), now)).await
    }

    async fn facts(&self, since: u64) -> Result<Facts, StoreError> {
        self.read(move |reader| reader.facts(since)).await
    }

    async fn person(&self, email: &str) -> Result<Vec<StoredMessage>, StoreError> {
        let email = email.to_owned();
        self.read(move |reader| reader.person(&email)).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        // The transaction around it takes the lock that writing takes.
        self.writer.write(|_| Ok(())).await
    }
}
