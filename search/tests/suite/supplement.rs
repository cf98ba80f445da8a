//! What the supplement adds, and what it must not break.

use docent_search::{Document, How, Index, IndexWriter, Reading, RelatedWord, Searcher, Section};

fn written() -> docent_search::Written {
    let mut writer = IndexWriter::new("en");
    for (title, heading) in [("Cancel your plan", "Before you cancel"), ("Get an invoice", "")] {
        let section = Section { heading: heading.into(), level: 2, text: "Some text.".into() };
        let sections = vec![Section::lead("A lead."), section];
        writer.add(Document { title: title.into(), sections, ..Document::default() });
    }
    writer.finish()
}

fn term(written: &docent_search::Written, word: &str) -> u32 {
    let found = written.words.iter().find(|known| known.word == word);
    found.unwrap_or_else(|| panic!("no {word}")).term
}

/// "terminate" is outside the dictionary, "plan" is in it, "pull out" is a phrase.
fn searcher() -> Searcher<Vec<u8>> {
    let written = written();
    let related = |word: &str, means: &str, weight| RelatedWord {
        word: word.into(),
        terms: vec![(term(&written, means), weight)],
    };
    let supplement = written.supplement(&[
        related("terminate", "cancel", 0.6),
        related("plan", "invoice", 0.3),
        related("pullout", "cancel", 1.0),
    ]);
    let mut searcher = Searcher::new(Index::open(written.index).expect("just written"));
    searcher.add_supplement(supplement).expect("just written");
    searcher
}

#[test]
fn close_words_find_what_articles_say_otherwise() {
    let mut searcher = searcher();
    for query in ["terminate", "terminating ", "termin", "pull out "] {
        let results = searcher.search(query, 5);
        assert_eq!(results.hits.first().map(|hit| hit.doc), Some(0), "{query}");
        assert!(results.corrections.is_empty(), "{query}");
    }
    let hits = searcher.search("plan ", 5).hits;
    assert_eq!(hits.iter().map(|hit| hit.doc).collect::<Vec<_>>(), [0, 1]);
    let how = |searcher: &Searcher<_>, query: &str, hit| {
        let explanation = searcher.explain(query, Reading::Generous, hit);
        explanation.words[0].matched.as_ref().map(|matched| matched.how)
    };
    assert_eq!(how(&searcher, "plan ", &hits[1]), Some(How::Related));
    let hits = searcher.search("pull out ", 5).hits;
    assert_eq!(how(&searcher, "pull out ", &hits[0]), Some(How::Synonym));
}

#[test]
fn words_taken_literally_have_no_close_ones() {
    let mut searcher = searcher();
    assert!(searcher.search_as("terminate", 5, Reading::Literal).hits.is_empty());
    assert!(searcher.search_as("cancl", 5, Reading::Literal).hits.is_empty());
    assert_eq!(searcher.search_as("cancel", 5, Reading::Literal).hits.len(), 1);
}

#[test]
fn headings_come_back() {
    let searcher = searcher();
    assert_eq!(searcher.heading(0, 1), "Before you cancel");
    assert_eq!(searcher.heading(0, 0), "");
    assert_eq!(searcher.heading(0, 9), "");
    assert_eq!(searcher.heading(9, 0), "");
}

#[test]
fn a_supplement_fits_its_own_index_only() {
    let mut writer = IndexWriter::new("en");
    writer.add(Document { title: "Another".into(), ..Document::default() });
    let mut other = Searcher::new(Index::open(writer.finish().index).expect("just written"));
    let error = other.add_supplement(written().supplement(&[])).expect_err("another index");
    assert_eq!(error.code(), "index-malformed");
}

#[test]
fn damaged_supplements_are_refused() {
    let written = written();
    let supplement = written.supplement(&[]);
    let mut searcher = Searcher::new(Index::open(written.index).expect("just written"));
    for len in 0..supplement.len() {
        assert!(searcher.add_supplement(supplement[..len].to_vec()).is_err(), "{len} bytes");
    }
    for at in 0..supplement.len() {
        let mut bytes = supplement.clone();
        bytes[at] ^= 1;
        assert!(searcher.add_supplement(bytes).is_err(), "byte {at}");
    }
    assert_eq!(searcher.search("cancel", 5).hits.len(), 1, "searching goes on");
}
