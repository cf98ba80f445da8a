//! Bodies as help desks store them, and what Docent reads in their place.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::article::prepare;
use crate::source::SourceFile;
use crate::strings::Strings;

/// Keeps every address.
struct Kept;

impl Addresses for Kept {
    fn link(&mut self, url: &str) -> Option<String> {
        Some(url.to_owned())
    }

    fn picture(&mut self, url: &str) -> Option<String> {
        Some(url.to_owned())
    }
}

fn of(html: &str) -> String {
    let nodes = parse(html, "Watch the video");
    let mut anchors = BTreeSet::new();
    anchors_of(&nodes, &mut anchors);
    let writing = Writing { title: "The title", anchors: &anchors };
    markdown(&nodes, &writing, &mut Kept)
}

#[test]
fn every_kind_of_block_becomes_markdown() {
    let cases = [
        ("<p>One</p><p>two <b>bold</b>, <i>italic</i></p>", "One\n\ntwo **bold**, *italic*\n"),
        ("<h1>The title</h1><p>x</p><h2>A</h2><h3><b>B</b></h3>", "x\n\n## A\n\n### B\n"),
        ("<h1>A</h1><h2>B</h2>", "## A\n\n### B\n"),
        ("<h3>A</h3><h4>B</h4><h3>C</h3>", "## A\n\n### B\n\n## C\n"),
        ("<h4>A</h4><div><h3>B</h3></div>", "### A\n\n## B\n"),
        ("<h2>The  title</h2><h2> </h2><h3>A</h3>", "## A\n"),
        ("<p>x</p><p data-f-id=\"pbf\">Powered by <a href=\"https://e.example\">E</a></p>", "x\n"),
        ("<pre code-brush=\"JSON\">{}</pre>", "```json\n{}\n```\n"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"),
        ("<ul><li>a</li><ol><li>b</li></ol></ul>", "- a\n  1. b\n"),
        (
            "<ol start=\"9\"><li><p>a</p><p>b</p></li><li><pre>x</pre></li></ol>",
            "9. a\n\n   b\n\n10. ```\n    x\n    ```\n",
        ),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b\n"),
        (
            "<pre class=\"language-sh\"><code>a &lt; b\n\n```</code></pre>",
            "````sh\na < b\n\n```\n````\n",
        ),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ("<div class=\"callout-red\"><p>a</p></div>", "> [!CAUTION]\n> a\n"),
        ("<p class=\"note\">a</p>", "> [!NOTE]\n> a\n"),
        ("a<br>b<br><br>c", "a\\\nb\n\nc\n"),
        ("<hr>", "---\n"),
        ("<ul><ul><hr><hr>", "- - ***\n\n    ---\n"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "**a**\n\nb\n"),
        (
            "<ul><li><details><summary>a</summary></details><ul><li>b</li></ul></li></ul>",
            "- <details>\n  <summary>a</summary>\n\n\n\n  </details>\n\n  - b\n",
        ),
        (
            "<details><summary>More</summary><p>a</p></details>",
            "<details>\n<summary>More</summary>\n\na\n\n</details>\n",
        ),
        (
            "<figure><img src=\"a b.png\" alt=\"A\"><figcaption>C</figcaption></figure>",
            "![A](a%20b.png)\n\nC\n",
        ),
        ("<p>&nbsp;</p><div><p></p></div>", ""),
        (
            "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>",
            "[Watch the video](https://www.youtube.com/watch?v=x)\n",
        ),
        ("<script>alert(1)</script><p onclick=\"x\">a</p>", "a\n"),
        ("<ul><li>a<ol start=\"3\"><li>b</li></ol></li></ul>", "- a\n\n  3. b\n"),
        (
            "<a href=\"u\"><h3>A</h3><p>b <b>c</b></p><ul><li>d</li></ul>e</a>",
            "## [A](u)\n\n[b **c**](u)\n\n- [d](u)\n\n[e](u)\n",
        ),
        (
            "<p><a href=\"#x\">down</a></p><a name=\"x\"><p>a</p><p>b</p></a>",
            "[down](#x)\n\n<a id=\"x\"></a>\n\na\n\nb\n",
        ),
        ("<p>Press <button>Save</button>.</p>", "Press Save.\n"),
        (
            "<p><a href=\"#x\">down</a></p><h2 id=\"x\">A</h2><p id=\"y\">b</p>",
            "[down](#x)\n\n## A {#x}\n\nb\n",
        ),
    ];
    for (html, expected) in cases {
        assert_eq!(of(html), expected, "{html}");
    }
}

#[test]
fn tables_are_markdown_where_it_has_words_for_them() {
    let cases = [
        (
            "<table><tr><th>A</th><th style=\"text-align: right\">B</th></tr>\
             <tr><td><p>1|2</p><p>3</p></td><td style=\"text-align:right\"><code>a|b</code></td></tr></table>",
            "| A | B |\n| --- | ---: |\n| 1\\|2<br>3 | `a\\|b` |\n",
        ),
        (
            "<table><tbody><tr><td><strong>A</strong></td><td><b>B</b></td></tr><tr><td>1</td></tr></tbody></table>",
            "| A | B |\n| --- | --- |\n| 1 |  |\n",
        ),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td colspan=\"2\"><ul><li>c</li></ul></td></tr></table>",
            "<table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n<tr><td colspan=\"2\"><ul><li>c</li></ul></td></tr></tbody>\n</table>\n",
        ),
        (
            "<table><tr><td>{% a %} {{&lt; b &gt;}}</td><td>c</td></tr></table>",
            "<table>\n<tbody>\n<tr><td>&#123;% a %} &#123;&#123;&lt; b &gt;}}</td><td>c</td></tr></tbody>\n</table>\n",
        ),
        ("<table><tr><td><p>alone</p></td></tr></table>", "alone\n"),
    ];
    for (html, expected) in cases {
        assert_eq!(of(html), expected, "{html}");
    }
}

