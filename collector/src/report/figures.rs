//! The arithmetic of the report. What each figure means is said in the manual's article on it.

use serde::Serialize;

/// The 97.5th percentile of the standard normal distribution, for intervals of 95 %.
const Z: f64 = 1.959_964;

/// A part of a whole, with the interval in which its true value lies 19 times of 20.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many; never 0.
    pub whole: u64,
    /// The part divided by the whole.
    pub share: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// The share and its Wilson score interval (E. B. Wilson, "Probable Inference, the Law of
    /// Succession, and Statistical Inference", JASA 22, 1927); nothing of nothing.
    #[must_use]
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let part = part.min(whole);
        let (n, share) = (whole as f64, part as f64 / whole as f64);
        let middle = share + Z * Z / (2.0 * n);
        let reach = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let below = 1.0 + Z * Z / n;
        let low = ((middle - reach) / below).max(0.0);
        Some(Self { part, whole, share, low, high: ((middle + reach) / below).min(1.0) })
    }
}

/// The middle one of some values; of an even number the lower of the two.
pub(super) fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_published_examples() {
        // Computed with R's `binom::binom.wilson`.
        for (part, whole, low, high) in [
            (0, 10, 0.0, 0.277_533),
            (5, 10, 0.236_593, 0.763_407),
            (10, 10, 0.722_467, 1.0),
            (81, 263, 0.255_283, 0.366_238),
        ] {
            let share = Share::of(part, whole).unwrap();
            let is_near = |a: f64, b: f64| (a - b).abs() < 1e-4;
            assert!(is_near(share.low, low) && is_near(share.high, high), "{share:?}");
        }
        assert_eq!(Share::of(0, 0), None);
    }

    #[test]
    fn the_median_is_one_of_the_values() {
        assert_eq!(median(vec![9, 1, 5]), Some(5));
        assert_eq!(median(vec![9, 1]), Some(1));
        assert_eq!(median(vec![]), None);
    }
}
