//! How long to wait before the next attempt.

/// Milliseconds after so many failures in a row: two seconds, doubling up to ten minutes, and of
/// that a random part from half to the whole. Else all visitors whom an endpoint has lost at once
/// would come back at once.
pub(crate) fn pause_ms(failures: u32, chance: u8) -> u32 {
    let doublings = failures.saturating_sub(1).min(16);
    let whole = (2_000_u32 << doublings).min(600_000);
    whole / 2 + whole / 512 * u32::from(chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stop_growing() {
        let pauses = |chance| [1, 2, 3, 8, 9, 10, 1_000].map(|n| pause_ms(n, chance) / 1_000);
        assert_eq!(pauses(255), [1, 3, 7, 255, 511, 598, 598]);
        assert_eq!(pauses(0), [1, 2, 4, 128, 256, 300, 300]);
    }
}
