//! One run of a program: its time, and the memory that it needed at most.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Between two looks at the memory.
const PAUSE: Duration = Duration::from_millis(20);

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) seconds: f64,
    /// Of the largest of its processes, in megabytes; 0 where the system does not tell.
    pub(super) peak_mb: f64,
}

/// Runs a program in silence.
pub(super) fn measure(mut command: Command) -> Result<Run> {
    let started = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut peak_kb = 0_u64;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak_kb = peak_kb.max(peak_of(child.id()));
        thread::sleep(PAUSE);
    };
    let seconds = started.elapsed().as_secs_f64();
    if !status.success() {
        bail!("`{command:?}` failed ({status})");
    }
    Ok(Run { seconds, peak_mb: peak_kb as f64 / 1024.0 })
}

/// The largest peak so far among a process and those that it has started, in kilobytes.
fn peak_of(root: u32) -> u64 {
    let mut parents = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        let number = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        parents.insert(id, (number("PPid:"), number("VmHWM:").unwrap_or(0)));
    }
    let is_ours = |id: &u32| {
        let mut id = *id;
        loop {
            if id == root {
                return true;
            }
            match parents.get(&id).and_then(|(parent, _)| *parent) {
                Some(parent) if parent > 1 => id = parent as u32,
                _ => return false,
            }
        }
    };
    parents.iter().filter(|(id, _)| is_ours(id)).map(|(_, (_, peak))| *peak).max().unwrap_or(0)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn time_and_memory_of_a_process_that_another_has_started_are_seen() {
        // `tail` keeps what it has read of a line that does not end.
        let mut command = Command::new("sh");
        command.args(["-c", "head -c 40000000 /dev/zero | tail -n 1 | wc -c; sleep 0.2"]);
        let run = measure(command).unwrap_or_else(|error| panic!("{error}"));
        assert!(run.seconds >= 0.2, "{run:?}");
        assert!(run.peak_mb > 20.0, "{run:?}");
    }

    #[test]
    fn a_failure_is_no_time() {
        assert!(measure(Command::new("false")).is_err());
    }
}
