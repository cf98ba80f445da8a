//! Opening the file: only a file that is ours, in the mode that makes commits durable, with its
//! tables up to date.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

/// Marks the file as Docent's, for `PRAGMA application_id` and the program `file`: "Docn".
const APPLICATION_ID: i32 = 0x446f_636e;

/// How long to wait for another process that is writing to the same file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How much of the file is held in memory, in units of -1,024 bytes: the ends of all indexes, where
/// new rows go. SQLite's own 2 MB are read and written again and again.
const CACHE: i64 = -16 * 1_024;

/// After how many pages of 4,096 bytes, 16 MB, the log is taken over into the file. Fewer make the
/// same pages be written more often, more make a longer pause.
const CHECKPOINT: i64 = 4_000;

/// The steps from an empty file to today's tables. `PRAGMA user_version` counts those that were
/// done. A step that was released is never changed again.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_votes_and_messages.sql"),
    include_str!("migrations/0002_more_of_a_message.sql"),
    include_str!("migrations/0003_consent_complaint_copy.sql"),
    include_str!("migrations/0004_attachments.sql"),
    include_str!("migrations/0005_searches_and_visits.sql"),
    include_str!("migrations/0006_deliveries.sql"),
];

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder of the file is not there and cannot be created.
    #[error(
        "cannot create the folder {} for votes and messages: create it by hand, or name another \
         file with --data", .path.display()
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is a file, but it is not SQLite's.
    #[error(
        "{} is not a database: name another file with --data, or move this one away so that a \
         new one can be created", .path.display()
    )]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// There is a database, but its tables are not Docent's.
    #[error(
        "{} is a database of another program and was left as it is: name another file with \
         --data", .path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The tables are those of a newer version.
    #[error(
        "{} was written by a newer version of Docent (its tables have version {found}, this \
         program knows {known}): update Docent", .path.display()
    )]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Version of its tables.
        found: usize,
        /// Version of the tables that this program writes.
        known: usize,
    },
    /// The tables are those of an older version, and the file was opened for reading only.
    #[error(
        "{} was written by an older version of Docent (its tables have version {found}, this \
         program reads {known}): start `docent host` with it once to bring it up to date",
        .path.display()
    )]
    TooOld {
        /// The file.
        path: PathBuf,
        /// Version of its tables.
        found: usize,
        /// Version of the tables that this program reads.
        known: usize,
    },
    /// The file system of the file cannot keep it safely.
    #[error(
        "{} cannot be kept safely where it is (SQLite's journal mode is `{mode}` there, not \
         `wal`): network folders are known for this; name a file on a local disk", .path.display()
    )]
    NoWal {
        /// The file.
        path: PathBuf,
        /// The mode that SQLite fell back to.
        mode: String,
    },
    /// The file cannot be opened, read or written.
    #[error("cannot open the database {}: see that it exists and may be read and written", .path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The thread that writes could not be started.
    #[error("cannot start the thread that writes to {}", .path.display())]
    Thread {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Opens or creates the file, ready to be written.
pub(super) fn for_writing(path: &Path) -> Result<Connection, OpenError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)
            .map_err(|source| OpenError::Folder { path: folder.to_owned(), source })?;
    }
    create_private(path);
    let failed = |source| explain(path, source);
    let mut db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    require_ours(&db, path)?;
    let mode: String = db
        .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
        .map_err(failed)?;
    if mode != "wal" {
        return Err(OpenError::NoWal { path: path.to_owned(), mode });
    }
    // In WAL mode, NORMAL would lose the last commits when the power fails.
    db.pragma_update(None, "synchronous", "full").map_err(failed)?;
    db.pragma_update(None, "cache_size", CACHE).map_err(failed)?;
    db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT).map_err(failed)?;
    migrate(&mut db, path)?;
    Ok(db)
}

/// Creates the file so that nobody but its owner can read customers' messages; SQLite gives its
/// other files the same permissions. One that is there keeps those that somebody gave it. If this
/// fails, opening it fails too, and says why.
fn create_private(path: &Path) {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.write(true).create_new(true).open(path);
}

/// Opens the file for reading; nothing in it changes.
pub(super) fn for_reading(path: &Path) -> Result<Connection, OpenError> {
    let db = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let found = require_ours(&db, path)?;
    if found < MIGRATIONS.len() {
        return Err(OpenError::TooOld { path: path.to_owned(), found, known: MIGRATIONS.len() });
    }
    Ok(db)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, OpenError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
        .and_then(|db| db.busy_timeout(BUSY_TIMEOUT).map(|()| db))
        .map_err(|source| explain(path, source))
}

