//! Explanations agree with what they explain.

use docent_search::{Document, How, Index, IndexWriter, Reading, Searcher, Section};

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

#[test]
fn a_word_that_another_part_of_the_article_says_better_is_told_apart() {
    let section = |text: &str| Section { level: 2, text: text.to_owned(), ..Section::default() };
    let mut writer = IndexWriter::new("en");
    writer.add(Document {
        title: "Parcels".to_owned(),
        path: "parcels".to_owned(),
        slug: "parcels".to_owned(),
        page: "00000000".to_owned(),
        sections: vec![section("Customs duties are paid at the door."), section("Track a parcel.")],
        ..Document::default()
    });
    let index = Index::open(writer.finish().index).expect("just written");
    let mut searcher = Searcher::new(index);
    let query = "customs duties track ";
    let hit = searcher.search(query, 1).hits[0];
    assert_eq!(hit.section, 0);
    let words = searcher.explain(query, Reading::Generous, &hit).words;
    let elsewhere: Vec<_> = words.iter().map(|word| word.elsewhere.is_some()).collect();
    assert_eq!(elsewhere, [false, false, true]);
    assert!(words[2].matched.is_none(), "the first passage does not say it");
    assert!(words[2].score() > 0.0, "but the article does");
}
