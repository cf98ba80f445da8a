//! The bytes of an index: a header, a table of parts, the parts, and a checksum over all of it.
//!
//! ```text
//! 0   magic         8 bytes
//! 8   version       u32, little-endian
//! 12  checksum      u64, XXH64 of everything from byte 20 on
//! 20  part lengths  a u32 for each part of the kind of file
//! …   parts         in their order, without gaps
//! ```
//!
//! Streams that belong together but look different (document numbers, frequencies, titles, paths)
//! are separate parts, because that is how Brotli packs them best. Bytes are strangers: nothing is
//! handed out before length, magic, version and checksum have been verified.
//!
//! There are two kinds of file, with the same header: the index, which first results need, and its
//! supplement, which can wait.

mod varint;

pub(crate) use varint::Cursor;
#[cfg(feature = "writer")]
pub(crate) use varint::push_varint;
use xxhash_rust::xxh64::xxh64;

use crate::OpenError;

/// First bytes of every index.
pub const MAGIC: [u8; 8] = *b"\x89DOCENT\n";

/// First bytes of every supplement.
pub(crate) const SUPPLEMENT_MAGIC: [u8; 8] = *b"\x89DOCSUP\n";

/// Version of both formats, of the analyzer and of the meaning of every part.
pub const FORMAT_VERSION: u32 = 4;

const CHECKSUM_AT: usize = 12;
const TABLE_AT: usize = 20;

/// A part of an index, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Language tag; see `Index::open`.
    Lang,
    /// Sections per document, passages per section, as varints.
    Outline,
    /// Level of each section's heading, a byte each.
    Levels,
    /// Columns of text: lengths as varints in one part, bytes in the next.
    TitleSizes,
    Titles,
    /// The folders that source paths are in, each once; then the folder of each document.
    FolderSizes,
    Folders,
    FolderOf,
    /// Names of the files in their folders, and slugs; see `names`.
    NameSizes,
    Names,
    SlugSizes,
    Slugs,
    /// Keys of the article pages, `PAGE_KEY_LEN` bytes each.
    PageKeys,
    /// Surface forms in blocks: an `fst` map from beginnings to blocks; for each word, a byte for
    /// how many bytes it shares with the one before and one for how many follow; these; and its
    /// term, as a varint: how many numbers before the next new one, 0 for that. See `words`.
    Blocks,
    WordShared,
    WordSizes,
    WordRests,
    WordTerms,
    /// Numbers of filler terms, as varints of the gaps; then how many documents have each, which
    /// does not follow from the posting lists: the body's have no filler that is all over them.
    StopTerms,
    StopDocFreqs,
    /// Numbers of terms that are compounds written together and stand beside their parts, in the
    /// same form; they do not count towards the length of a text.
    JoinedTerms,
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

/// A part of a supplement, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SupplementPart {
    /// Checksum of the index that it belongs to.
    IndexChecksum,
    /// Heading of each section: lengths as varints, then bytes.
    HeadingSizes,
    Headings,
    /// Words that no article has and that mean something close to what articles say: bytes shared
    /// with the word before, bytes of the rest, as varints; then the rests.
    WordShared,
    WordSizes,
    Words,
    /// Terms of the articles with others that are close: gaps between their numbers, as varints.
    TermGaps,
    /// For each of these words, then each of these terms: how many are related, a byte each; their
    /// numbers, as varints; their weights, a byte each.
    RelatedCounts,
    RelatedTerms,
    RelatedWeights,
}

impl SupplementPart {
    pub(crate) const COUNT: usize = Self::RelatedWeights as usize + 1;
}

/// Where each part of verified bytes is.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Start of each part, then the end of the last.
    bounds: Vec<usize>,
    pub(crate) checksum: [u8; 8],
}

