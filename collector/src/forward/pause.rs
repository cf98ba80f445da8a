//! When to try again.

use std::time::Duration;

/// Pauses after the first, second, … attempt that failed, in seconds: those that the Standard
/// Webhooks specification suggests. With the last, a target had more than three days to come back.
const PAUSES: [u64; 10] = [
    5,
    5 * 60,
    30 * 60,
    2 * 3_600,
    5 * 3_600,
    10 * 3_600,
    14 * 3_600,
    20 * 3_600,
    24 * 3_600,
    24 * 3_600,
];

/// The pause after so many attempts; nothing when it is time to give up. `chance` is from 0 to
/// 255: up to a tenth is added by it, so that what failed together is not tried again together.
pub(super) fn after(attempts: u32, chance: u8) -> Option<Duration> {
    let at = usize::try_from(attempts.saturating_sub(1)).ok()?;
    let seconds = *PAUSES.get(at)?;
    Some(Duration::from_millis(seconds * 1_000 + seconds * 100 * u64::from(chance) / 255))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_after_more_than_three_days() {
        let pauses: Vec<_> = (1..).map_while(|attempts| after(attempts, 0)).collect();
        assert!(pauses.is_sorted(), "{pauses:?}");
        assert_eq!(pauses[0], Duration::from_secs(5));
        assert!(pauses.iter().sum::<Duration>() > Duration::from_secs(3 * 24 * 3_600));
        assert_eq!(after(11, 0), None);
    }

    #[test]
    fn chance_adds_a_tenth_at_most() {
        assert_eq!(after(1, 255), Some(Duration::from_millis(5_500)));
        // The longest pause is still below what counts as a wrong clock.
        assert!(after(10, 255).unwrap() < Duration::from_secs(2 * 24 * 3_600));
    }
}
