//! The one thread that writes. What waits is committed together, and answered after the commit.

use std::{
    fmt, io,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use tokio::sync::oneshot;

use crate::store::{Cause, StoreError};

/// How many jobs may wait. More would be answered too late for the clients that wait.
const QUEUE_MAX: usize = 1_024;

/// How many jobs share a commit.
const GROUP_MAX: usize = 256;

/// Hands jobs to the writing thread. Dropping it lets the thread finish what it was given.
pub(super) struct Writer {
    queue: Option<SyncSender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Writer {
    pub(super) fn start(mut db: Connection) -> io::Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE_MAX);
        let thread = thread::Builder::new()
            .name("docent-store".to_owned())
            .spawn(move || work_off(&mut db, &jobs))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Runs `work` inside a transaction and returns what it returned once that is committed.
    /// `work` may be run twice; what its first run wrote is then undone.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(Pending { work, outcome: None, answer });
        // The queue is full, or its thread has ended.
        let busy = StoreError::Unavailable { cause: None };
        let queue = self.queue.as_ref().ok_or_else(|| busy.clone())?;
        queue.try_send(job).map_err(|_| busy.clone())?;
        answered.await.unwrap_or(Err(busy))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue.take();
        if let Some(thread) = self.thread.take() {
            // It ends early only by a panic, which was reported when it happened.
            let _ = thread.join();
        }
    }
}

/// Something to write, and somebody who waits for it.
trait Job: Send {
    fn run(&mut self, db: &Connection) -> rusqlite::Result<()>;
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Pending<W, T> {
    work: W,
    outcome: Option<T>,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<W, T> Job for Pending<W, T>
where
    W: Fn(&Connection) -> rusqlite::Result<T> + Send,
    T: Send,
{
    fn run(&mut self, db: &Connection) -> rusqlite::Result<()> {
        self.outcome = Some((self.work)(db)?);
        Ok(())
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let Self { outcome, answer, .. } = *self;
        let missing = StoreError::Unavailable { cause: None };
        let result = committed.and_then(|()| outcome.ok_or(missing));
        // A client that has gone away needs no answer.
        let _ = answer.send(result);
    }
}

fn work_off(db: &mut Connection, jobs: &Receiver<Box<dyn Job>>) {
    while let Ok(first) = jobs.recv() {
        let mut group = vec![first];
        group.extend(jobs.try_iter().take(GROUP_MAX - 1));
        match commit(db, &mut group) {
            Ok(()) => group.into_iter().for_each(|job| job.answer(Ok(()))),
            // One bad job must not take its neighbours with it.
            Err(StoreError::Failed { .. }) if group.len() > 1 => {
                for mut job in group {
                    let result = commit(db, std::slice::from_mut(&mut job));
                    job.answer(result.inspect_err(report));
                }
            }
            Err(error) => {
                report(&error);
                group.into_iter().for_each(|job| job.answer(Err(error.clone())));
            }
        }
    }
}

fn commit(db: &mut Connection, group: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    let mut run = || {
        // A transaction that is dropped is undone.
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        group.iter_mut().try_for_each(|job| job.run(&transaction))?;
        transaction.commit()
    };
    run().map_err(|error: rusqlite::Error| classify(error))
}

fn classify(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        // Of these, another try may come out better: once the other process has finished, once
        // there is space, once the disk or its permissions are mended.
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied
            | ErrorCode::CannotOpen
            | ErrorCode::OutOfMemory,
        ) => StoreError::Unavailable { cause: Some(Cause::new(error)) },
        _ => StoreError::Failed { cause: Cause::new(error) },
    }
}

fn report(error: &StoreError) {
    let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    tracing::error!(%cause, "{error}; nothing of what was waiting is stored");
}

#[cfg(test)]
mod tests {
    use std::{
        pin::{Pin, pin},
        sync::{
            Mutex,
            mpsc::{Sender, channel},
        },
        task::{Context, Poll, Waker},
    };

    use super::*;

