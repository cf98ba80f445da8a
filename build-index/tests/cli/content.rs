//! Content of every kind that people keep in folders.

use crate::run::Place;

#[test]
fn a_folder_without_articles_is_said() {
    Place::new(&[("notes.txt", b"no article")])
        .build(&[])
        .failed_saying("there is no article in `content`");
    Place::new(&[("a.md", b"---\ndraft: true\n---\nx")])
        .build(&[])
        .failed_saying("there is no article");
}

#[test]
fn a_content_folder_that_is_not_there_is_said() {
    let place = Place::new(&[]);
    let outcome =
        crate::run::docent(place.path(), &["build", "contnet", "--out", "site", "--no-widget"]);
    outcome.failed_saying("cannot read the content folder `contnet`");
}

#[test]
fn names_with_blanks_and_emoji_are_fine() {
    let place = Place::new(&[
        ("Money & more/Größe 😀.md", "Über [das hier](<../😀.md>).".as_bytes()),
        ("😀.md", "Zurück: [hier](Money%20&%20more/Gr%C3%B6%C3%9Fe%20😀.md).".as_bytes()),
        ("日本語.md", "本文です。".as_bytes()),
        ("#hash?.md", b"x"),
    ]);
    let outcome = place.build(&["--lang", "de"]).succeeded();
    assert_eq!(outcome.stderr, "");
    let pages = place.article_pages();
    let slugs: Vec<_> = pages.keys().map(String::as_str).collect();
    assert_eq!(slugs, ["1f600", "hash", "money-more/größe", "日本語"]);
    let html = pages["1f600"]["sections"][0]["html"].as_str().unwrap_or_default();
    assert!(
        html.contains(
            "href=\"money-more/gr%C3%B6%C3%9Fe/\" data-docent-article=\"money-more/größe\""
        ),
        "{html}"
    );
    assert!(place.path().join("site/money-more/größe/index.html").is_file());
    assert!(place.read("site/money-more/größe/index.html").contains("href=\"../../1f600/\""));
}

#[test]
fn an_article_of_five_megabytes_is_built() {
    let text = "## Part\n\nWords of a very long article, again and again.\n\n".repeat(90_000);
    let place = Place::new(&[("long.md", text.as_bytes())]);
    assert_eq!(place.build(&["--lang", "en"]).succeeded().stderr, "");
    let pages = place.article_pages();
    // The first heading is the title; what it heads stands before the others.
    assert_eq!(pages["long"]["sections"].as_array().map(Vec::len), Some(90_000));
}

