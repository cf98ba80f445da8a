//! Why an index could not be opened.

use std::fmt;

/// Bytes that are not an index this version can read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// The bytes do not begin as an index does: something else was fetched, often an error page.
    NotAnIndex {
        /// How many bytes there were.
        len: usize,
    },
    /// Written in another version of the format.
    Version {
        /// Version found in the file.
        found: u32,
        /// Version that this program reads.
        expected: u32,
    },
    /// The checksum does not fit: the bytes were cut short or altered on the way.
    Checksum,
    /// The checksum fits and yet a part contradicts another: the writer was at fault.
    Malformed {
        /// The part at fault.
        part: &'static str,
    },
}

impl OpenError {
    /// Kebab-case code for programs, logs and support.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnIndex { .. } => "index-not-found",
            Self::Version { .. } => "index-version",
            Self::Checksum => "index-damaged",
            Self::Malformed { .. } => "index-malformed",
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnIndex { len } => write!(
                f,
                "these {len} bytes are not a search index; check that the address leads to the file that the build wrote"
            ),
            Self::Version { found, expected } => write!(
                f,
                "the search index has format {found}, but this program reads format {expected}; build the site again with the same version of docent"
            ),
            Self::Checksum => f.write_str(
                "the search index is damaged: its checksum does not fit; fetch it again, or build the site again",
            ),
            Self::Malformed { part } => write!(
                f,
                "the search index contradicts itself in its {part}; build the site again, and report this as a fault of docent"
            ),
        }
    }
}

impl std::error::Error for OpenError {}
