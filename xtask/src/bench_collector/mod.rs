//! `cargo xtask bench-collector`: how many batches of 20 events a second the collector
//! acknowledges, durably, with SQLite and with PostgreSQL.
//!
//! Service, database and clients share the machine, so that figures of one run can be compared
//! with each other, and are lower than those of a machine of the service's own.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use crate::process;
use crate::progress::note;
use crate::service::{Programs, Service};
use crate::timings::median;
use crate::tools::postgres::Postgres;
use crate::tools::wrk;
use crate::workspace::Workspace;

/// What `wrk` sends.
const SCRIPT: &str = include_str!("batches.lua");

/// How many events are in a batch.
const BATCH: u64 = 20;

/// The aims: answers a second with SQLite, milliseconds that 99 of 100 keep to, MB of memory.
const RATE: f64 = 2_000.0;
const P99: f64 = 50.0;
const MEMORY: f64 = 100.0;

/// Options of `cargo xtask bench-collector`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Seconds of each run
    #[arg(long, default_value_t = 15)]
    seconds: u32,
    /// Runs per database, of which the median counts
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Clients that send without a pause
    #[arg(long, default_value_t = 32)]
    clients: u32,
}

/// What `wrk` says at the end.
#[derive(Debug, Deserialize)]
struct Run {
    answers: u64,
    failures: u64,
    seconds: f64,
    p50_ms: f64,
    p99_ms: f64,
    max_ms: f64,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    wrk::ensure()?;
    let programs = Programs::build_to_ship(workspace)?;
    let sqlite = Service::new(&programs)?;
    let file = sqlite.folder().join("docent.db");
    measure("SQLite", sqlite, args, || bytes_of_file(&file))?;
    let postgres = Postgres::start()?;
    let service = Service::new(&programs)?.with_data(postgres.url());
    measure("PostgreSQL", service, args, || {
        postgres.number("SELECT pg_database_size(current_database())")
    })
}

fn measure(
    name: &str,
    mut service: Service<'_>,
    args: &Args,
    bytes: impl Fn() -> Result<u64>,
) -> Result<()> {
    service.start()?;
    let script = service.folder().join("batches.lua");
    fs::write(&script, SCRIPT)?;
    let empty = bytes()?;
    let (mut runs, mut memory) = (Vec::new(), 0.0_f64);
    for _ in 0..args.runs {
        let is_over = AtomicBool::new(false);
        let (run, most) = thread::scope(|scope| {
            let watch = scope.spawn(|| {
                let mut most = 0.0_f64;
                while !is_over.load(Ordering::Relaxed) {
                    most = most.max(service.memory().unwrap_or_default());
                    thread::sleep(Duration::from_millis(100));
                }
                most
            });
            let run = load(&service, &script, args);
            is_over.store(true, Ordering::Relaxed);
            (run, watch.join().unwrap_or_default())
        });
        runs.push(run?);
        memory = memory.max(most);
    }
    let acknowledged: u64 =
        runs.iter().map(|run| run.answers - run.failures.min(run.answers)).sum();
    let kept = events_kept(&service.report()?);
    ensure!(
        kept >= acknowledged * BATCH,
        "{acknowledged} batches of {BATCH} were acknowledged, and {kept} events are there"
    );
    let failures: u64 = runs.iter().map(|run| run.failures).sum();
    let of = |value: fn(&Run) -> f64| median(&mut runs.iter().map(value).collect::<Vec<_>>());
    let rate = of(|run| run.answers as f64 / run.seconds);
    let (p50, p99, max) = (of(|run| run.p50_ms), of(|run| run.p99_ms), of(|run| run.max_ms));
    let per_million = (bytes()?.saturating_sub(empty)) as f64 / kept as f64;
    note(&format!(
        "{name}: {rate:.0} batches of {BATCH} acknowledged a second ({:.0} events), p50 {p50:.1} ms, \
         p99 {p99:.1} ms, longest {max:.0} ms, {failures} failed; {memory:.0} MB of memory at most; \
         {kept} events kept in {per_million:.0} MB per million",
        rate * BATCH as f64
    ));
    for (what, is_met) in [
        (format!("{RATE} a second with SQLite"), rate >= RATE || name != "SQLite"),
        (format!("p99 below {P99} ms"), p99 < P99),
        (format!("below {MEMORY} MB"), memory < MEMORY),
    ] {
        note(&format!("  aim: {what}: {}", if is_met { "met" } else { "MISSED" }));
    }
    Ok(())
}

fn load(service: &Service<'_>, script: &Path, args: &Args) -> Result<Run> {
    let mut command = Command::new("wrk");
    command.args(["--threads=2", "--latency"]);
    command
        .args([format!("--connections={}", args.clients), format!("--duration={}s", args.seconds)]);
    command.arg("--script").arg(script).arg(format!("http://{}", service.address()));
    let said = process::capture(&mut command)?;
    let line = said.lines().find_map(|line| line.strip_prefix("DOCENT "));
    let line = line.with_context(|| format!("`wrk` said nothing that can be read:\n{said}"))?;
    serde_json::from_str(line).context("`wrk` said nothing that can be read")
}

/// Counts what the report counts.
fn events_kept(report: &Value) -> u64 {
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let summary = &report["summary"];
    let visits =
        summary["visits"].as_object().into_iter().flatten().map(|(_, count)| number(count));
    let articles = report["articles"].as_array().into_iter().flatten();
    let read = articles.map(|row| number(&row["views"]) + number(&row["helpful"]["whole"]));
    number(&summary["searches"]) + visits.sum::<u64>() + read.sum::<u64>()
}

/// The file and what SQLite has not yet put into it.
fn bytes_of_file(file: &Path) -> Result<u64> {
    let wal = file.with_extension("db-wal");
    let size = |file: &Path| fs::metadata(file).map_or(0, |data| data.len());
    Ok(size(file) + size(&wal))
}
