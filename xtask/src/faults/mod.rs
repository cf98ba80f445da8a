//! `cargo xtask faults`: the collector under what goes wrong with machines, databases and clients.
//!
//! After each fault, everything that was acknowledged must be there, once, and the service must
//! have come back by itself.

mod clients;
mod clock;
mod crowd;
mod disk;
mod ledger;
mod load;
mod restarts;

use std::time::Instant;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::process;
use crate::progress::{duration, note};
use crate::service::Programs;
use crate::workspace::Workspace;

/// Options of `cargo xtask faults`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How often the service is killed, and the database
    #[arg(long, default_value_t = 50)]
    times: u32,
    /// Faults to try; all of them when none is named
    #[arg(value_enum)]
    faults: Vec<Fault>,
}

impl Args {
    /// Every fault, and each a few times.
    pub(crate) fn few() -> Self {
        Self { times: 8, faults: Vec::new() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Fault {
    /// The service is killed while it is written to
    Kill,
    /// The service is killed while it is written to, with PostgreSQL
    KillPostgres,
    /// The database server is stopped as if by a power cut, and started again
    Database,
    /// The disk is full, and has space again
    Disk,
    /// The clock jumps by days, back and forth
    Clock,
    /// Clients that send a byte a second, a body of a gigabyte, and nothing at all
    Clients,
    /// Ten thousand open connections
    Crowd,
    /// The mail server is down, and the service is started again meanwhile
    Mail,
}

/// Tries the named faults, or all of them.
pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let programs = Programs::build(workspace)?;
    let faults = if args.faults.is_empty() { Fault::value_variants() } else { &args.faults };
    for fault in faults {
        let name = fault.to_possible_value().map(|value| value.get_name().to_owned());
        let name = name.unwrap_or_default();
        let started = Instant::now();
        let outcome = match fault {
            Fault::Kill => restarts::kill(&programs, args.times),
            Fault::KillPostgres => restarts::kill_with_postgres(&programs, args.times),
            Fault::Database => restarts::database(&programs, args.times),
            Fault::Disk => disk::run(&programs),
            Fault::Clock => clock::run(&programs),
            Fault::Clients => clients::run(&programs),
            Fault::Crowd => crowd::run(&programs),
            Fault::Mail => mail(workspace),
        };
        let outcome = outcome.with_context(|| {
            format!("the fault `{name}` did harm; try it alone with `cargo xtask faults {name}`")
        })?;
        note(&format!("{name}: {outcome} ({})", duration(started.elapsed())));
    }
    Ok(())
}

/// The service's own test, which has a mail server to speak to.
fn mail(workspace: &Workspace) -> Result<String> {
    let mut command = workspace.cargo();
    command.args(["test", "--quiet", "--locked", "--test=service"]);
    process::run_quietly(command.args(["--", "forwarding::mail_waits"]))?;
    Ok("the mail came once, after the mail server and the service were started again".to_owned())
}
