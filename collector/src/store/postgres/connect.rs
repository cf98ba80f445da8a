//! Connections: with TLS where the URL asks for it, a bounded number of them, each set up so that
//! a commit is durable.

use std::{future::Future, io, thread, time::Duration};

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::{Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connections that a service holds at most. The server groups what they commit at one time; more
/// of them than this only wait for each other.
const CONNECTIONS_MAX: usize = 16;

/// How long a request waits for a connection before it is told to come again.
const WAIT: Duration = Duration::from_secs(5);

/// What every connection begins with. A commit that is not on the disk must not be acknowledged;
/// whoever set a stricter level, such as one that waits for a copy, keeps it.
const SET_UP: &str = "
    SET search_path TO docent;
    SET statement_timeout TO '30s';
    SET idle_in_transaction_session_timeout TO '30s';
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off'";

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The URL is none.
    #[error(
        "the URL of the database cannot be used; write it as postgres://USER:PASSWORD@HOST/DATABASE"
    )]
    Url(#[source] tokio_postgres::Error),
    /// No certificates to check the server's with, or no keys to talk to it.
    #[error("TLS cannot be used")]
    Tls(#[source] rustls::Error),
    /// The connections cannot be kept.
    #[error("no connections can be made")]
    Pool(#[source] deadpool_postgres::BuildError),
    /// The thread that waits for the answer could not be started.
    #[error("cannot start the thread that connects to the database")]
    Thread(#[source] io::Error),
    /// Nobody answers, or lets us in, or a statement fails.
    #[error(
        "the database does not let Docent in: see that it runs, and that user, password and \
         database in its URL are right"
    )]
    Server(#[source] tokio_postgres::Error),
    /// There are no tables of Docent's.
    #[error(
        "there is nothing of Docent's in this database: start `docent-collector` with it once to \
         make its tables, or name another database"
    )]
    Empty,
    /// The tables are those of a newer version.
    #[error(
        "the tables in this database are those of a newer version of Docent (version {found}, \
         which programs from version {oldest} on can use; this one knows {known}): update Docent"
    )]
    TooNew {
        /// Version of the tables.
        found: i32,
        /// Version of the oldest program that can use them.
        oldest: i32,
        /// Version of the tables that this program makes.
        known: i32,
    },
    /// The tables are those of an older version, and were not to be changed.
    #[error(
        "the tables in this database are those of an older version of Docent (version {found}; \
         this program knows {known}): start `docent-collector` with it once to bring them up to date"
    )]
    TooOld {
        /// Version of the tables.
        found: i32,
        /// Version of the tables that this program makes.
        known: i32,
    },
}

impl From<tokio_postgres::Error> for ConnectError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Server(error)
    }
}

/// Reads a URL, and prepares connections without making any.
pub(super) fn pool(url: &str) -> Result<(Config, Pool), ConnectError> {
    let mut config: Config = url.parse().map_err(ConnectError::Url)?;
    if config.get_application_name().is_none() {
        config.application_name("docent");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(WAIT);
    }
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(config.clone(), tls()?, recycling);
    let pool = Pool::builder(manager)
        .max_size(CONNECTIONS_MAX)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(WAIT))
        .create_timeout(Some(WAIT))
        .recycle_timeout(Some(WAIT))
        .post_create(Hook::async_fn(|client, _| {
            Box::pin(async move { client.batch_execute(SET_UP).await.map_err(HookError::Backend) })
        }))
        .build()
        .map_err(ConnectError::Pool)?;
    Ok((config, pool))
}

/// One connection, for making tables.
pub(super) async fn once(config: &Config) -> Result<Client, ConnectError> {
    let (client, connection) = config.connect(tls()?).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(%error, "the connection to the database has ended");
        }
    });
    Ok(client)
}

/// Waits for `work`, whether or not the caller is already inside of something asynchronous.
pub(super) fn wait_for(
    work: impl Future<Output = Result<(), ConnectError>> + Send + 'static,
) -> Result<(), ConnectError> {
    let run = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(ConnectError::Thread)?
            .block_on(work)
    };
    let thread = thread::Builder::new().name("docent-connect".to_owned()).spawn(run);
    let ended = thread.map_err(ConnectError::Thread)?.join();
    ended.unwrap_or_else(|_| Err(ConnectError::Thread(io::ErrorKind::Other.into())))
}

/// TLS that checks the server's certificate against those that the system trusts. Whether it is
/// used is up to `sslmode` in the URL.
fn tls() -> Result<MakeRustlsConnect, ConnectError> {
    let mut roots = RootCertStore::empty();
    // Without any, a connection that needs TLS says so.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = rustls::crypto::ring::default_provider();
    let config = ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .map_err(ConnectError::Tls)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
