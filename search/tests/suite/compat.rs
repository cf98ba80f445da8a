//! Released files still open.

use docent_search::{FORMAT_VERSION, Index, OpenError, Searcher};

use crate::help_centre::index_bytes;

/// Written by the first version of the format.
const V1: &[u8] = include_bytes!("compat_files/v1.idx");
/// Written by the second version.
const V2: &[u8] = include_bytes!("compat_files/v2.idx");
/// Written by the third version.
const V3: &[u8] = include_bytes!("compat_files/v3.idx");
/// Written by this version. A new version gets a file of its own beside it, and this one then
/// shows what an old file is told.
const V4: &[u8] = include_bytes!("compat_files/v4.idx");

#[test]
fn files_of_earlier_versions_are_refused_with_advice() {
    for (found, file) in [(1, V1), (2, V2), (3, V3)] {
        let error = Index::open(file).expect_err("an old file");
        assert_eq!(error, OpenError::Version { found, expected: FORMAT_VERSION });
        assert!(error.to_string().contains("build the site again"), "{error}");
    }
}

#[test]
fn a_file_of_version_4_opens_and_answers() {
    let mut searcher = Searcher::new(Index::open(V4).expect("a released file"));
    assert_eq!(searcher.index().num_docs(), 10);
    let results = searcher.search("biling adress", 3);
    let document = searcher.index().document(results.hits[0].doc).expect("a hit is an article");
    assert_eq!(document.path, "billing/address");
    assert_eq!(document.slug, "change-address");
    assert_eq!(document.page, "00112233aa");
}

/// The writer has no second way to say the same: its bytes are part of the format.
/// `DOCENT_BLESS=1` writes the file anew, which only a new version of the format justifies.
#[test]
fn the_writer_still_writes_the_same_bytes() {
    let bytes = index_bytes();
    if std::env::var_os("DOCENT_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/compat_files/v4.idx");
        std::fs::write(path, &bytes).expect("the fixture is writable");
        return;
    }
    assert!(bytes == V4, "the bytes changed: raise FORMAT_VERSION, or find out why they differ");
}
