//! What the programs say of themselves, on standard error: for people, or line by line for a
//! program that collects it.

use std::io::{IsTerminal, stderr};

use clap::ValueEnum;
use tracing::Level;

/// The form of what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// A JSON object on each line.
    Json,
}

/// The same option for every program that serves.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct LogArgs {
    /// How faults are written to standard error.
    #[arg(long, value_enum, default_value_t = LogFormat::Text, env = "DOCENT_LOG", hide_env = true)]
    log: LogFormat,
}

impl LogArgs {
    /// Begins to say what goes wrong, unless a program around this one has done so.
    pub fn start(self) {
        let log = tracing_subscriber::fmt()
            .with_max_level(Level::WARN)
            .with_target(false)
            .with_ansi(stderr().is_terminal())
            .with_writer(stderr);
        let _ = match self.log {
            LogFormat::Text => log.try_init(),
            LogFormat::Json => log.json().flatten_event(true).try_init(),
        };
    }
}
