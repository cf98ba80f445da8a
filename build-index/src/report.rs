//! `docent report`: what to write or mend next.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use docent_collector::{
    DataArgs,
    report::{Report, ReportOptions},
    store::Reader,
};
use jiff::Timestamp;

use crate::{built::known_articles, inbox::wait_for};

/// Options of `docent report`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// How many days back.
    #[arg(long, default_value_t = 90)]
    days: u32,
    /// Folder that `docent build` wrote, to name articles and those that nobody opens.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Within how many hours you promise to answer messages.
    #[arg(long, value_name = "HOURS")]
    reply_hours: Option<u32>,
    /// Print JSON instead of text.
    #[arg(long, conflicts_with = "html")]
    json: bool,
    /// Print a page of HTML instead of text.
    #[arg(long)]
    html: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let until = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
    let options = ReportOptions {
        since: until.saturating_sub(u64::from(args.days) * 24 * 60 * 60 * 1_000),
        until,
        articles: args.site.as_deref().map(known_articles).transpose()?.unwrap_or_default(),
        reply_hours: args.reply_hours,
    };
    let reader = Reader::open(&args.data.place())?;
    let facts = wait_for(async { Ok(reader.facts(options.since).await?) })?;
    let report = Report::new(&facts, &options);
    let text = if args.json {
        serde_json::to_string_pretty(&report)? + "\n"
    } else if args.html {
        report.to_html()
    } else {
        report.to_text()
    };
    match io::stdout().lock().write_all(text.as_bytes()) {
        // Whoever read this has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        printed => printed.map(|()| ExitCode::SUCCESS).context("cannot print the report"),
    }
}
