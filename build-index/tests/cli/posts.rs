//! Posts of Jekyll: the day in their names, and their drafts.

use crate::run::Place;

#[test]
fn the_day_of_a_post_is_when_it_is_published_and_no_part_of_its_address() {
    let place = Place::new(&[
        ("_posts/2024-03-05-refund-policy.md", b"Text of the policy."),
        ("billing/_posts/2024-04-01-cards.md", b"---\ntitle: Cards\n---\nText of cards."),
        ("_posts/2099-01-01-later.md", b"Not yet."),
        ("_posts/2099-01-01-told.md", b"---\ndate: 2020-01-01\n---\nTold otherwise."),
        ("_drafts/idea.md", b"An idea."),
        ("2024-05-06-release.md", b"A release."),
        ("start.md", b"[[refund-policy]] and [cards](billing/_posts/2024-04-01-cards.md)"),
    ]);
    let outcome = place.build(&["--lang", "en", "--base-url", "https://x.example/help/"]);
    let outcome = outcome.succeeded();
    assert_eq!(outcome.stderr, "");
    let pages = place.article_pages();
    let titles: Vec<_> = pages
        .iter()
        .map(|(slug, page)| (slug.as_str(), page["title"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        titles,
        [
            ("2024-05-06-release", "2024 05 06 release"),
            ("billing/cards", "Cards"),
            ("refund-policy", "Refund policy"),
            ("start", "Start"),
            ("told", "Told"),
        ]
    );
    let page = place.read("site/refund-policy/index.html");
    assert!(page.contains("\"datePublished\":\"2024-03-05"), "{page}");
    let old = place.read("site/_posts/2024-03-05-refund-policy/index.html");
    assert!(old.contains("refund-policy/"), "{old}");
    assert!(outcome.stdout.contains("waits          _posts/2099-01-01-later.md"));
}

#[test]
fn posts_of_one_name_are_translated_day_by_day() {
    let place = Place::new(&[
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\n"),
        ("en/_posts/2024-01-01-release.md", b"# January\n\nx"),
        ("en/_posts/2024-02-01-release.md", b"# February\n\nx"),
        ("es/_posts/2024-02-01-release.md", b"# Febrero\n\nx"),
    ]);
    place.build(&["--base-url", "https://x.example/"]).succeeded();
    let spanish = place.read("site/es/2024-02-01-release/index.html");
    let english = "hreflang=\"en\" href=\"https://x.example/2024-02-01-release/\"";
    assert!(spanish.contains(english), "{spanish}");
    assert!(place.read("site/release/index.html").contains("January"));
    let home = place.read("site/es/index.html");
    assert!(home.contains("January") && home.contains("Febrero"), "{home}");
    assert!(!home.contains("February"), "{home}");
}

#[test]
fn a_post_takes_no_address_from_another_article() {
    let place = Place::new(&[
        ("_posts/2024-03-05-cards.md", b"# Cards then\n\nx"),
        ("cards.md", b"# Cards now\n\nx"),
    ]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert!(outcome.stderr.contains("similar-path"), "{}", outcome.stderr);
    let pages = place.article_pages();
    assert_eq!(pages["cards"]["title"], "Cards now");
    assert_eq!(pages["cards-2"]["title"], "Cards then");
}
