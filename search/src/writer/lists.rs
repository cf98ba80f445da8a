//! Posting lists in the making. There are millions of postings, so they are packed as the index will
//! have them.

use crate::format::{Cursor, push_varint};

/// Ascending numbers, as what lies between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Ascending {
    pub(super) gaps: Vec<u8>,
    /// The least number that may come.
    next: u32,
    len: u32,
}

impl Ascending {
    /// Adds a number that is larger than the last one.
    pub(super) fn push(&mut self, number: u32) {
        make_room(&mut self.gaps, VARINT_MAX);
        push_varint(&mut self.gaps, number - self.next);
        self.next = number + 1;
        self.len += 1;
    }

    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// The numbers of both lists.
    pub(super) fn merged(&self, other: &Self) -> Self {
        let (mut mine, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        let both = std::iter::from_fn(|| {
            let least = mine.peek().into_iter().chain(theirs.peek()).min().copied()?;
            for list in [&mut mine, &mut theirs] {
                list.next_if_eq(&least);
            }
            Some(least)
        });
        both.collect()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        let (mut cursor, mut next) = (Cursor::new(&self.gaps), 0);
        std::iter::from_fn(move || {
            let number = next + cursor.varint()?;
            next = number + 1;
            Some(number)
        })
    }
}

impl Extend<u32> for Ascending {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, numbers: I) {
        numbers.into_iter().for_each(|number| self.push(number));
    }
}

impl FromIterator<u32> for Ascending {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut all = Self::default();
        all.extend(numbers);
        all
    }
}

/// The units of a field in which a word occurs, and how often.
#[derive(Clone, Debug, Default)]
pub(super) struct PostingList {
    pub(super) units: Ascending,
    /// Frequencies beyond a byte are saturated long before.
    pub(super) freqs: Vec<u8>,
}

impl PostingList {
    /// Adds a unit that comes after the last one.
    pub(super) fn push(&mut self, unit: u32, freq: u32) {
        self.units.push(unit);
        make_room(&mut self.freqs, 1);
        self.freqs.push(u8::try_from(freq).unwrap_or(u8::MAX));
    }

    pub(super) fn len(&self) -> usize {
        self.freqs.len()
    }

    fn iter(&self) -> impl Iterator<Item = (u32, u8)> {
        self.units.iter().zip(self.freqs.iter().copied())
    }

    /// Counts the occurrences of another word as one's own. Most words are in few fields.
    pub(super) fn absorb(&mut self, other: &Self) {
        if self.freqs.is_empty() {
            self.clone_from(other);
        } else if !other.freqs.is_empty() {
            *self = self.merged(other);
        }
    }

    fn merged(&self, other: &Self) -> Self {
        let units = self.units.merged(&other.units);
        let (mut mine, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        let freq = |unit: u32| {
            let of_unit = |(other, _): &(u32, u8)| *other == unit;
            let freqs = [mine.next_if(of_unit), theirs.next_if(of_unit)];
            freqs.into_iter().flatten().fold(0, |sum: u8, (_, freq)| sum.saturating_add(freq))
        };
        let freqs = units.iter().map(freq).collect();
        Self { units, freqs }
    }
}

/// The most bytes of a number.
const VARINT_MAX: usize = 5;

/// Makes room for some bytes more, and little beyond that: doubling would leave a third of all that
/// lists take out of use.
fn make_room(bytes: &mut Vec<u8>, more: usize) {
    if bytes.capacity() - bytes.len() < more {
        bytes.reserve_exact(more + bytes.len() / 8);
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_map, btree_set};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in btree_set(any::<u32>().prop_map(|n| n / 2), 0..40)) {
            let all: Ascending = numbers.iter().copied().collect();
            prop_assert_eq!(all.len() as usize, numbers.len());
            prop_assert!(all.iter().eq(numbers));
        }

        #[test]
        fn merged_lists_have_the_occurrences_of_both(
            one in btree_map(0..60_u32, 1..400_u32, 0..30),
            other in btree_map(0..60_u32, 1..400_u32, 0..30),
        ) {
            let list = |units: &std::collections::BTreeMap<u32, u32>| {
                let mut list = PostingList::default();
                units.iter().for_each(|(unit, freq)| list.push(*unit, *freq));
                list
            };
            let mut merged = list(&one);
            merged.absorb(&list(&other));
            let mut both = one;
            for (unit, freq) in other {
                *both.entry(unit).or_default() += freq;
            }
            prop_assert!(merged.iter().eq(both.iter().map(|(unit, freq)| (*unit, (*freq).min(255) as u8))));
        }
    }
}
