//! Explanations agree with what they explain.

use docent_search::{How, Reading};

use crate::help_centre::searcher;

#[test]
fn what_the_words_add_is_the_score() {
    let mut searcher = searcher();
    for query in [
        "biling adress",
        "get a refund",
        "how do i get my money back?",
        "passw",
        "wi fi",
        "e-10",
        "refunded order",
    ] {
        let results = searcher.search(query, 10);
        assert!(!results.hits.is_empty(), "{query}");
        for hit in &results.hits {
            let sum = searcher.explain(query, Reading::Generous, hit).score();
            assert!((sum - hit.score).abs() <= 1e-5 * hit.score, "{query}: {sum} {}", hit.score);
        }
    }
}

#[test]
fn each_way_of_matching_is_named() {
    let mut searcher = searcher();
    let cases = [
        ("refund", "refund", How::Word),
        ("refunds ", "refund", How::Beginning),
        ("biling ", "billing", How::Typo),
        ("passw", "password", How::Prefix),
        ("pass word", "password", How::Joined),
    ];
    for (query, form, how) in cases {
        let results = searcher.search(query, 1);
        let words = searcher.explain(query, Reading::Generous, &results.hits[0]).words;
        let matched =
            words[0].matched.as_ref().unwrap_or_else(|| panic!("{query} matched nothing"));
        assert_eq!(matched.how, how, "{query}");
        assert!(matched.forms.iter().any(|known| known == form), "{query}: {:?}", matched.forms);
    }
}
