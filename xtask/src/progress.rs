//! What the person sees while they wait: one line when a step starts, with the time it usually
//! takes, and one when it is done, with the time it took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs one step between its two lines. `usually` says how long it takes, as in "about a minute".
pub(crate) fn step<T>(what: &str, usually: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("· {what} ({usually})");
    let started = Instant::now();
    let result = work()?;
    println!("  done in {}", duration(started.elapsed()));
    Ok(result)
}

/// Says that a step had nothing to do, or what it found.
pub(crate) fn note(text: &str) {
    println!("· {text}");
}

/// A duration as a person would say it: `0.4 s`, `12 s`, `3 min 5 s`.
pub(crate) fn duration(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    if seconds < 10.0 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    if whole < 60 { format!("{whole} s") } else { format!("{} min {} s", whole / 60, whole % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_as_a_person_would() {
        let cases = [
            (40, "0.0 s"),
            (430, "0.4 s"),
            (12_300, "12 s"),
            (59_700, "1 min 0 s"),
            (185_000, "3 min 5 s"),
        ];
        for (millis, said) in cases {
            assert_eq!(duration(Duration::from_millis(millis)), said);
        }
    }
}
