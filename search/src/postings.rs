//! Posting lists of one field: in which units a term occurs, and how often.
//!
//! A unit is what the field belongs to: a document for the title, a section for its heading, a
//! passage for the body.

use crate::OpenError;
use crate::format::{Cursor, Layout, Part};

/// One list in this many has its place noted; the ones between are reached by reading on.
const STRIDE: usize = 8;

/// The lists of one field, for every term.
#[derive(Debug)]
pub(crate) struct Postings {
    /// Postings of each term.
    counts: Vec<u32>,
    /// For every `STRIDE`th term: offset into the gaps, and number of postings before it.
    places: Vec<(u32, u32)>,
    gaps: Part,
    freqs: Part,
}

/// A unit that contains the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) unit: u32,
    pub(crate) term_freq: u8,
}

impl Postings {
    /// Walks over every list once, so that reading one later cannot fail.
    pub(crate) fn open(
        bytes: &[u8],
        layout: &Layout,
        [counts, gaps, freqs]: [Part; 3],
        num_terms: usize,
        num_units: u32,
    ) -> Result<Self, OpenError> {
        let malformed = || OpenError::Malformed { part: "posting lists" };
        let mut count_cursor = Cursor::new(layout.part(bytes, counts));
        let mut gap_cursor = Cursor::new(layout.part(bytes, gaps));
        let freq_bytes = layout.part(bytes, freqs);
        let mut this =
            Self { counts: Vec::with_capacity(num_terms), places: Vec::new(), gaps, freqs };
        let mut total = 0u32;
        for term in 0..num_terms {
            if term % STRIDE == 0 {
                let offset = u32::try_from(gap_cursor.position()).map_err(|_| malformed())?;
                this.places.push((offset, total));
            }
            let count = count_cursor.varint().ok_or_else(malformed)?;
            let mut next = 0u32;
            for _ in 0..count {
                let gap = gap_cursor.varint().ok_or_else(malformed)?;
                next =
                    next.checked_add(gap).filter(|unit| *unit < num_units).ok_or_else(malformed)?
                        + 1;
            }
            total = total.checked_add(count).ok_or_else(malformed)?;
            this.counts.push(count);
        }
        let complete = count_cursor.is_at_end()
            && gap_cursor.is_at_end()
            && freq_bytes.len() == total as usize
            && !freq_bytes.contains(&0);
        if complete { Ok(this) } else { Err(malformed()) }
    }

    /// The units that contain a term, in ascending order.
    pub(crate) fn list<'b>(
        &self,
        bytes: &'b [u8],
        layout: &Layout,
        term: u32,
    ) -> impl Iterator<Item = Posting> + use<'b> {
        let term = term as usize;
        let (offset, mut rank) = self.places.get(term / STRIDE).copied().unwrap_or_default();
        let mut cursor = Cursor::starting_at(layout.part(bytes, self.gaps), offset as usize);
        for earlier in term - term % STRIDE..term {
            let count = self.counts.get(earlier).copied().unwrap_or_default();
            for _ in 0..count {
                cursor.varint();
            }
            rank += count;
        }
        let count = self.counts.get(term).copied().unwrap_or_default();
        let freqs = layout.part(bytes, self.freqs).iter().skip(rank as usize).take(count as usize);
        let mut next = 0;
        freqs.map_while(move |term_freq| {
            let unit = next + cursor.varint()?;
            next = unit + 1;
            Some(Posting { unit, term_freq: *term_freq })
        })
    }
}
