//! `docent report`: what to write or mend next.

mod engine;
mod import;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;
use docent_collector::{
    DataArgs,
    report::{Counted, Finder, KnownArticle, Report, ReportOptions},
    store::{Facts, Reader},
};
use jiff::Timestamp;

use crate::{built::known_articles, wait::wait_for};
use engine::Engine;
use import::{Imported, Source, import};

/// A day, in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Options of `docent report`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// Take the figures from a CSV file that Plausible or Umami exported instead; can be repeated.
    /// With the event before a file that does not say it: docent:no-results=custom_props.csv.
    #[arg(long, value_name = "FILE.csv", conflicts_with = "data")]
    import: Vec<Source>,
    /// Language of what is imported; the first one of the site if it is not said.
    #[arg(long, value_name = "TAG", requires = "import")]
    lang: Option<String>,
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
    let articles = args.site.as_deref().map(known_articles).transpose()?.unwrap_or_default();
    let now = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
    let before = |moment: u64| moment.saturating_sub(u64::from(args.days) * DAY);
    let (facts, counted, until) = if args.import.is_empty() {
        let reader = Reader::open(&args.data.place())?;
        let facts = wait_for(async { Ok(reader.facts(before(now)).await?) })?;
        (facts, Counted::default(), now)
    } else {
        imported(args, &articles, now)?
    };
    let options = ReportOptions {
        since: before(until),
        until,
        articles,
        reply_hours: args.reply_hours,
        finder: args.site.clone().map(|site| Arc::new(Engine::new(site)) as Arc<dyn Finder>),
        counted,
    };
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

/// What the files tell, what is counted in them, and the last moment of it.
fn imported(
    args: &Args,
    articles: &[KnownArticle],
    now: u64,
) -> anyhow::Result<(Facts, Counted, u64)> {
    let first = articles.first().map(|known| known.lang.clone());
    let lang = args.lang.clone().or(first).context(
        "the files do not say in which language the help is; say it with --lang, or name the \
         built site with --site",
    )?;
    let Imported { facts, counted, until } = import(&args.import, &lang, args.days)?;
    Ok((facts, counted, until.and_then(|until| u64::try_from(until).ok()).unwrap_or(now)))
}
