//! Whatever is typed and whatever the articles are, searching ends in hits that exist, in order,
//! and snippets that can be cut.
#![no_main]

use docent_search::{Document, Index, IndexWriter, Reading, Searcher, Section};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let mut lines = data.splitn(3, '\n');
    let (query, title) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let text = lines.next().unwrap_or_default();
    let mut writer = IndexWriter::new("en");
    for title in [title, "Change your billing address"] {
        let sections = vec![Section::lead(text)];
        writer.add(Document { title: title.to_owned(), sections, ..Document::default() });
    }
    let index = Index::open(writer.finish().index).expect("what is written can be read");
    let mut searcher = Searcher::new(index);
    for reading in [Reading::Generous, Reading::Literal] {
        let results = searcher.search_as(query, 10, reading);
        assert!(results.hits.is_sorted_by(|a, b| a.score >= b.score));
        assert!((0.0..=1.0).contains(&results.coverage));
        for hit in &results.hits {
            let document = searcher.index().document(hit.doc).expect("a hit is an article");
            for range in searcher.highlight(&results, document.title) {
                assert!(document.title.get(range).is_some());
            }
            let snippet = searcher.snippet(&results, text, 80);
            for range in snippet.highlights {
                assert!(snippet.text.get(range).is_some());
            }
        }
    }
});
