//! Whatever the bytes are, opening them ends in a value, and what opens answers.
//!
//! The checksum is mended first: without that, nothing behind it would ever be reached. The
//! map of the dictionary's blocks is the one part that must stay whole, because `fst` trusts its
//! bytes; the checksum stands before it for that reason. So the input replaces everything else.
#![no_main]

use docent_search::{Document, Index, IndexWriter, MAGIC, Searcher, Section};
use libfuzzer_sys::fuzz_target;
use xxhash_rust::xxh64::xxh64;

fuzz_target!(|data: &[u8]| {
    let _ = Index::open(data);
    let mut bytes = small_index();
    let map = map(&bytes);
    let places = (TABLE..bytes.len()).filter(|at| *at >= PARTS && !map.contains(at));
    for (at, byte) in places.zip(data) {
        bytes[at] ^= byte;
    }
    let checksum = xxh64(&bytes[TABLE..], 0);
    bytes[MAGIC.len() + 4..TABLE].copy_from_slice(&checksum.to_le_bytes());
    let Ok(index) = Index::open(bytes) else { return };
    let mut searcher = Searcher::new(index);
    for query in ["billing address", "adress", "b", "e-1042 "] {
        for hit in searcher.search(query, 10).hits {
            let _ = searcher.index().document(hit.doc);
        }
    }
});

const TABLE: usize = 20;
const PARTS: usize = TABLE + 4 * 29;
const MAP: usize = 13;

fn map(bytes: &[u8]) -> std::ops::Range<usize> {
    let len = |part: usize| {
        let at = TABLE + 4 * part;
        u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
    };
    let start = PARTS + (0..MAP).map(len).sum::<usize>();
    start..start + len(MAP)
}

fn small_index() -> Vec<u8> {
    let mut writer = IndexWriter::new("en");
    for title in ["Change your billing address", "Error E-1042", "Get a refund"] {
        let section = Section { heading: "More".into(), level: 2, text: "Some text.".into() };
        writer.add(Document {
            title: title.into(),
            path: format!("guides/{title}"),
            sections: vec![Section::lead("The address stands on the invoice."), section],
            ..Document::default()
        });
    }
    writer.finish().index
}
