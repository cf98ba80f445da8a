//! Ten thousand connections that are open at one time.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::load::Load;
use crate::service::{Programs, Service};

const CONNECTIONS: usize = 10_000;

/// The memory that the service may take with them, in MB.
const MEMORY_MAX: f64 = 200.0;

/// How long somebody else may have to wait for an answer meanwhile.
const WAIT_MAX: Duration = Duration::from_secs(10);

pub(crate) fn run(programs: &Programs) -> Result<String> {
    let mut service = Service::new(programs)?;
    service.start()?;
    let allowed = files_allowed();
    let count = CONNECTIONS.min(allowed.saturating_sub(256));
    let mut crowd = Vec::with_capacity(count);
    let opened = Instant::now();
    for number in 0..count {
        let mut stream = TcpStream::connect(service.address())
            .with_context(|| format!("connection {number} is refused"))?;
        // Half of them have begun to say something.
        if number % 2 == 0 {
            stream.write_all(b"POST /v1/events HTTP/1.1\r\nHost: a\r\n")?;
        }
        crowd.push(stream);
    }
    let opened = opened.elapsed();
    let load = Load::start(service.address());
    let wait = load.wait_for_more()?;
    ensure!(wait < WAIT_MAX, "somebody else waited {} s for an answer", wait.as_secs());
    let memory = service.memory();
    ensure!(memory.is_none_or(|memory| memory < MEMORY_MAX), "it holds {memory:?} MB");
    drop(crowd);
    load.wait_for_more()?;
    let ledger = load.end()?;
    ledger.compare(&service.inbox()?)?;
    Ok(format!(
        "{count} opened within {} ms, others answered after {} ms meanwhile, {:.0} MB in use; {}",
        opened.as_millis(),
        wait.as_millis(),
        memory.unwrap_or_default(),
        ledger.summary()
    ))
}

/// How many files and connections this process may have open.
fn files_allowed() -> usize {
    #[cfg(unix)]
    let allowed = rlimit::increase_nofile_limit(20_000).unwrap_or(256);
    #[cfg(not(unix))]
    let allowed: u64 = 8_192;
    usize::try_from(allowed).unwrap_or(usize::MAX)
}