    fn writer(limit: &str) -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().unwrap();
        let db = super::super::open::for_writing(&folder.path().join("docent.db")).unwrap();
        db.execute_batch("CREATE TABLE notes (text TEXT UNIQUE)").unwrap();
        db.execute_batch(limit).unwrap();
        (folder, Writer::start(db).unwrap())
    }

    fn note(text: String) -> impl Fn(&Connection) -> rusqlite::Result<()> + Send {
        move |db| db.execute("INSERT INTO notes VALUES (?1)", [&text]).map(drop)
    }

    fn count(folder: &tempfile::TempDir) -> i64 {
        let db = Connection::open(folder.path().join("docent.db")).unwrap();
        db.query_row("SELECT count(*) FROM notes", [], |row| row.get(0)).unwrap()
    }

    #[tokio::test]
    async fn a_full_disk_acknowledges_nothing_and_keeps_what_was_acknowledged() {
        let (folder, writer) = writer("PRAGMA max_page_count = 40");
        let mut acknowledged = 0;
        let error = loop {
            match writer.write(note(format!("{acknowledged}{}", "x".repeat(3_000)))).await {
                Ok(()) => acknowledged += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, StoreError::Unavailable { cause: Some(_) }), "{error:?}");
        assert!(acknowledged > 5, "{acknowledged}");
        assert_eq!(count(&folder), acknowledged);
        // What still fits is taken: the connection has not been harmed.
        writer.write(|db| db.execute("DELETE FROM notes", [])).await.unwrap();
        writer.write(note("short".into())).await.unwrap();
        assert_eq!(count(&folder), 1);
    }

    /// Keeps the thread busy until what is returned is dropped.
    fn occupy(writer: &Writer) -> Sender<()> {
        let (started, has_started) = channel();
        let (go_on, wait) = channel();
        let wait = Mutex::new(wait);
        let mut job = pin!(writer.write(move |_| {
            let _ = started.send(());
            let _ = wait.lock().map(|wait| wait.recv());
            Ok(())
        }));
        assert!(put(job.as_mut()).is_pending());
        has_started.recv().unwrap();
        go_on
    }

    /// Puts a job in the queue, which its first poll does.
    fn put<F: Future>(job: Pin<&mut F>) -> Poll<F::Output> {
        job.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[tokio::test]
    async fn one_bad_job_does_not_take_its_neighbours_with_it() {
        let (folder, writer) = writer("");
        let go_on = occupy(&writer);
        // The last one says what the first one said.
        let texts = (0..20).map(|n| (n % 19).to_string());
        let mut jobs: Vec<_> = texts.map(|text| Box::pin(writer.write(note(text)))).collect();
        jobs.iter_mut().for_each(|job| assert!(put(job.as_mut()).is_pending()));
        drop(go_on);
        for (n, job) in jobs.into_iter().enumerate() {
            let failed = matches!(job.await, Err(StoreError::Failed { .. }));
            assert_eq!(failed, n == 19, "{n}");
        }
        assert_eq!(count(&folder), 19);
    }

    #[tokio::test]
    async fn more_than_can_wait_is_turned_away_at_once() {
        let (folder, writer) = writer("");
        let go_on = occupy(&writer);
        let mut waiting = Vec::new();
        for n in 0..QUEUE_MAX {
            let mut job = Box::pin(writer.write(note(n.to_string())));
            assert!(put(job.as_mut()).is_pending(), "{n}");
            waiting.push(job);
        }
        let refused = writer.write(note("one more".into())).await;
        assert!(matches!(refused, Err(StoreError::Unavailable { cause: None })), "{refused:?}");
        drop(go_on);
        for job in waiting {
            job.await.unwrap();
        }
        writer.write(note("one more".into())).await.unwrap();
        assert_eq!(count(&folder), 1 + QUEUE_MAX as i64);
    }

    #[tokio::test]
    async fn closing_waits_for_what_was_accepted() {
        let (folder, writer) = writer("");
        for n in 0..100 {
            assert!(put(pin!(writer.write(note(n.to_string())))).is_pending());
        }
        drop(writer);
        assert_eq!(count(&folder), 100);
    }
}
