//! The subcommand itself: options, what it says, and how it stops.

use std::{
    io::{IsTerminal, Write},
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use anyhow::Context;
use axum::{Router, serve::ListenerExt};
use tokio::{net::TcpListener, sync::watch};

use super::{HostOptions, Origin, address, router};

/// How long requests that are under way may take to finish after a signal to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Options of `docent host`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder that `docent build` wrote.
    dir: PathBuf,
    /// File that keeps votes and messages; created when it is not there.
    #[arg(long, value_name = "FILE.db", default_value = "docent-data/docent.db")]
    data: PathBuf,
    /// Port to listen on; if it is in use, one of the next 20.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; 0.0.0.0 to be reached from other machines.
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
    /// Site that embeds the widget from here, such as https://www.example.com; can be repeated.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<Origin>,
}

/// Serves until it is told to stop.
///
/// # Errors
///
/// The folder, the file of votes and messages, or the port cannot be used.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    // What the services report; a program that embeds this may have its own subscriber.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .try_init();
    let options = HostOptions {
        dir: args.dir.clone(),
        data: args.data.clone(),
        origins: args.allow_origin.clone(),
    };
    let app = router(&options)?;
    let listener = address::listen(args.address, args.port)?;
    listener.set_nonblocking(true).context("cannot listen without blocking")?;
    announce(args, listener.local_addr().context("cannot tell which port is listened on")?);
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the threads that serve")?
        .block_on(serve(app, listener))?;
    Ok(ExitCode::SUCCESS)
}

fn announce(args: &Args, address: SocketAddr) {
    let (dir, data) = (args.dir.display(), args.data.display());
    if args.port != 0 && address.port() != args.port {
        say(&format!("Port {} is in use, so this is on port {}.", args.port, address.port()));
    }
    say(&format!("Serving {dir} at {}", address::url(address)));
    say(&format!("Votes and messages are kept in {data}"));
    say(&format!("  (read them with `docent inbox --data {data}`)"));
    for origin in &args.allow_origin {
        say(&format!("Pages of {origin} may embed it"));
    }
    if !args.dir.join("index.html").is_file() {
        tracing::warn!(
            "there is no index.html in {dir}: is it a folder that `docent build` wrote?"
        );
    }
    say("Stop with Ctrl-C.");
}

/// Tells whoever started this. Nobody listening any more is no reason to stop serving.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

async fn serve(app: Router, listener: std::net::TcpListener) -> anyhow::Result<()> {
    let listener = TcpListener::from_std(listener)
        .context("cannot listen")?
        // Answers are small and written whole: waiting to fill a packet only delays them.
        .tap_io(|stream| drop(stream.set_nodelay(true)));
    let (stop, mut stopping) = watch::channel(());
    let drained = axum::serve(listener, app)
        .with_graceful_shutdown(async move { drop(stopping.changed().await) });
    let too_long = async {
        signal().await;
        say("Stopping: requests that are under way are finished first.");
        stop.send_replace(());
        tokio::select! {
            () = signal() => {}
            () = tokio::time::sleep(DRAIN) => {}
        }
    };
    tokio::select! {
        result = drained => result.context("cannot serve any longer"),
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
