//! The disk is full, and has space again.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::load::Load;
use crate::process;
use crate::service::{Programs, Service};

/// Size of the disk in MB, and of what somebody else keeps on it at first.
const DISK: usize = 16;
const OTHERS: usize = 12;

/// How long it may take to fill it.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) fn run(programs: &Programs) -> Result<String> {
    let mut service = Service::new(programs)?;
    let Some(disk) = Disk::mount(&service.folder().join("disk")) else {
        return Ok("left out: only the administrator may make a small disk".to_owned());
    };
    let others = disk.path.join("others");
    File::create(&others)?.write_all(&vec![1; OTHERS << 20])?;
    service = service.with_data(disk.path.join("docent.db"));
    service.start()?;
    let load = Load::start(service.address());
    let started = Instant::now();
    // Refused again and again, with nothing acknowledged in between.
    let mut seen = load.counts();
    while !(load.counts().0 == seen.0 && load.counts().1 > seen.1 + 10) {
        if started.elapsed() > PATIENCE {
            bail!("the disk was not filled within {} s", PATIENCE.as_secs());
        }
        seen = load.counts();
        thread::sleep(Duration::from_millis(500));
    }
    let filled = load.counts();
    fs::remove_file(&others).context("nobody can make space")?;
    let back = load.wait_for_more()?;
    let ledger = load.end()?;
    ledger.compare(&service.inbox()?)?;
    service.kill()?;
    Ok(format!(
        "full after {} requests, and back {} ms after there was space; {}",
        filled.0,
        back.as_millis(),
        ledger.summary()
    ))
}

/// A small disk in memory, gone when it is dropped.
struct Disk {
    path: PathBuf,
}

impl Disk {
    /// Nothing where that is not allowed.
    fn mount(path: &Path) -> Option<Self> {
        fs::create_dir(path).ok()?;
        let size = format!("size={DISK}m");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "docent-faults"]).arg(path);
        process::run_quietly(&mut mount).ok()?;
        Some(Self { path: path.to_owned() })
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Also while something on it is still open.
        if let Err(error) = process::run_quietly(Command::new("umount").arg("-l").arg(&self.path)) {
            eprintln!("  the small disk is still there: {error:#}");
        }
    }
}