#[test]
fn text_that_looks_like_markdown_stays_text() {
    let cases = [
        ("# a", "\\# a\n"),
        ("1. a", "1\\. a\n"),
        ("- a<br>+ b", "\\- a\\\n\\+ b\n"),
        (
            "snake_case _x_ *y* `z` [w](v) ~~u~~",
            "snake_case \\_x\\_ \\*y\\* \\`z\\` \\[w\\](v) \\~\\~u\\~\\~\n",
        ),
        ("&amp;lt; &lt;b&gt; a &lt; b &amp; c", "\\&lt; \\<b> a < b & c\n"),
        ("{{&lt; x &gt;}} {{% y %}}", "{{\\< x >}} {{\\% y %}}\n"),
        ("Look!<a href=\"x\">here</a>", "Look\\![here](x)\n"),
        ("<b>Note:</b>text", "<strong>Note:</strong>text\n"),
        ("<b>a </b>b", "**a** b\n"),
        ("<b>a</b><b>b</b>", "**ab**\n"),
        ("<code>a`b</code>", "``a`b``\n"),
        ("<code>a</code><code>b</code> <code>c</code>", "`ab` `c`\n"),
        ("<code>a<br>b</code>", "`a`\\\n`b`\n"),
        ("\\!<a href=\"x\">a</a>", "\\\\\\![a](x)\n"),
        ("<i>a<br><kbd><br>b</kbd></i>", "*a\\\n<kbd>b</kbd>*\n"),
        ("{:ok, pid}<br>:::note", "\\{:ok, pid}\\\n\\:::note\n"),
        ("<a href=\"/a/{%b%}\">x</a>", "[x](/a/%7B%b%%7D)\n"),
        ("a | b", "a | b\n"),
    ];
    for (html, expected) in cases {
        assert_eq!(of(html), expected, "{html}");
    }
}

#[test]
fn deep_or_huge_bodies_end() {
    let cases = [
        ("elements", format!("{}x", "<div><b>".repeat(50_000))),
        ("lists", format!("{}x", "<ul><li>".repeat(20_000))),
        ("quotations", format!("{}x", "<blockquote>".repeat(20_000))),
        ("emphasis", "<b>a</b><i>b</i>".repeat(20_000)),
        ("drawings", format!("<svg>{}x", "<b><foo/>".repeat(50_000))),
        ("text", "word &lt; ".repeat(700_000)),
    ];
    for (what, html) in cases {
        let begun = std::time::Instant::now();
        let text = of(&html);
        assert!(text.contains(['x', 'b', 'w']), "{what}");
        println!("{what}: {} bytes in {:?}", text.len(), begun.elapsed());
    }
}

#[test]
fn drawings_of_many_parts_do_not_flatten_what_follows() {
    let parts = "<path d=\"M0 0\"/><g><circle></g>".repeat(500);
    let html = format!("<svg viewBox=\"0 0 1 1\">{parts}</svg><h2>A</h2><ul><li>b</li></ul>");
    assert_eq!(of(&html), "## A\n\n- b\n");
}

/// What somebody reads of HTML: its words, without blanks.
fn read(html: &str) -> String {
    text_of(&parse(html, "")).chars().filter(|c| !c.is_whitespace()).collect()
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<em>",
        "</em>",
        "<strong>",
        "</strong>",
        "<s>",
        "</s>",
        "<ul>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<li>",
        "</li>",
        "<br>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "<blockquote>",
        "</blockquote>",
        "<h2>",
        "</h2>",
        "<a href=\"x\">",
        "</a>",
        "<hr>",
        "word",
        "two words",
        " ",
        "*",
        "**",
        "_",
        "`",
        "~",
        "#",
        "-",
        "+",
        "1.",
        "2)",
        ">",
        "|",
        "[",
        "]",
        "(",
        ")",
        "!",
        "&lt;",
        "&amp;",
        "&amp;amp;",
        "\\",
        "{",
        "}",
        "{#a}",
        ":",
        "=",
        "---",
        "ä",
        "。",
        "日本",
        "😀",
        "&nbsp;",
        "\n",
        "<span>",
        "</span>",
        "<div class=\"note\">",
        "<kbd>",
        "</kbd>",
        "<u>",
        "</u>",
        "<details><summary>s</summary>",
        "</details>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "[!NOTE]",
        "[^1]",
        ":::",
        "<sup>",
        "</sup>",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_words_of_any_body_are_the_words_of_the_article(html in pieces()) {
        let text = of(&html);
        let file = SourceFile { path: "a.md".into(), text: text.clone().into() };
        let (prepared, _) = prepare(&file, 0, &Strings::of("en"));
        prop_assert_eq!(read(&prepared.html), read(&html), "{}\n{}", text, prepared.html);
    }
}
