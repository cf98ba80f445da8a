//! The service on its port: found, announced by whoever asked for it, and ended without loss.

use std::{
    io::{self, Write},
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum::{Router, serve::ListenerExt};
use tokio::sync::watch;

use crate::{Collector, Store};

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
    let listener = tokio::net::TcpListener::from_std(listener)
        .map_err(ServeError::Listen)?
        // Answers are small and written whole: waiting to fill a packet only delays them.
        .tap_io(|stream| drop(stream.set_nodelay(true)));
    let (stop, mut stopping) = watch::channel(());
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let drained = axum::serve(listener, app)
        .with_graceful_shutdown(async move { drop(stopping.changed().await) });
    let too_long = async {
        signal().await;
        // Nobody listening any more is no reason to stop otherwise.
        let _ = writeln!(io::stdout(), "Stopping: requests that are under way are finished first.");
        stop.send_replace(());
        tokio::select! {
            () = signal() => {}
            () = tokio::time::sleep(DRAIN) => {}
        }
    };
    tokio::select! {
        result = drained => result.map_err(ServeError::Serve),
        () = too_long => {
            tracing::warn!("stopped before all requests were finished");
            Ok(())
        }
    }
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
