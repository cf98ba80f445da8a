//! The bytes of an index: a header, a table of parts, the parts, and a checksum over all of it.
//!
//! ```text
//! 0   magic         8 bytes
//! 8   version       u32, little-endian
//! 12  checksum      u64, XXH64 of everything from byte 20 on
//! 20  part lengths  Part::COUNT × u32
//! …   parts         in the order of `Part`, without gaps
//! ```
//!
//! Streams that belong together but look different (document numbers, frequencies, titles, paths)
//! are separate parts, because that is how Brotli packs them best. Bytes are strangers: nothing is
//! handed out before length, magic, version and checksum have been verified.

mod varint;

pub(crate) use varint::Cursor;
#[cfg(feature = "writer")]
pub(crate) use varint::push_varint;
use xxhash_rust::xxh64::xxh64;

use crate::OpenError;

/// First bytes of every index.
pub const MAGIC: [u8; 8] = *b"\x89DOCENT\n";

/// Version of the format, of the analyzer and of the meaning of every part.
pub const FORMAT_VERSION: u32 = 1;

const CHECKSUM_AT: usize = 12;
const TABLE_AT: usize = 20;
const PARTS_AT: usize = TABLE_AT + 4 * Part::COUNT;

/// A part of an index, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Language tag; see `Index::open`.
    Lang,
    /// Sections per document, passages per section, as varints.
    Outline,
    /// Level of each section's heading, a byte each.
    Levels,
    /// Tokens of each title (with keywords), heading path and passage, as varints.
    TitleLengths,
    HeadingLengths,
    BodyLengths,
    /// Columns of text: lengths as varints in one part, bytes in the next.
    TitleSizes,
    Titles,
    PathSizes,
    Paths,
    SlugSizes,
    Slugs,
    PageSizes,
    Pages,
    HeadingSizes,
    Headings,
    /// `fst` map from surface form to term number.
    Dictionary,
    /// Documents that contain each term, as varints.
    DocFreqs,
    /// Numbers of filler terms, as varints of the gaps.
    StopTerms,
    /// For each field: postings per term, gaps between unit numbers, frequencies (a byte each).
    TitleCounts,
    TitleGaps,
    TitleFreqs,
    HeadingCounts,
    HeadingGaps,
    HeadingFreqs,
    BodyCounts,
    BodyGaps,
    BodyFreqs,
}

impl Part {
    pub(crate) const COUNT: usize = Self::BodyFreqs as usize + 1;
}

/// Where each part of verified bytes is.
#[derive(Debug)]
pub(crate) struct Layout {
    ends: [usize; Part::COUNT],
}

impl Layout {
    /// Verifies everything that can be verified without knowing what the parts mean.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, OpenError> {
        let not_an_index = OpenError::NotAnIndex { len: bytes.len() };
        if bytes.len() < MAGIC.len() + 4 || bytes[..MAGIC.len()] != MAGIC {
            return Err(not_an_index);
        }
        let found = read_u32(bytes, MAGIC.len());
        if found != FORMAT_VERSION {
            return Err(OpenError::Version { found, expected: FORMAT_VERSION });
        }
        if bytes.len() < PARTS_AT {
            return Err(OpenError::Checksum);
        }
        let checksum: [u8; 8] = bytes[CHECKSUM_AT..TABLE_AT].try_into().unwrap_or_default();
        if xxh64(&bytes[TABLE_AT..], 0) != u64::from_le_bytes(checksum) {
            return Err(OpenError::Checksum);
        }
        let mut ends = [0; Part::COUNT];
        let mut end = PARTS_AT;
        for (part, slot) in ends.iter_mut().enumerate() {
            end = end.saturating_add(read_u32(bytes, TABLE_AT + 4 * part) as usize);
            *slot = end;
        }
        if end != bytes.len() {
            return Err(OpenError::Malformed { part: "table of parts" });
        }
        Ok(Self { ends })
    }

    /// The bytes of one part. `bytes` must be those that were decoded.
    pub(crate) fn part<'b>(&self, bytes: &'b [u8], part: Part) -> &'b [u8] {
        let at = part as usize;
        let start = if at == 0 { PARTS_AT } else { self.ends[at - 1] };
        bytes.get(start..self.ends[at]).unwrap_or_default()
    }
}

fn read_u32(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap_or_default())
}

/// Puts header, table and parts together.
///
/// # Panics
///
/// If a part has 4 GiB or more.
#[cfg(feature = "writer")]
pub(crate) fn encode(parts: &[Vec<u8>; Part::COUNT]) -> Vec<u8> {
    let mut body = Vec::with_capacity(parts.iter().map(Vec::len).sum::<usize>() + PARTS_AT);
    for part in parts {
        let len = u32::try_from(part.len()).expect("a part of an index stays below 4 GiB");
        body.extend_from_slice(&len.to_le_bytes());
    }
    parts.iter().for_each(|part| body.extend_from_slice(part));
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes.extend_from_slice(&xxh64(&body, 0).to_le_bytes());
    bytes.extend_from_slice(&body);
    bytes
}