#[test]
fn one_line_of_five_megabytes_with_broken_links_is_built() {
    let text = "word [x](gone.md) ".repeat(300_000);
    let place = Place::new(&[("long.md", text.as_bytes())]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert!(outcome.stderr.contains("(and 299999 more times below)"), "{}", outcome.stderr);
    assert!(outcome.stderr.len() < 2_000, "{}", outcome.stderr.len());
}

#[test]
fn empty_and_odd_files_are_built() {
    let place = Place::new(&[
        ("empty.md", b""),
        ("blank.md", b"  \n\n"),
        ("nul.md", b"a\0b"),
        ("only-front-matter.md", b"---\ntitle: Only this\n---"),
        ("windows.md", b"\xef\xbb\xbf---\r\ntitle: From Windows\r\n---\r\n\r\nText.\r\n"),
        ("UPPER.MD", b"Text."),
        ("rule.md", b"---\n\nText after a rule.\n"),
        (".hidden/secret.md", b"Not an article."),
    ]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    let pages = place.article_pages();
    let titles: Vec<_> = pages.values().filter_map(|page| page["title"].as_str()).collect();
    assert_eq!(titles, ["Blank", "Empty", "Nul", "Only this", "Rule", "UPPER", "From Windows"]);
    assert_eq!(outcome.stderr.matches("this article has no text").count(), 3, "{}", outcome.stderr);
}

#[test]
fn a_title_comes_from_front_matter_then_the_first_heading_then_the_name() {
    let place = Place::new(&[
        ("a.md", b"---\ntitle: Said above\n---\n# A heading\n\nx"),
        ("b.md", b"# The `first` heading\n\nx"),
        ("get-a-refund.md", b"x"),
    ]);
    place.build(&["--lang", "en"]).succeeded();
    let pages = place.article_pages();
    let titles: Vec<_> = pages.values().filter_map(|page| page["title"].as_str()).collect();
    assert_eq!(titles, ["Said above", "The first heading", "Get a refund"]);
    let html = |slug: &str| pages[slug]["sections"].to_string();
    assert!(html("a").contains("A heading") && !html("b").contains("heading"), "{}", html("b"));
}

#[test]
fn equal_pictures_are_copied_once() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"4\"></svg>";
    let place = Place::new(&[
        ("a.md", b"![One](one.svg) ![Two](img/two.svg) ![Three](/img/two.svg)"),
        ("one.svg", svg),
        ("img/two.svg", svg),
        ("unused.svg", b"<svg/>"),
    ]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert!(outcome.stdout.contains("1 picture"), "{}", outcome.stdout);
    let html =
        place.article_pages()["a"]["sections"][0]["html"].as_str().unwrap_or_default().to_owned();
    let size = "width=\"8\" height=\"4\"";
    assert_eq!(html.matches(size).count(), 3, "{html}");
    assert_eq!(html.matches("loading=\"lazy\" decoding=\"async\"").count(), 3, "{html}");
}

#[test]
fn right_to_left_languages_say_so() {
    let place = Place::new(&[(
        "a.md",
        "כיצד אפשר לשנות את הסיסמה של החשבון שלי ואת כתובת הדואר".as_bytes(),
    )]);
    place.build(&[]).succeeded();
    assert!(place.read("site/index.html").contains("<html lang=\"he\" dir=\"rtl\">"));
    let catalog: serde_json::Value =
        serde_json::from_str(&place.read("site/docent.json")).unwrap_or_default();
    assert_eq!(catalog["languages"][0]["dir"], "rtl");
}

#[test]
fn options_that_contradict_the_settings_are_refused() {
    let place = Place::new(&[("a.md", b"x"), ("docent.toml", b"[site]\nlanguages = [\"en\"]\n")]);
    place.build(&["--lang", "de"]).failed_saying("leave `--lang de` out");
    place.build(&["--base-url", "help.example"]).failed_saying("is no whole address");
    place.build(&["--base-url", "https://x.example/help"]).succeeded();
    assert!(
        place
            .read("site/a/index.html")
            .contains("<link rel=\"canonical\" href=\"https://x.example/help/a/\">")
    );
}

#[test]
fn the_default_language_needs_an_article() {
    let place = Place::new(&[
        ("es/a.md", b"x"),
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\n"),
    ]);
    place.build(&[]).failed_saying("there is no article in the language `en`");
}

#[test]
fn a_build_names_titles_that_find_another_article_unless_nobody_wants_to_know() {
    let place = Place::new(&[
        ("how.md", b"# How to verify your account\n\nWe send a letter."),
        ("sign.md", b"# ???\n\nNobody can say what this is."),
        (
            "overview.md",
            b"---\ntitle: Verify your account\nkeywords: [how, to]\n---\n\n\
              ## Verify your account with a letter\n\n\
              Verify the account: how to verify your account by letter. To verify it, how?",
        ),
    ]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    let check = crate::run::docent(place.path(), &["check", "content", "--lang", "en"]);
    let all = "  not first      how.md, whose title finds `overview`\n  \
               not first      sign.md, whose title finds nothing\n";
    assert!(outcome.stdout.contains(all), "{}", outcome.stdout);
    assert_eq!(check.stdout.matches("warning[title-not-first]").count(), 2, "{}", check.stdout);
    place.write("content/docent.toml", b"[check]\ntitle-not-first = \"off\"\n");
    let outcome = place.build(&[]).succeeded();
    assert!(!outcome.stdout.contains("not first"), "{}", outcome.stdout);
}
