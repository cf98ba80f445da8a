//! Links as Obsidian writes them, from the file to the page.

use crate::run::{Place, docent};

/// The HTML of an article's first part, after a build without a word.
fn first_part(place: &Place, slug: &str) -> String {
    let pages = place.article_pages();
    pages[slug]["sections"][0]["html"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_wiki_link_leads_where_obsidian_would_go() {
    let place = Place::new(&[
        // So that a slug is that of one page.
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\nfallback = false\n"),
        (
            "en/billing/refunds.md",
            b"---\ntitle: Get a refund\naliases: [Money back, /old/refund]\n---\nx\n\n## How long?\n\nx\n\n## Price {#cost}\n\nx",
        ),
        ("en/billing/terms.md", b"Terms of billing."),
        ("en/account/terms.md", b"Terms of accounts."),
        ("es/billing/terms.md", "Condiciones.".as_bytes()),
        ("es/start.md", b"[[terms]] [[refunds]]"),
        ("en/account/cup.png", b"x"),
        ("en/menu.pdf", b"x"),
        (
            "en/account/start.md",
            b"[[refunds]] [[REFUNDS.md|so]] [[Money back]] [[get a  refund]] [[billing/refunds]] \
              [[en/billing/refunds]] [[../billing/refunds]] [[refunds#how long]] [[refunds#Price]] \
              [[#Here]] [[terms]] [[billing/terms]] [[menu.pdf]]\n\n![[cup.png|A cup|200]]\n\n## Here\n\nx",
        ),
    ]);
    let outcome = place.build(&[]).succeeded();
    assert_eq!(outcome.stderr, "");
    let link = |url: &str, slug: &str, words: &str| {
        format!("<a href=\"{url}\" data-docent-article=\"{slug}\">{words}</a>")
    };
    let refunds = |words| link("billing/refunds/", "billing/refunds", words);
    let title = refunds("Get a refund");
    let html = first_part(&place, "account/start");
    let expected = [
        title.clone(),
        refunds("so"),
        title.clone(),
        title.clone(),
        title.clone(),
        title.clone(),
        title,
        link("billing/refunds/#how-long", "billing/refunds#how-long", "Get a refund › How long?"),
        link("billing/refunds/#cost", "billing/refunds#cost", "Get a refund › Price"),
        link("account/start/#here", "account/start#here", "Here"),
        link("account/terms/", "account/terms", "Terms"),
        link("billing/terms/", "billing/terms", "Terms"),
    ];
    assert!(html.starts_with(&format!("<p>{} <a ", expected.join(" "))), "{html}");
    assert!(html.contains(">menu.pdf</a></p>\n<p><img src=\"_docent/media/cup-"), "{html}");
    let spanish = first_part(&place, "start");
    let expected = format!(
        "<p>{} <a href=\"billing/refunds/\">Get a refund</a></p>",
        link("es/billing/terms/", "billing/terms", "Terms"),
    );
    assert_eq!(spanish, expected);
    let copy = place.read("site/account/start/index.md");
    assert!(copy.contains("[Get a refund](../../billing/refunds/index.md)"), "{copy}");
}

#[test]
fn a_site_that_knows_nothing_of_wiki_links_stays_as_it_is() {
    let text = "Arrays [[1,2],[3,4]], tests [[ -f file ]], [[wiki:Page]], [[toc]], [[#12]], \
                [[others]], [[Some thing|or other]], [[1]](https://x.example/) and ![[embed]].";
    let place = Place::new(&[("start.md", text.as_bytes()), ("otherwise.md", b"Other.")]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert_eq!(outcome.stderr, "");
    let expected = text.replace(
        "[[1]](https://x.example/)",
        "<a href=\"https://x.example/\" rel=\"noopener noreferrer\">[1]</a>",
    );
    assert_eq!(first_part(&place, "start"), format!("<p>{expected}</p>"));
}

#[test]
fn a_wiki_link_to_nothing_is_told_once_there_are_some_or_it_is_nearly_right() {
    let place =
        Place::new(&[("start.md", b"[[refnds]] and [[Something else]]"), ("refunds.md", b"Text.")]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert!(outcome.stderr.contains("there is no article or file `refnds`"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("start.md:1:3"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("the nearest one is `Refunds`"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("Something else`"), "{}", outcome.stderr);
    place.write("content/more.md", b"[[refunds|Money]]");
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert!(outcome.stderr.contains("no article or file `Something else`"), "{}", outcome.stderr);
    assert!(first_part(&place, "start").contains("<a>Something else</a>"));
}

#[test]
fn a_wiki_link_whose_file_has_moved_is_repaired() {
    let place = Place::new(&[
        ("en/start.md", b"[[old/Refunds#how long|x]], [[old/terms]] and ![[old/cup.png|A cup]]\n"),
        ("en/billing/refunds.md", b"# Refunds\n\nx\n\n## How long?\n\nx"),
        ("en/a/terms.md", b"# Terms\n\nx"),
        ("en/b/terms.md", b"# Other terms\n\nx"),
        ("en/img/cup.png", b"x"),
        ("en/more.md", b"[[Other terms]]"),
    ]);
    let outcome = docent(place.path(), &["check", "content", "--fix", "--lang", "en"]).succeeded();
    let text = place.read("content/en/start.md");
    let expected =
        "[[en/billing/refunds#how long|x]], [[old/terms]] and ![[en/img/cup.png|A cup]]\n";
    assert_eq!(text, expected, "{}", outcome.stderr);
    assert!(!outcome.stdout.contains("Refunds`"), "{}", outcome.stdout);
}

#[test]
fn an_article_that_wiki_links_lead_to_is_no_orphan() {
    let files: [(&str, &[u8]); 4] = [
        ("docent.toml", b"[site]\nlanguages = [\"en\"]\nmain = [\"a/one\"]\n"),
        ("a/one.md", b"# One\n\n[[lonely]]"),
        ("b/two.md", b"# Two\n\nx"),
        ("lonely.md", b"# Lonely\n\nx"),
    ];
    let check = |place: &Place| docent(place.path(), &["check", "content"]).stdout;
    let with_link = check(&Place::new(&files));
    assert!(!with_link.contains("orphan-article"), "{with_link}");
    let without = Place::new(&files);
    without.write("content/a/one.md", b"# One\n\nx");
    assert!(check(&without).contains("orphan-article"));
}

#[test]
fn many_links_with_one_name_of_many_articles_are_built() {
    let place = Place::new(&[]);
    for number in 0..300 {
        let links = "[[page]] [[page#part|x]] ".repeat(40);
        let text = format!("# Title {number}\n\n{links}\n\n## Part\n\nx");
        place.write(&format!("content/f{number}/page.md"), text.as_bytes());
    }
    place.write("content/top.md", "[[page]] [[page]] x ".repeat(10_000).as_bytes());
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert!(outcome.stderr.contains("ambiguous-link"), "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("warning[").count(), 1, "{}", outcome.stderr);
}

#[test]
fn what_the_build_takes_for_text_is_not_repaired() {
    let text = b"Test with [[ -f etc/main ]] and [[old/main]] now.\n";
    let place = Place::new(&[("start.md", text), ("guide/main.md", b"Main.")]);
    let check = ["check", "content", "--fix", "--lang", "en"];
    let outcome = docent(place.path(), &check).succeeded();
    assert_eq!(place.read("content/start.md").as_bytes(), text, "{}", outcome.stdout);
    // The same on a site with wiki links, of which one is broken.
    place.write("content/more.md", b"[[guide/main|Main]]");
    docent(place.path(), &check).succeeded();
    let expected = "Test with [[ -f etc/main ]] and [[guide/main]] now.\n";
    assert_eq!(place.read("content/start.md"), expected);
}

#[test]
fn a_heading_with_brackets_is_the_title_once() {
    let place = Place::new(&[
        ("arrays.md", b"# Arrays: [[1]] explained [[ -f x ]]\n\nText."),
        ("test.md", b"# Use [[toc]] here\n\nText."),
    ]);
    place.build(&["--lang", "en"]).succeeded();
    let pages = place.article_pages();
    assert_eq!(pages["arrays"]["title"], "Arrays: [[1]] explained [[ -f x ]]");
    assert_eq!(first_part(&place, "arrays").trim(), "<p>Text.</p>");
    assert_eq!(first_part(&place, "test").trim(), "<p>Text.</p>");
    place.write("content/refunds.md", b"# Refund policy\n\nText.");
    place.write("content/all.md", b"# All about [[refunds]]\n\nSee [[refunds|this]].");
    place.build(&["--lang", "en"]).succeeded();
    assert_eq!(place.article_pages()["all"]["title"], "All about refunds");
    assert!(
        first_part(&place, "all").trim().starts_with("<p>See "),
        "{}",
        first_part(&place, "all")
    );
}

#[test]
fn a_heading_with_a_wiki_link_is_found_by_its_words() {
    let place = Place::new(&[
        ("refunds.md", b"# Refunds\n\nx\n\n## See [[steps]]\n\nx"),
        ("steps.md", b"# All about refunds\n\n[[refunds#See steps]]"),
    ]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert_eq!(outcome.stderr, "");
    let html = first_part(&place, "steps");
    assert!(html.contains("href=\"refunds/#see-steps\""), "{html}");
    let section = place.article_pages()["refunds"]["sections"][1].clone();
    assert_eq!(section["id"], "see-steps");
    assert_eq!(section["title"], "See All about refunds");
}

#[test]
fn names_of_one_article_are_not_ambiguous() {
    let place = Place::new(&[
        (
            "docent.toml",
            b"[site]\nlanguages = [\"en\", \"es\", \"de\", \"fr\"]\nfallback = false\n",
        ),
        ("en/start.md", b"[[Money]] [[geld]]"),
        ("en/refunds.md", b"---\naliases: [money, Money, MONEY]\n---\nText."),
        ("es/other.md", b"x"),
        ("de/pay.md", b"---\naliases: [geld]\n---\nText."),
        ("fr/pay.md", b"---\naliases: [geld]\n---\nText."),
    ]);
    let outcome = place.build(&[]).succeeded();
    assert_eq!(outcome.stderr, "");
    let html = first_part(&place, "start");
    assert!(html.contains("href=\"de/pay/\""), "{html}");
}

#[test]
fn one_small_word_that_is_a_page_as_well_makes_no_site_of_wiki_links() {
    let text = b"Write a table [[redirects]], then [[widgets]] and [[i]].";
    let place = Place::new(&[("toml.md", text), ("redirects.md", b"Text.")]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert_eq!(outcome.stderr, "");
    let html = first_part(&place, "toml");
    assert!(html.contains("then [[widgets]] and [[i]]."), "{html}");
    for more in ["[[redirects|x]]", "[[toml]]", "[[Redirects]]"] {
        place.write("content/more.md", more.as_bytes());
        let outcome = place.build(&["--lang", "en"]).succeeded();
        assert!(outcome.stderr.contains("no article or file `widgets`"), "{}", outcome.stderr);
    }
}

#[test]
fn words_that_lead_nowhere_keep_what_markdown_makes_of_them() {
    let place =
        Place::new(&[("start.md", b"[[Some|b *c* &amp; d]], [see [[1]]](https://x.example/).")]);
    let outcome = place.build(&["--lang", "en"]).succeeded();
    assert_eq!(outcome.stderr, "");
    let expected = "<p>[[Some|b <em>c</em> &amp; d]], \
                    <a href=\"https://x.example/\" rel=\"noopener noreferrer\">see [[1]]</a>.</p>";
    assert_eq!(first_part(&place, "start"), expected);
}
