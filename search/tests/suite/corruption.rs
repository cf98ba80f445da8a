//! Bytes are strangers: whatever they are, opening them ends in a value.

use docent_search::{
    Document, FORMAT_VERSION, Index, IndexWriter, MAGIC, OpenError, Searcher, Section,
};
use xxhash_rust::xxh64::xxh64;

use crate::help_centre::index_bytes;

#[test]
fn every_truncation_is_refused() {
    let bytes = index_bytes();
    for len in 0..bytes.len() {
        let error =
            Index::open(&bytes[..len]).err().unwrap_or_else(|| panic!("{len} bytes opened"));
        let expected = if len < 12 { "index-not-found" } else { "index-damaged" };
        assert_eq!(error.code(), expected, "{len} bytes");
    }
    assert!(Index::open(&bytes[..]).is_ok());
}

#[test]
fn every_flipped_bit_of_a_small_index_is_refused() {
    let mut bytes = index_bytes();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            assert!(Index::open(&bytes[..]).is_err(), "byte {at}, bit {bit}");
            bytes[at] ^= 1 << bit;
        }
    }
}

#[test]
fn foreign_bytes_are_refused_by_name() {
    for foreign in [&b""[..], b"<!doctype html><title>404</title>", &[0; 4096], &[0xff; 100]] {
        let error = Index::open(foreign).expect_err("foreign bytes");
        assert_eq!(error, OpenError::NotAnIndex { len: foreign.len() });
    }
}

#[test]
fn another_version_is_refused_with_advice() {
    let mut bytes = index_bytes();
    bytes[MAGIC.len()] += 1;
    let error = Index::open(&bytes[..]).expect_err("a version from the future");
    assert_eq!(error, OpenError::Version { found: FORMAT_VERSION + 1, expected: FORMAT_VERSION });
    assert!(error.to_string().contains("build the site again"), "{error}");
}

/// Someone who alters the bytes and mends the checksum is not a fault of the network; still, what
/// opens must answer without a panic. The map of the dictionary's blocks is left alone: `fst` has
/// no defence of its own, which is why the checksum stands before it.
#[test]
fn altered_parts_under_a_mended_checksum_do_not_panic() {
    let original = index_bytes();
    let map = map_range(&original);
    let mut random = Random(42);
    let (mut opened, mut refused) = (0, 0);
    for _ in 0..4_000 {
        let mut bytes = original.clone();
        for _ in 0..1 + random.below(3) {
            let at = 20 + random.below(bytes.len() - 20);
            if !map.contains(&at) {
                bytes[at] = random.below(256) as u8;
            }
        }
        let checksum = xxh64(&bytes[20..], 0);
        bytes[12..20].copy_from_slice(&checksum.to_le_bytes());
        // A changed length would move the map under another part's name.
        if bytes[20..PARTS_AT] != original[20..PARTS_AT] {
            assert!(Index::open(&bytes[..]).is_err() || bytes.len() == original.len());
            continue;
        }
        let Ok(index) = Index::open(&bytes[..]) else {
            refused += 1;
            continue;
        };
        opened += 1;
        let mut searcher = Searcher::new(index);
        for query in ["billing address", "pasword", "e-1042", "a"] {
            let results = searcher.search(query, 10);
            for hit in &results.hits {
                let title = searcher.index().document(hit.doc).map(|d| d.title.to_owned());
                let _ = searcher.snippet(&results, &title.unwrap_or_default(), 40);
                let _ = searcher.heading(hit.doc, hit.section);
            }
        }
    }
    assert!(opened > 100 && refused > 100, "{opened} opened, {refused} refused");
}

const PARTS: usize = 30;
const PARTS_AT: usize = 20 + 4 * PARTS;
const MAP: usize = 13;

fn map_range(bytes: &[u8]) -> std::ops::Range<usize> {
    let len = |part: usize| {
        let at = 20 + 4 * part;
        u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
    };
    let start = PARTS_AT + (0..MAP).map(len).sum::<usize>();
    start..start + len(MAP)
}

/// Xorshift (Marsaglia 2003): enough chance for a test, and the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

#[test]
fn a_text_of_fillers_alone_gives_an_index_that_opens() {
    for words in [1, 149, 150, 151, 5_000] {
        let mut writer = IndexWriter::new("en");
        let sections = vec![Section::lead("the and of to ".repeat(words))];
        writer.add(Document { sections, ..Document::default() });
        let opened = Index::open(writer.finish().index);
        assert!(opened.is_ok(), "{words}: {:?}", opened.err());
    }
}