/// The version of the tables, of a file that is Docent's or still empty.
fn require_ours(db: &Connection, path: &Path) -> Result<usize, OpenError> {
    let failed = |source| explain(path, source);
    let mark: i32 =
        db.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(failed)?;
    let tables: i64 =
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
    if mark != APPLICATION_ID && (mark != 0 || tables != 0) {
        return Err(OpenError::Foreign { path: path.to_owned() });
    }
    let found = version(db).map_err(failed)?;
    if found > MIGRATIONS.len() {
        return Err(OpenError::TooNew { path: path.to_owned(), found, known: MIGRATIONS.len() });
    }
    Ok(found)
}

fn migrate(db: &mut Connection, path: &Path) -> Result<(), OpenError> {
    migrate_to(db, MIGRATIONS).map_err(|source| explain(path, source))
}

fn migrate_to(db: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    // The lock comes first: another process may be about to do the same.
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = version(&transaction)?;
    for (at, step) in migrations.iter().enumerate().skip(done) {
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", at as i64 + 1)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()
}

fn version(db: &Connection) -> rusqlite::Result<usize> {
    let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(found).unwrap_or(usize::MAX))
}

fn explain(path: &Path, source: rusqlite::Error) -> OpenError {
    let path = path.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotADatabase { path },
        _ => OpenError::Sqlite { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_gets_all_tables_and_opening_it_again_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/folder/docent.db");
        let schema = |db: &Connection| -> Vec<String> {
            db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap()
        };
        let first = schema(&for_writing(&path).unwrap());
        let again = for_writing(&path).unwrap();
        assert_eq!(schema(&again), first);
        assert_eq!(version(&again).unwrap(), MIGRATIONS.len());
        assert!(first.iter().any(|sql| sql.contains("TABLE messages")), "{first:?}");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_messages() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let _db = for_writing(&folder.path().join("docent.db")).unwrap();
        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect();
        assert_eq!(files.len(), 3, "{files:?}");
        for file in files {
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{file:?}");
        }
    }

    #[test]
    fn a_commit_waits_for_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let db = for_writing(&folder.path().join("docent.db")).unwrap();
        let full: i64 = db.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
        let mode: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!((full, mode.as_str()), (2, "wal"));
    }

    #[test]
    fn messages_of_the_first_version_can_still_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("docent.db");
        let mut db = Connection::open(&path).unwrap();
        migrate_to(&mut db, &MIGRATIONS[..1]).unwrap();
        db.execute_batch(
            "INSERT INTO messages VALUES ('1', 'D-1', 1, 1, 'en', '', 'mia@example.com', '', 'Hello',
             'refund', NULL, NULL)",
        )
        .unwrap();
        drop(db);
        for_writing(&path).unwrap();
        let messages = super::super::SqliteReader::open(&path).unwrap().messages().unwrap();
        assert_eq!(messages[0].message.message, "Hello");
        assert_eq!(messages[0].message.context.search.as_deref(), Some("refund"));
    }

    #[test]
    fn later_steps_are_added_to_a_file_that_has_the_earlier_ones() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate_to(&mut db, &["CREATE TABLE a (x)"]).unwrap();
        db.execute("INSERT INTO a VALUES (1)", []).unwrap();
        migrate_to(&mut db, &["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y"]).unwrap();
        let row = db.query_row("SELECT x, y FROM a", [], |row| Ok((row.get(0)?, row.get(1)?)));
        assert_eq!(row.unwrap(), (1, None::<i32>));
        assert_eq!(version(&db).unwrap(), 2);
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate_to(&mut db, &["CREATE TABLE a (x)", "CREATE TABLE b (x); NONSENSE"]).unwrap_err();
        let tables: i64 =
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!((tables, version(&db).unwrap()), (0, 0));
    }

    #[test]
    fn a_file_that_is_no_database_of_ours_is_named_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("notes.txt");
        fs::write(&text, "Not a database, but long enough to be mistaken for one. ".repeat(99))
            .unwrap();
        let error = for_writing(&text).expect_err("a text file");
        assert!(matches!(error, OpenError::NotADatabase { .. }), "{error:?}");
        assert!(error.to_string().contains("notes.txt"), "{error}");

        let foreign = folder.path().join("foreign.db");
        Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
        let before = fs::read(&foreign).unwrap();
        let error = for_writing(&foreign).expect_err("a foreign database");
        assert!(matches!(error, OpenError::Foreign { .. }), "{error:?}");
        assert_eq!(fs::read(&foreign).unwrap(), before);

        let error = for_writing(folder.path()).expect_err("a folder");
        assert!(matches!(error, OpenError::Sqlite { .. }), "{error:?}");
    }

    #[test]
    fn a_newer_file_asks_for_an_update() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("docent.db");
        for_writing(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
        for error in [for_writing(&path).unwrap_err(), for_reading(&path).unwrap_err()] {
            assert!(matches!(error, OpenError::TooNew { found: 999, .. }), "{error:?}");
        }
    }
}
