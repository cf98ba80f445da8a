//! `docent serve`: the help centre while it is written. Every saved change is built in memory and
//! shown by the pages that are open.
//!
//! Nothing is written to the disk, so nothing is left when it ends. What a build is, `build` knows;
//! this module knows when to build and who is told.

mod answer;
mod names;
mod notice;
mod preview;
mod watch;
mod work;

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use docent_collector::{listen, url};

use crate::language;
use crate::stop::Stop;
use crate::widget::WidgetArgs;
use watch::Watch;
use work::Work;

/// The port where none is named.
const PORT: u16 = 4000;

/// Options of `docent serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder with the articles (`**/*.md`), their pictures and docent.toml
    content: PathBuf,
    /// Port to listen on; if left out, 4000 or one of the next 20
    #[arg(long)]
    port: Option<u16>,
    /// Address to listen on; 0.0.0.0 to be reached from other machines
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Language of the articles, where docent.toml names none
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    #[command(flatten)]
    widget: WidgetArgs,
}

/// Serves until it is told to stop.
///
/// # Errors
///
/// The folder, the widget or the port cannot be used. Faults in the content are no reason to stop.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    args.lang.as_deref().map(language::of_option).transpose()?;
    let widget = args.widget.read()?;
    let listener = listener(args)?;
    let address = listener.local_addr().context("cannot tell which port is listened on")?;
    // Before anything is read, so that no change between reading and watching is lost.
    let watch = Watch::start(&args.content);
    let work = Work::begin(&args.content, args.lang.clone(), widget, start)?;
    announce(args, address);
    let preview = work.preview();
    std::thread::Builder::new()
        .name("build".into())
        .spawn(move || work.go_on(watch))
        .context("cannot start a thread to build in")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start threads to answer browsers")?;
    let outcome = runtime.block_on(async {
        let mut stop = Stop::listen().context("cannot listen for Ctrl-C")?;
        tokio::select! {
            outcome = answer::serve(listener, preview) => outcome,
            _ = stop.told() => Ok(()),
        }
    });
    // A build that is under way has nothing to clean up.
    runtime.shutdown_background();
    outcome.map(|()| ExitCode::SUCCESS)
}

/// Listens where the options say.
fn listener(args: &Args) -> Result<TcpListener> {
    let Some(port) = args.port else { return Ok(listen(args.host, PORT)?) };
    match TcpListener::bind((args.host, port)) {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => bail!(
            "port {port} is in use on {}: stop what uses it, name another one, or leave `--port` \
             out to take the next free one",
            args.host
        ),
        // What else can be wrong is said in the same way as for the port that is not named.
        Err(_) => Ok(listen(args.host, port)?),
    }
}

fn announce(args: &Args, address: SocketAddr) {
    if args.port.is_none() && address.port() != PORT {
        say(&format!("Port {PORT} is in use, so this is on port {}.", address.port()));
    }
    say(&format!("Serving {} at {}", args.content.display(), url(address)));
    say("Saved changes appear in the browser by themselves. Stop with Ctrl-C.");
}

/// Tells whoever started this. Nobody listening any more is no reason to stop.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
