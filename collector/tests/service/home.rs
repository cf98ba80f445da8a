//! Where a test's votes and messages are: in a file of SQLite's or, where `DOCENT_TEST_POSTGRES` is
//! the URL of a server's database, in a database of its own at that server.

use std::{env, path::Path, thread};

use docent_collector::store::Place;
use tokio_postgres::NoTls;
use uuid::Uuid;

/// URL of a database at whose server databases can be made.
const SERVER: &str = "DOCENT_TEST_POSTGRES";

pub(crate) struct Home {
    place: Place,
}

impl Home {
    pub(crate) fn new(folder: &Path) -> Self {
        match env::var(SERVER) {
            Ok(server) => Self { place: Place::Postgres(new_database(&server)) },
            Err(_) => Self::file(folder),
        }
    }

    /// A file, whatever the environment says.
    pub(crate) fn file(folder: &Path) -> Self {
        Self { place: folder.join("docent.db").into() }
    }

    /// A database at the server, if there is one.
    pub(crate) fn at_server() -> Option<Self> {
        let server = env::var(SERVER).ok()?;
        Some(Self { place: Place::Postgres(new_database(&server)) })
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// Runs SQL, and returns the number that it selects.
    pub(crate) async fn sql(&self, text: &str) -> Option<i64> {
        match &self.place {
            Place::Sqlite(file) => {
                let db = rusqlite::Connection::open(file).expect("the database");
                let mut statement = db.prepare(text).expect("SQL");
                let mut rows = statement.query([]).expect("an answer");
                rows.next().expect("a row").map(|row| row.get(0).expect("a number"))
            }
            Place::Postgres(url) => {
                let (client, connection) =
                    tokio_postgres::connect(url, NoTls).await.expect("the server");
                tokio::spawn(connection);
                client.batch_execute("SET search_path TO docent").await.expect("the schema");
                let rows = client.query(text, &[]).await.expect("an answer");
                rows.first().map(|row| row.get(0))
            }
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Place::Postgres(url) = &self.place {
            let (server, name) = url.rsplit_once('/').expect("a URL");
            run(&format!("{server}/postgres"), format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

fn new_database(server: &str) -> String {
    let name = format!("docent_{}", Uuid::now_v7().simple());
    run(server, format!("CREATE DATABASE {name}"));
    let (server, _) = server.rsplit_once('/').expect("a URL with the name of a database");
    format!("{server}/{name}")
}

/// Runs a statement in a thread of its own, because a test may be asynchronous or not.
fn run(url: &str, statement: String) {
    let url = url.to_owned();
    let run = async move {
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await.expect("the server");
        tokio::spawn(connection);
        client.batch_execute(&statement).await.expect("a statement that succeeds");
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    thread::spawn(move || runtime.block_on(run)).join().expect("the thread");
}
