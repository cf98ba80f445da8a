//! The index agrees with the plainest program that does the same.

use std::collections::BTreeMap;

use docent_search::{Document, Index, IndexWriter, Searcher, Section};
use proptest::prelude::*;

/// A title and some text per section; words of one letter from a few, so that they meet often.
type Article = (Vec<String>, Vec<Vec<String>>);

fn article() -> impl Strategy<Value = Article> {
    let word = "[bcdfgh][1-3]";
    let words = || proptest::collection::vec(word, 0..12);
    (words(), proptest::collection::vec(words(), 1..4))
}

fn open(articles: &[Article]) -> Searcher<Vec<u8>> {
    // No stemmer and no filler words for this language: a word is a term.
    let mut writer = IndexWriter::new("und");
    for (title, sections) in articles {
        writer.add(Document {
            title: title.join(" "),
            sections: sections
                .iter()
                .map(|words| Section { level: 2, text: words.join(" "), ..Section::default() })
                .collect(),
            ..Document::default()
        });
    }
    Searcher::new(Index::open(writer.finish().index).expect("just written"))
}

/// Scores straight from the formula: BM25F of passages, title 4/.85, body 1/.5, k1 4; the best
/// passage, and .8 of what all passages say together.
fn naive_scores(articles: &[Article], query: &[String]) -> BTreeMap<usize, f32> {
    let count =
        |words: &[String], word: &String| words.iter().filter(|w| *w == word).count() as f32;
    let titles = articles.iter().map(|(title, _)| title.len() as f32).sum::<f32>();
    let avg_title = (titles / articles.len() as f32).max(1.0);
    let bodies: Vec<f32> =
        articles.iter().flat_map(|(_, s)| s.iter().map(|words| words.len() as f32)).collect();
    let avg_body = (bodies.iter().sum::<f32>() / bodies.len() as f32).max(1.0);
    let idf = |word: &String| {
        let contains = |(title, sections): &&Article| {
            title.contains(word) || sections.iter().any(|words| words.contains(word))
        };
        let df = articles.iter().filter(contains).count() as f32;
        (1.0 + (articles.len() as f32 - df + 0.5) / (df + 0.5)).ln()
    };
    let mut scores = BTreeMap::new();
    for (doc, (title, sections)) in articles.iter().enumerate() {
        let word_score = |words: &[String], word: &String| {
            let in_title =
                4.0 * count(title, word) / (0.15 + 0.85 * title.len() as f32 / avg_title);
            let in_body = count(words, word) / (0.5 + 0.5 * words.len() as f32 / avg_body);
            let x = in_title + in_body;
            idf(word) * 5.0 * x / (x + 4.0)
        };
        let passage_score =
            |words: &Vec<String>| query.iter().map(|word| word_score(words, word)).sum::<f32>();
        let best = sections.iter().map(passage_score).fold(0.0, f32::max);
        let together = query
            .iter()
            .map(|word| sections.iter().map(|words| word_score(words, word)).fold(0.0, f32::max));
        // A title that says what the query says, and little else, adds up to a fifth.
        let hits = query.iter().filter(|word| title.contains(word)).count() as f32;
        let both = (hits / (title.len() as f32).max(1.0)).min(1.0) * hits / query.len() as f32;
        let score = (best + 0.8 * together.sum::<f32>()) / 1.8;
        scores.insert(doc, score * (1.0 + 0.2 * both.powi(4)));
    }
    scores.retain(|_, score| *score > 0.0);
    scores
}

proptest! {
    #[test]
    fn scores_agree_with_the_formula(
        articles in proptest::collection::vec(article(), 1..8),
        mut query in proptest::collection::vec("[bcdfgh][1-3]", 1..4),
    ) {
        query.sort();
        query.dedup();
        let mut searcher = open(&articles);
        // A blank at the end: no word is still being typed.
        let results = searcher.search(&format!("{} ", query.join(" ")), 100);
        let expected = naive_scores(&articles, &query);
        let found: BTreeMap<usize, f32> =
            results.hits.iter().map(|hit| (hit.doc as usize, hit.score)).collect();
        prop_assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (doc, score) in found {
            prop_assert!((score - expected[&doc]).abs() < 1e-3, "{}: {} {}", doc, score, expected[&doc]);
        }
        prop_assert!(results.hits.is_sorted_by(|a, b| a.score >= b.score));
    }

    #[test]
    fn any_query_and_any_text_end_without_panic(
        articles in proptest::collection::vec(article(), 0..4),
        query in ".{0,60}",
        text in ".{0,200}",
        max_chars in 0usize..90,
    ) {
        let mut searcher = open(&articles);
        let results = searcher.search(&query, 10);
        let snippet = searcher.snippet(&results, &text, max_chars);
        for range in &snippet.highlights {
            prop_assert!(snippet.text.get(range.clone()).is_some());
        }
        prop_assert!(snippet.text.chars().count() <= max_chars + 2);
    }

    #[test]
    fn texts_come_back(titles in proptest::collection::vec("\\PC{0,30}", 1..6)) {
        let mut writer = IndexWriter::new("en");
        for title in &titles {
            writer.add(Document { title: title.clone(), slug: title.clone(), ..Document::default() });
        }
        let index = Index::open(writer.finish().index).expect("just written");
        for (doc, title) in titles.iter().enumerate() {
            let document = index.document(doc as u32).expect("added");
            prop_assert_eq!(document.title, title);
            prop_assert_eq!(&document.slug, title);
        }
        prop_assert!(index.document(titles.len() as u32).is_none());
    }
}

#[test]
fn an_index_of_nothing_opens_and_finds_nothing() {
    let mut searcher = open(&[]);
    assert_eq!(searcher.index().num_docs(), 0);
    assert!(searcher.search("anything", 10).hits.is_empty());
}