impl Layout {
    /// Verifies everything that can be verified without knowing what the parts mean.
    pub(crate) fn decode(bytes: &[u8], magic: [u8; 8], parts: usize) -> Result<Self, OpenError> {
        if bytes.len() < magic.len() + 4 || bytes[..magic.len()] != magic {
            return Err(OpenError::NotAnIndex { len: bytes.len() });
        }
        let found = read_u32(bytes, magic.len());
        if found != FORMAT_VERSION {
            return Err(OpenError::Version { found, expected: FORMAT_VERSION });
        }
        let mut end = TABLE_AT + 4 * parts;
        if bytes.len() < end {
            return Err(OpenError::Checksum);
        }
        let checksum: [u8; 8] = bytes[CHECKSUM_AT..TABLE_AT].try_into().unwrap_or_default();
        if xxh64(&bytes[TABLE_AT..], 0) != u64::from_le_bytes(checksum) {
            return Err(OpenError::Checksum);
        }
        let mut bounds = vec![end];
        for part in 0..parts {
            end = end.saturating_add(read_u32(bytes, TABLE_AT + 4 * part) as usize);
            bounds.push(end);
        }
        if end != bytes.len() {
            return Err(OpenError::Malformed { part: "table of parts" });
        }
        Ok(Self { bounds, checksum })
    }

    /// The bytes of one part. `bytes` must be those that were decoded.
    pub(crate) fn bytes<'b>(&self, bytes: &'b [u8], part: usize) -> &'b [u8] {
        bytes.get(self.bounds[part]..self.bounds[part + 1]).unwrap_or_default()
    }

    /// The bytes of a part of an index.
    pub(crate) fn part<'b>(&self, bytes: &'b [u8], part: Part) -> &'b [u8] {
        self.bytes(bytes, part as usize)
    }
}

fn read_u32(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap_or_default())
}

/// The checksum that stands in a file.
#[cfg(feature = "writer")]
pub(crate) fn checksum_of(file: &[u8]) -> [u8; TABLE_AT - CHECKSUM_AT] {
    let mut checksum = [0; TABLE_AT - CHECKSUM_AT];
    checksum.copy_from_slice(&file[CHECKSUM_AT..TABLE_AT]);
    checksum
}

/// The bytes of a part in pieces, which need not be put together before they are in the file.
#[cfg(feature = "writer")]
#[derive(Debug, Default)]
pub(crate) struct Pieces(Vec<Vec<u8>>);

#[cfg(feature = "writer")]
impl From<Vec<u8>> for Pieces {
    fn from(piece: Vec<u8>) -> Self {
        Self(vec![piece])
    }
}

#[cfg(feature = "writer")]
impl Pieces {
    pub(crate) fn push(&mut self, piece: Vec<u8>) {
        if !piece.is_empty() {
            self.0.push(piece);
        }
    }
}

/// Puts header, table and parts together.
///
/// # Panics
///
/// If a part has 4 GiB or more.
#[cfg(feature = "writer")]
pub(crate) fn encode<const N: usize>(magic: [u8; 8], parts: [Pieces; N]) -> Vec<u8> {
    let len = |part: &Pieces| part.0.iter().map(Vec::len).sum::<usize>();
    let all = parts.iter().map(|part| len(part) + 4).sum::<usize>();
    let mut bytes = Vec::with_capacity(TABLE_AT + all);
    bytes.extend_from_slice(&magic);
    bytes.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes.resize(TABLE_AT, 0);
    for part in &parts {
        let len = u32::try_from(len(part)).expect("a part of an index stays below 4 GiB");
        bytes.extend_from_slice(&len.to_le_bytes());
    }
    // Each goes once it is copied: together they are as large as the index.
    let pieces = parts.into_iter().flat_map(|part| part.0);
    pieces.for_each(|piece| bytes.extend_from_slice(&piece));
    let checksum = xxh64(&bytes[TABLE_AT..], 0);
    bytes[CHECKSUM_AT..TABLE_AT].copy_from_slice(&checksum.to_le_bytes());
    bytes
}
