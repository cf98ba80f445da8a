//! The clock jumps by days, back and forth, while the service is written to.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::load::Load;
use crate::service::{Programs, Service};
use crate::tools::apt::Apt;

/// Where Debian and others put the library that tells programs another time.
const LIBRARIES: [&str; 3] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
];

/// How the clock is wrong, one after the other.
const JUMPS: [&str; 6] = ["-1d", "+400d", "-20000d", "+0", "+20000d", "+0"];

pub(crate) fn run(programs: &Programs) -> Result<String> {
    let Some(library) = library()? else {
        return Ok("left out: the library `faketime` is missing".to_owned());
    };
    let service = Service::new(programs)?;
    let time = service.folder().join("time");
    fs::write(&time, "+0")?;
    let mut service = service
        .with_variable("LD_PRELOAD", library)
        .with_variable("FAKETIME_TIMESTAMP_FILE", &time)
        .with_variable("FAKETIME_NO_CACHE", "1")
        // Pauses are measured by a clock that does not jump.
        .with_variable("DONT_FAKE_MONOTONIC", "1");
    service.start()?;
    let load = Load::start(service.address());
    for jump in JUMPS {
        load.wait_for_more()?;
        fs::write(&time, jump)?;
        thread::sleep(Duration::from_millis(300));
    }
    load.wait_for_more()?;
    let ledger = load.end()?;
    ledger.compare(&service.inbox()?)?;
    Ok(format!("{} jumps of up to 55 years; {}", JUMPS.len(), ledger.summary()))
}

fn library() -> Result<Option<&'static str>> {
    let find = || LIBRARIES.into_iter().find(|path| Path::new(path).is_file());
    if find().is_none()
        && let Some(apt) = Apt::find()
    {
        apt.install(&["libfaketime"], "some seconds")?;
    }
    Ok(find())
}
