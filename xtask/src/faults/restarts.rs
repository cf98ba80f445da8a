//! The service is killed, or the database under it.

use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::load::Load;
use crate::service::{Programs, Service};
use crate::tools::postgres::{Postgres, Stop};

/// How long the service is written to before each fault, in milliseconds: one of so many, so that
/// it strikes at another moment each time.
const WRITTEN_TO: [u64; 7] = [30, 55, 90, 140, 210, 330, 480];

const LEFT_OUT: &str = "left out: there is no PostgreSQL";

/// The service is killed again and again, with a file of SQLite's.
pub(crate) fn kill(programs: &Programs, times: u32) -> Result<String> {
    let service = Service::new(programs)?;
    kill_again_and_again(service, times)
}

/// The same with PostgreSQL.
pub(crate) fn kill_with_postgres(programs: &Programs, times: u32) -> Result<String> {
    let Some(postgres) = Postgres::for_tests()? else { return Ok(LEFT_OUT.to_owned()) };
    let service = Service::new(programs)?.with_data(postgres.url());
    kill_again_and_again(service, times)
}

fn kill_again_and_again(mut service: Service<'_>, times: u32) -> Result<String> {
    service.start()?;
    let load = Load::start(service.address());
    let mut back = Vec::new();
    for time in 0..times {
        load.wait_for_more()?;
        pause(time);
        service.kill()?;
        back.push(service.start()?);
    }
    let ledger = load.end()?;
    ledger.compare(&service.inbox()?)?;
    Ok(format!("killed {times} times, back after {}; {}", median(back), ledger.summary()))
}

/// The server of the database is stopped under a service that stays.
pub(crate) fn database(programs: &Programs, times: u32) -> Result<String> {
    let Some(mut postgres) = Postgres::for_tests()? else { return Ok(LEFT_OUT.to_owned()) };
    let mut service = Service::new(programs)?.with_data(postgres.url());
    service.start()?;
    let load = Load::start(service.address());
    let mut back = Vec::new();
    for time in 0..times.div_ceil(5) {
        load.wait_for_more()?;
        pause(time);
        postgres.stop(if time % 2 == 0 { Stop::AtOnce } else { Stop::Orderly })?;
        pause(time + 3);
        postgres.run()?;
        back.push(load.wait_for_more()?);
    }
    let ledger = load.end()?;
    ledger.compare(&service.inbox()?)?;
    let times = back.len();
    Ok(format!("restarted {times} times, back after {}; {}", median(back), ledger.summary()))
}

fn pause(time: u32) {
    let at = usize::try_from(time).unwrap_or_default() % WRITTEN_TO.len();
    thread::sleep(Duration::from_millis(WRITTEN_TO[at]));
}

fn median(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    format!("{} ms (median)", median.as_millis())
}
