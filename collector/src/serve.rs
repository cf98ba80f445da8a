//! The service on its port: found, announced by whoever asked for it, and ended without loss.

use std::{
    io::{self, Write},
    net::TcpListener,
    pin::pin,
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::{Collector, Store};

/// How long a client may take for the head of a request, and be silent before the next one.
const HEADER_TIME: Duration = Duration::from_secs(20);

/// The most bytes that are held of a connection at one time. A head is not longer.
const BUFFER_MAX: usize = 64 * 1024;

/// How long to wait after a connection could not be taken.
const BREATH: Duration = Duration::from_millis(100);

/// How many files and connections are asked for; with more, memory would be the bound.
const FILES_MAX: u64 = 20_000;

/// How many a system gives that does not say; POSIX systems usually give more.
#[cfg(unix)]
const FILES_MIN: u64 = 256;

/// How many of them are not for clients.
const FILES_RESERVED: u64 = 128;

/// How long requests that are under way may take to finish after a signal to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Why it does not serve any longer.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The threads that serve could not be started.
    #[error("cannot start the threads that serve")]
    Threads(#[source] io::Error),
    /// The port cannot be listened on.
    #[error("cannot listen on the port")]
    Listen(#[source] io::Error),
    /// It was listened on, and cannot be any longer.
    #[error("cannot serve any longer")]
    Serve(#[source] io::Error),
}

/// Serves `app` and does what `collector` does besides answering, until it is told to stop by
/// Ctrl-C or the signal to terminate. Then requests that are under way are finished first.
///
/// # Errors
///
/// The port cannot be listened on.
pub fn serve<S: Store>(
    app: Router,
    collector: &Collector<S>,
    listener: TcpListener,
) -> Result<(), ServeError> {
    listener.set_nonblocking(true).map_err(ServeError::Listen)?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Threads)?
        .block_on(async {
            tokio::select! {
                result = answer(app, listener) => result,
                // It has no end.
                () = collector.work() => Ok(()),
            }
        })
}

async fn answer(app: Router, listener: TcpListener) -> Result<(), ServeError> {
    let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::Listen)?;
    let slots = Arc::new(Semaphore::new(connections_max()));
    let connections = GracefulShutdown::new();
    let mut stop = pin!(signal());
    loop {
        // Where all are taken, the system keeps the next ones waiting.
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { break };
        let (stream, address) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Either that client has gone, or the system has no more to give for a moment.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            },
        };
        // Answers are small and written whole: waiting to fill a packet only delays them.
        drop(stream.set_nodelay(true));
        let app = app.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(address));
            app.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIME)
            .max_buf_size(BUFFER_MAX)
            .serve_connection(TokioIo::new(stream), service);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // It ends with an error where the client goes away or is too slow.
            drop(connection.await);
            drop(slot);
        });
    }
    drop(listener);
    // Nobody listening any more is no reason to stop otherwise.
    let _ = writeln!(io::stdout(), "Stopping: requests that are under way are finished first.");
    let too_long = async {
        tokio::select! {
            () = signal() => {}
            () = tokio::time::sleep(DRAIN) => {}
        }
    };
    tokio::select! {
        () = connections.shutdown() => {}
        () = too_long => tracing::warn!("stopped before all requests were finished"),
    }
    Ok(())
}

/// How many connections are held at one time: as many as the system allows, but for those that the
/// database, files and handing on need.
fn connections_max() -> usize {
    #[cfg(unix)]
    let allowed = rlimit::increase_nofile_limit(FILES_MAX).unwrap_or(FILES_MIN);
    #[cfg(not(unix))]
    let allowed = FILES_MAX;
    usize::try_from(allowed.saturating_sub(FILES_RESERVED)).unwrap_or_default().max(16)
}

/// Waits for Ctrl-C or, where the system has it, the signal to terminate.
async fn signal() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
