//! Posting lists of one field: in which units a term occurs, and how often.
//!
//! A unit is what the field belongs to: a document for the title, a section for its heading, a
//! passage for the body. Lists lie in the order of their lengths, shortest first: neighbours then
//! look alike, which is what Brotli needs. The order follows from the lengths, so it is not stored.

use crate::OpenError;
use crate::format::{Cursor, Layout, Part};
use crate::index::varints;

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
    /// Finds where the lists begin, and has each of them read once in the order in which they lie,
    /// so that reading one later cannot fail: `read` takes a term's gaps from all that are left,
    /// one for each of its frequencies, and returns nothing if they are not what they should be.
    pub(crate) fn open<'b>(
        bytes: &'b [u8],
        layout: &Layout,
        [counts, gaps, freqs]: [Part; 3],
        num_units: usize,
        mut read: impl FnMut(u32, &'b [u8], &mut Cursor<'b>) -> Option<()>,
    ) -> Result<Self, OpenError> {
        let lengths = varints(layout.part(bytes, counts), "posting lists")?;
        if lengths.iter().any(|len| *len as usize > num_units) {
            return Err(malformed());
        }
        let mut gaps_left = Cursor::new(layout.part(bytes, gaps));
        let num_gap_bytes = gaps_left.num_left();
        let mut freqs_left = layout.part(bytes, freqs);
        let mut lists = vec![List::default(); lengths.len()];
        let mut freqs_at = 0;
        for term in by_length(&lengths, num_units) {
            let len = lengths[term as usize];
            // Most terms are in no title and no heading.
            if len == 0 {
                continue;
            }
            let gaps_at = (num_gap_bytes - gaps_left.num_left()) as u32;
            lists[term as usize] = List { gaps_at, freqs_at, len };
            freqs_at += len;
            let term_freqs;
            (term_freqs, freqs_left) =
                freqs_left.split_at_checked(len as usize).ok_or_else(malformed)?;
            read(term, term_freqs, &mut gaps_left).ok_or_else(malformed)?;
        }
        if freqs_left.is_empty() && gaps_left.is_at_end() {
            Ok(Self { lists, gaps, freqs })
        } else {
            Err(malformed())
        }
    }

    /// How many terms there are.
    pub(crate) fn num_terms(&self) -> usize {
        self.lists.len()
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
