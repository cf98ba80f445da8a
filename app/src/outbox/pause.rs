//! How long to wait before the next attempt.

/// Milliseconds after so many failures in a row: two seconds, doubling up to ten minutes.
pub(crate) fn pause_ms(failures: u32) -> u32 {
    let doublings = failures.saturating_sub(1).min(16);
    (2_000_u32 << doublings).min(600_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stop_growing() {
        let pauses: Vec<_> = [1, 2, 3, 8, 9, 10, 1_000].map(|n| pause_ms(n) / 1_000).to_vec();
        assert_eq!(pauses, [2, 4, 8, 256, 512, 600, 600]);
    }
}
