//! `docent-collector`: the collector as a service of its own, for sites whose files are served
//! elsewhere.

use std::{io::Write, net::IpAddr, path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::Parser;
use docent_collector::{
    Collector, DataArgs, LogArgs, Origin, app, listen, serve, settings::Settings, store::Database,
    url,
};

/// Keeps votes and messages of a Docent help centre, and hands messages on.
#[derive(Debug, Parser)]
#[command(name = "docent-collector", version, about, max_term_width = 100)]
struct Args {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    log: LogArgs,
    /// Port to listen on; if it is in use, one of the next 20.
    #[arg(long, default_value_t = 8081, env = "DOCENT_PORT")]
    port: u16,
    /// Address to listen on; 0.0.0.0 to be reached from other machines.
    #[arg(long, default_value = "127.0.0.1", env = "DOCENT_ADDRESS")]
    address: IpAddr,
    /// Site that has the widget, such as https://www.example.com; can be repeated.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<Origin>,
    /// File of settings: where messages are handed on to, and more; see the manual.
    #[arg(long, value_name = "FILE.toml", env = "DOCENT_SETTINGS")]
    settings: Option<PathBuf>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    args.log.start();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> anyhow::Result<()> {
    let settings = Settings::load(args.settings.as_deref(), &args.allow_origin)?;
    let place = args.data.place();
    let store = Database::open(&place)?;
    let collector = Collector::new(store, args.data.attachments()?, &settings, Vec::new())?;
    let listener = listen(args.address, args.port)?;
    let address = listener.local_addr().context("cannot tell which port is listened on")?;
    // Nobody listening is no reason not to serve.
    let _ = writeln!(
        std::io::stdout(),
        "Votes and messages sent to {}v1/ are kept in {place}\nStop with Ctrl-C.",
        url(address),
    );
    serve(app(collector.clone()), &collector, listener)?;
    Ok(())
}
