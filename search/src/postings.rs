//! Posting lists of one field: in which units a term occurs, and how often.
//!
//! A unit is what the field belongs to: a document for the title, a section for its heading, a
//! passage for the body. Lists lie in the order of their lengths, shortest first: neighbours then
//! look alike, which is what Brotli needs. The order follows from the lengths, so it is not stored.

use crate::OpenError;
use crate::format::{Cursor, Layout, Part};

/// The lists of one field, for every term.
#[derive(Debug)]
pub(crate) struct Postings {
    lists: Vec<List>,
    gaps: Part,
    freqs: Part,
}

/// Where a list begins: in the gaps, and in the frequencies.
#[derive(Clone, Copy, Debug, Default)]
struct List {
    gaps_at: u32,
    freqs_at: u32,
    len: u32,
}

/// A unit that contains the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) unit: u32,
    pub(crate) term_freq: u8,
}

impl Postings {
    /// Finds where the lists begin. The caller reads each list once with [`Self::verified`], so
    /// that reading one later cannot fail.
    pub(crate) fn open(
        bytes: &[u8],
        layout: &Layout,
        [counts, gaps, freqs]: [Part; 3],
        num_units: usize,
    ) -> Result<Self, OpenError> {
        let mut cursor = Cursor::new(layout.part(bytes, counts));
        let mut lengths = Vec::new();
        let mut total = 0usize;
        while let Some(len) = cursor.varint().filter(|len| *len as usize <= num_units) {
            total += len as usize;
            lengths.push(len);
        }
        let gap_bytes = layout.part(bytes, gaps);
        let freq_bytes = layout.part(bytes, freqs);
        let complete = cursor.is_at_end()
            && freq_bytes.len() == total
            && !freq_bytes.contains(&0)
            && gap_bytes.iter().filter(|byte| **byte < 0x80).count() == total
            && gap_bytes.last().is_none_or(|last| *last < 0x80);
        if !complete {
            return Err(malformed());
        }
        let mut lists = vec![List::default(); lengths.len()];
        let (mut gaps_at, mut freqs_at) = (0, 0);
        for term in by_length(&lengths, num_units) {
            let len = lengths[term as usize];
            lists[term as usize] = List { gaps_at: gaps_at as u32, freqs_at, len };
            freqs_at += len;
            for _ in 0..len {
                gaps_at +=
                    1 + gap_bytes[gaps_at..].iter().take_while(|byte| **byte >= 0x80).count();
            }
        }
        Ok(Self { lists, gaps, freqs })
    }

    /// How many terms there are.
    pub(crate) fn num_terms(&self) -> usize {
        self.lists.len()
    }

    /// Hands a list to `visit`, and tells whether it is what it should be.
    pub(crate) fn verified(
        &self,
        bytes: &[u8],
        layout: &Layout,
        term: u32,
        num_units: usize,
        mut visit: impl FnMut(Posting),
    ) -> Result<(), OpenError> {
        let mut read = 0;
        for posting in self.list(bytes, layout, term) {
            if posting.unit as usize >= num_units {
                return Err(malformed());
            }
            read += 1;
            visit(posting);
        }
        if self.lists[term as usize].len == read { Ok(()) } else { Err(malformed()) }
    }

    /// The units that contain a term, in ascending order.
    #[inline]
    pub(crate) fn list<'b>(
        &self,
        bytes: &'b [u8],
        layout: &Layout,
        term: u32,
    ) -> impl Iterator<Item = Posting> + use<'b> {
        let List { gaps_at, freqs_at, len } =
            self.lists.get(term as usize).copied().unwrap_or_default();
        let mut cursor = Cursor::starting_at(layout.part(bytes, self.gaps), gaps_at as usize);
        let freqs = layout.part(bytes, self.freqs);
        let freqs = freqs.get(freqs_at as usize..(freqs_at + len) as usize).unwrap_or_default();
        let mut next = 0u32;
        freqs.iter().map_while(move |term_freq| {
            let unit = next.checked_add(cursor.varint()?)?;
            next = unit.checked_add(1)?;
            Some(Posting { unit, term_freq: *term_freq })
        })
    }
}

/// Numbers of the lists, shortest list first, equal ones in their own order. A counting sort.
pub(crate) fn by_length(lengths: &[u32], longest: usize) -> Vec<u32> {
    let mut places = vec![0u32; longest + 2];
    for len in lengths {
        places[*len as usize + 1] += 1;
    }
    for len in 1..places.len() {
        places[len] += places[len - 1];
    }
    let mut order = vec![0; lengths.len()];
    for (term, len) in lengths.iter().enumerate() {
        let place = &mut places[*len as usize];
        order[*place as usize] = term as u32;
        *place += 1;
    }
    order
}

fn malformed() -> OpenError {
    OpenError::Malformed { part: "posting lists" }
}

#[cfg(test)]
mod tests {
    use super::by_length;

    #[test]
    fn shortest_lists_come_first_and_equal_ones_keep_their_order() {
        assert_eq!(by_length(&[2, 0, 1, 2, 0], 2), [1, 4, 2, 0, 3]);
        assert!(by_length(&[], 0).is_empty());
    }
}
