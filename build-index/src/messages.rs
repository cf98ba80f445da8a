//! `docent messages`: what is done with messages after they arrived: answered, handed on again,
//! and what a person may ask for.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::{Context, bail};
use docent_collector::{
    DataArgs, Erased, erase,
    store::{Database, Reader, Store, StoreError},
};
use jiff::Timestamp;

use crate::{
    inbox::{Inbox, print},
    wait::wait_for,
};

/// Options of `docent messages`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    data: DataArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print messages, the last one last.
    List {
        /// Only those that are not marked as answered.
        #[arg(long)]
        open: bool,
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Print one message.
    Show {
        /// Its reference, such as D-7K3M-2Q.
        reference: String,
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Mark a message as answered, for the report.
    Answered {
        /// Its reference, such as D-7K3M-2Q.
        reference: String,
        /// When, as 2026-03-31T12:00:00Z; now, if it is not said.
        #[arg(long, value_name = "TIME", conflicts_with = "not")]
        at: Option<Timestamp>,
        /// It is not answered after all.
        #[arg(long)]
        not: bool,
    },
    /// Hand on again what was given up, of one message or of all.
    Retry {
        /// Reference of the message.
        reference: Option<String>,
    },
    /// Print everything that is kept of a person, as JSON.
    Export {
        /// The person's mail address.
        email: String,
    },
    /// Remove everything that is kept of a person, for good.
    Erase {
        /// The person's mail address.
        email: String,
    },
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::List { open, json } => {
            let mut inbox = read(args)?;
            inbox.keep_messages(|stored| !open || stored.answered_at.is_none());
            print(&inbox, *json)?;
        }
        Command::Show { reference, json } => {
            let mut inbox = read(args)?;
            inbox.keep_messages(|stored| stored.reference.eq_ignore_ascii_case(reference));
            if inbox.messages.is_empty() {
                bail!("{}", no_such(reference));
            }
            print(&inbox, *json)?;
        }
        Command::Answered { reference, at, not } => {
            let at = at.unwrap_or_else(Timestamp::now).as_millisecond();
            let at = u64::try_from(at).context("that was before 1970")?;
            let reference = reference.to_ascii_uppercase();
            let at = (!not).then_some(at);
            if !change(args, async |store| store.set_answered(&reference, at).await)? {
                bail!("{}", no_such(&reference));
            }
            let state = if *not { "not answered" } else { "answered" };
            say(&format!("{reference} is marked as {state}."))?;
        }
        Command::Retry { reference } => {
            let now = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
            let reference = reference.as_ref().map(|text| text.to_ascii_uppercase());
            let count = change(args, async |store| store.retry(reference.as_deref(), now).await)?;
            say(&format!(
                "{count} to be handed on again, by the service that runs with {}.",
                args.data.place()
            ))?;
        }
        Command::Export { email } => {
            let mut inbox = read(args)?;
            inbox.keep_messages(|stored| stored.message.email.eq_ignore_ascii_case(email));
            print(&inbox, true)?;
        }
        Command::Erase { email } => {
            let files = args.data.attachments()?;
            let Erased { rows, files_left } =
                change(args, async |store| erase(store, &files, email).await)?;
            say(&format!(
                "{rows} messages of {email} are removed, with their files. Copies that were \
                 mailed, handed to other services or are in backups are not."
            ))?;
            if !files_left.is_empty() {
                let left: Vec<_> =
                    files_left.iter().map(|file| file.display().to_string()).collect();
                bail!(
                    "these files could not be removed; remove them yourself: {}",
                    left.join(", ")
                );
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// All messages, without the votes.
fn read(args: &Args) -> anyhow::Result<Inbox> {
    Inbox::read(&args.data, false)
}

/// Changes the store, which must be there already; a service may be writing to it meanwhile.
fn change<T>(
    args: &Args,
    work: impl AsyncFnOnce(&Database) -> Result<T, StoreError>,
) -> anyhow::Result<T> {
    // A wrong name must not make a new file.
    let place = args.data.place();
    Reader::open(&place)?;
    let store = Database::open(&place)?;
    wait_for(async { Ok(work(&store).await?) })
}

fn no_such(reference: &str) -> String {
    format!("there is no message with the reference {reference}; `docent messages list` has all")
}

fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}
