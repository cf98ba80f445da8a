//! Which brackets are links, and what becomes of those that are none.

use super::*;
use crate::article::markdown::render;
use crate::strings::Strings;

fn html(text: &str) -> String {
    let html = render(text, &Strings::of("en")).html;
    html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
}

#[test]
fn two_brackets_are_a_link_and_the_text_around_them_stays() {
    let link = |address: &str, words: &str| {
        let address = utf8_percent_encode(address, IN_NAME).to_string();
        format!("<a href=\"%5B%5B{address}%5D%5D\">{words}</a>")
    };
    let cases = [
        ("a [[Page]] b", format!("a {} b", link("Page", "Page"))),
        ("[[A b#C d]]", link("A b#C d", "A b › C d")),
        ("[[a_b_c|two *words*]]!", format!("{}!", link("a_b_c|", "two <em>words</em>"))),
        ("[[m|a&nbsp;b &amp; c]]", link("m|", "a\u{a0}b &amp; c")),
        (
            "> [[a|two\n> words]]",
            format!("<blockquote>\n<p>{}</p>\n</blockquote>", link("a|", "two\nwords")),
        ),
        (
            "|x|\n|-|\n|[[a\\|b `c`]]|",
            format!(
                "<table><thead><tr><th>x</th></tr></thead><tbody>\n<tr><td>{}</td></tr>\n</tbody></table>",
                link("a|", "b <code>c</code>")
            ),
        ),
        ("[[[a]]]", format!("[{}]", link("a", "a"))),
        ("[[a]][[b]]", link("a", "a") + &link("b", "b")),
        ("*[[a]]*", format!("<em>{}</em>", link("a", "a"))),
        ("[[😀 שלום]]", link("😀 שלום", "😀 שלום")),
        ("[[100% sure]]", link("100% sure", "100% sure")),
        ("[[a|]]", link("a", "a")),
        ("wow![[a.png|A cup|300]]", "wow<img src=\"%5B%5Ba.png%7C%5D%5D\" alt=\"A cup\" />".into()),
        ("![[a.png|300x20]]", "<img src=\"%5B%5Ba.png%7C%5D%5D\" alt=\"\" />".into()),
        ("\\![[a.png]]", format!("!{}", link("a.png", "a.png"))),
    ];
    for (text, expected) in cases {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn what_markdown_means_otherwise_is_left_alone() {
    let cases = [
        ("`[[a]]`", "<code>[[a]]</code>"),
        ("\\[[a]]", "[[a]]"),
        ("[[1]](b.md)", "<a href=\"b.md\">[1]</a>"),
        ("[[1]][one]\n\n[one]: b.md", "<a href=\"b.md\">[1]</a>"),
        ("[[one]]\n\n[one]: b.md", "[<a href=\"b.md\">one</a>]"),
        ("[[1,2],[3,4]]", "[[1,2],[3,4]]"),
        ("[[]] [[ ]] [[|x]] [[a\nb]]", "[[]] [[ ]] [[|x]] [[a\nb]]"),
        ("[[*a*]] [[<b>x</b>]]", "[[<em>a</em>]] [[<b>x</b>]]"),
        ("[a] [[b] c]", "[a] [[b] c]"),
        ("[[ -f *a* ]]", "[[ -f <em>a</em> ]]"),
        ("x [[Q&amp;A]], [[_a_]] ![[~~b~~]].", "x [[Q&amp;A]], [[<em>a</em>]] ![[<del>b</del>]]."),
        ("[see [[1]] there](b.md)", "<a href=\"b.md\">see [[1]] there</a>"),
        ("[the [[x]] *page*][one]\n\n[one]: b.md", "<a href=\"b.md\">the [[x]] <em>page</em></a>"),
        ("![foo [[a]] bar](x.png)", "<img src=\"x.png\" alt=\"foo [[a]] bar\" />"),
        ("[![[x.md]]](b.md)", "<a href=\"b.md\">![[x.md]]</a>"),
    ];
    for (text, expected) in cases {
        assert_eq!(html(text), expected, "{text}");
    }
    assert_eq!(html("    [[a]]"), "<pre><code>[[a]]</code></pre>");
}

#[test]
fn a_picture_of_a_wiki_can_be_all_that_a_link_shows() {
    assert_eq!(
        html("x [![[logo.svg|Logo]]](b.md) y"),
        "x <a href=\"b.md\"><img src=\"%5B%5Blogo.svg%7C%5D%5D\" alt=\"Logo\" /></a> y"
    );
}

#[test]
fn names_stand_where_they_were_written() {
    let text = "x [[ Page#Two | words]], ![[a.png]] and\n\n|a|\n|-|\n| [[b\\|c]] |\n";
    let found: Vec<_> = render(text, &Strings::of("en"))
        .mentions
        .into_iter()
        .map(|mention| (mention.url, text[mention.range].to_owned()))
        .collect();
    let expected = [("[[ Page#Two ]]", " Page#Two "), ("![[a.png]]", "a.png"), ("[[b]]", "b")];
    assert_eq!(found, expected.map(|(url, name)| (url.to_owned(), name.to_owned())));
}

#[test]
fn an_address_says_page_heading_and_words() {
    let cases = [
        ("[[a#b#c|]]", Some(("a", "c", true))),
        ("%5B%5B100%25 sure%5D%5D", Some(("100% sure", "", false))),
        ("[[#b]]", Some(("", "b", false))),
        ("[[a", None),
        ("a]]", None),
        ("[[]]", Some(("", "", false))),
    ];
    for (address, expected) in cases {
        let link = WikiLink::parse(address);
        let found = link.as_ref().map(|link| (link.page(), link.heading(), link.has_words));
        assert_eq!(found, expected, "{address}");
    }
}

#[test]
fn five_megabytes_of_brackets_are_read_in_time() {
    for text in [
        "[[".repeat(500_000),
        "[[a]]".repeat(200_000),
        "![[a|".repeat(200_000),
        "[[[a]](b) ".repeat(100_000),
        "[x [[a]](b) ".repeat(100_000),
    ] {
        let begun = std::time::Instant::now();
        assert!(!html(&text).is_empty());
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }
}
