//! The subcommand itself: options, what it says, and how it stops.

use std::{
    io::Write,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use docent_collector::{DataArgs, LogArgs, Origin, listen, serve, store::Place, url};

use super::{HostOptions, Settings, centres::centres, open};

/// Options of `docent host`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder that `docent build` wrote.
    dir: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    log: LogArgs,
    /// Port to listen on; if it is in use, one of the next 20.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; 0.0.0.0 to be reached from other machines.
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
    /// Site that embeds the widget from here, such as https://www.example.com; can be repeated.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<Origin>,
    /// File of settings: where messages are handed on to, and more; see the manual.
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
}

/// Serves until it is told to stop.
///
/// # Errors
///
/// The folder, the file of votes and messages, the settings, or the port cannot be used.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    args.log.start();
    let settings = Settings::load(args.settings.as_deref(), &args.allow_origin)?;
    let (data, files) = (args.data.place(), args.data.attachments()?);
    let options = HostOptions { dir: args.dir.clone(), data, files, settings };
    let (app, collector) = open(&options)?;
    let listener = listen(args.address, args.port)?;
    let address = listener.local_addr().context("cannot tell which port is listened on")?;
    announce(args, &options, address);
    serve(app, &collector, listener)?;
    Ok(ExitCode::SUCCESS)
}

fn announce(args: &Args, options: &HostOptions, address: SocketAddr) {
    let HostOptions { dir, data, settings, .. } = options;
    let dir = dir.display();
    if args.port != 0 && address.port() != args.port {
        say(&format!("Port {} is in use, so this is on port {}.", args.port, address.port()));
    }
    say(&format!("Serving {dir} at {}", url(address)));
    let centres = centres(&args.dir);
    for path in centres.iter().filter(|path| !path.is_empty()) {
        say(&format!("  help centre at {}/{path}", url(address).trim_end_matches('/')));
    }
    say(&format!("Votes and messages are kept in {data}"));
    say(&match data {
        Place::Sqlite(_) => format!("  (read them with `docent inbox --data {data}`)"),
        Place::Postgres(_) => "  (read them with `docent inbox`)".to_owned(),
    });
    for origin in &settings.allow_origins {
        say(&format!("Pages of {origin} may embed it"));
    }
    if centres.is_empty() && !args.dir.join("index.html").is_file() {
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
