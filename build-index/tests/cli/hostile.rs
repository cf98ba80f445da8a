//! Articles that want to run code in the reader's browser, all the way through a build.

use crate::run::Place;

const HOSTILE: &[&str] = &[
    "[x](javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](JaVaScRiPt&#58;alert(1))",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<div>\n<script\n>alert(1)</script\n></div>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe src='x\" onload=\"alert(1)' title='\"><script>alert(1)</script>'></iframe>",
    "<video src=x title=\"<img src=x onerror=alert(1)>\"></video>",
    "<iframe><img src=x onerror=alert(1)></iframe>",
    "# Title <img src=x onerror=alert(1)> {#id\" onclick=\"alert(1)}",
    "## x {onclick=alert(1) style=\"color:red\"}",
    "| a |\n|---|\n| <svg/onload=alert(1)> |",
    "[^a]\n\n[^a]: <b onmouseover=alert(1)>x</b>",
    "> [!NOTE]\n> <form action=javascript:alert(1)><input onfocus=alert(1) autofocus></form>",
    "```html\" onclick=\"alert(1)\n<script>alert(1)</script>\n```",
    "<a href=\"x\" data-docent-article=\"evil\" class=\"launcher\" id=\"docent:content\">x</a>",
    "<p title='</p><script>alert(1)</script>'>x</p>",
    "<!-- <script> --><img src=\"\" onerror=\"alert(1)\"><!-- </script> -->",
    "{{< raw >}}<script>alert(1)</script>{{< /raw >}}",
    "<scr{{< x >}}ipt>alert(1)</scr{{< x >}}ipt>",
    "<<b>script>alert(1)<</b>/script>",
];

/// What must not be in a tag, whatever the article says.
fn offence(html: &str) -> Option<String> {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, next) = after.split_once('>').unwrap_or((after, ""));
        let lower = tag.to_lowercase();
        // Names of attributes: what stands before `="`, outside of values.
        let names = lower.split('"').step_by(2).flat_map(str::split_whitespace);
        let bad_name = names.skip(1).any(|name| {
            name.starts_with("on") || name.starts_with("style") || name.starts_with("srcdoc")
        });
        let bad_tag = ["script", "iframe", "svg", "form", "input", "object", "embed", "style"]
            .iter()
            .any(|name| lower.trim_start_matches('/').starts_with(name));
        let bad_url =
            ["=\"javascript:", "=\"data:", "=\"vbscript:"].iter().any(|url| lower.contains(url));
        if bad_name || bad_tag || bad_url {
            return Some(tag.to_owned());
        }
        rest = next;
    }
    None
}

#[test]
fn nothing_hostile_reaches_the_widget_or_the_static_pages() {
    let texts: Vec<_> =
        HOSTILE.iter().map(|text| format!("Before.\n\n{text}\n\nAfter.\n")).collect();
    let names: Vec<_> = (0..texts.len()).map(|number| format!("{number}.md")).collect();
    let files: Vec<_> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let place = Place::new(&files);
    place.build(&["--lang", "en"]).succeeded();
    let pages = place.article_pages();
    assert_eq!(pages.len(), HOSTILE.len());
    for (slug, page) in pages {
        let text = HOSTILE[slug.parse::<usize>().unwrap_or_default()];
        let mut html = String::new();
        for section in page["sections"].as_array().into_iter().flatten() {
            html.push_str(section["html"].as_str().unwrap_or_default());
        }
        assert_eq!(offence(&html), None, "from {text}\nin {html}");
        assert!(!html.contains("class=\"launcher\"") && !html.contains("\"evil\""), "{html}");
        assert!(
            html.contains("Before.") && html.contains("After."),
            "{text} swallowed the rest: {html}"
        );
        let page = place.read(&format!("site/{slug}/index.html"));
        assert_eq!(offence(&page), None, "from {text}");
    }
}

#[test]
fn titles_and_settings_are_text_on_every_page() {
    let place = Place::new(&[
        ("a.md", b"---\ntitle: '<script>alert(1)</script>\"'\ndescription: '\"><img src=x onerror=alert(1)>'\ncategory: '<b onclick=x>'\n---\nx"),
        ("b.md", b"---\ncategory: '<b onclick=x>'\n---\nx"),
        ("docent.toml", b"[site]\nname = \"</title><script>alert(1)</script>\"\n"),
    ]);
    place.build(&["--lang", "en"]).succeeded();
    for page in ["site/index.html", "site/a/index.html", "site/b/index.html"] {
        assert_eq!(offence(&place.read(page)), None, "{page}");
    }
}

#[test]
fn deep_nesting_and_long_runs_end() {
    let texts = [
        ">".repeat(20_000),
        "<div>".repeat(20_000),
        "[".repeat(50_000),
        "*a_".repeat(30_000),
        "- ".repeat(3_000),
        "![".repeat(20_000),
        "`".repeat(30_000),
        "<a href=\"".repeat(5_000),
        "|".repeat(20_000),
        "[^1]".repeat(10_000) + "\n\n[^1]: [^1]",
        "{{<".repeat(20_000),
    ];
    let names: Vec<_> = (0..texts.len()).map(|number| format!("{number}.md")).collect();
    let files: Vec<_> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let place = Place::new(&files);
    place.build(&["--lang", "en"]).succeeded();
    assert_eq!(place.article_pages().len(), texts.len());
}
