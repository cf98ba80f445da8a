//! Waiting for what a page will show, without guessing how long that takes.

use std::fmt::Debug;
use std::thread;
use std::time::{Duration, Instant};

/// After this, what did not come will not come. Generous: a loaded machine is slow, not wrong.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Looks again and again until there is an answer.
///
/// # Panics
///
/// When none comes in time, with the last reason.
#[track_caller]
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
    let started = Instant::now();
    loop {
        match look() {
            Ok(found) => return found,
            Err(reason) if started.elapsed() > DEADLINE => {
                panic!("waited {} s for {what}; last seen: {reason}", DEADLINE.as_secs())
            }
            Err(_) => thread::sleep(PAUSE),
        }
    }
}

/// Looks until a value is the expected one.
///
/// # Panics
///
/// When it is not so in time, with the last value.
#[track_caller]
pub fn eventually_is<T, E>(what: &str, expected: E, mut look: impl FnMut() -> T)
where
    T: PartialEq<E> + Debug,
    E: Debug,
{
    eventually(&format!("{what} to be {expected:?}"), || {
        let found = look();
        if found == expected { Ok(()) } else { Err(format!("{found:?}")) }
    });
}
