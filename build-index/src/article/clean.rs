//! The allow-list: what HTML of an article may contain. Everything else is dropped.
//!
//! This is the only place that decides what is safe. Later steps add elements and attributes of
//! their own, and never text that was not escaped.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Schemes that a link may have.
pub(crate) const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "sms"];

/// Elements that go with everything in them: nobody reads what is inside as text.
pub(crate) const DROPPED_WITH_CONTENT: [&str; 16] = [
    "script",
    "style",
    "template",
    "noscript",
    "noembed",
    "noframes",
    "object",
    "applet",
    "iframe",
    "textarea",
    "select",
    "title",
    "svg",
    "math",
    "xmp",
    "plaintext",
];

/// Classes that an article may use; they are styled by the widget and the static pages.
const CLASSES: [&str; 14] = [
    "align-center",
    "align-left",
    "align-right",
    "callout-caution",
    "callout-important",
    "callout-note",
    "callout-tip",
    "callout-warning",
    "footnote-back",
    "footnote-ref",
    "footnotes",
    "task",
    "task-done",
    "video-link",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(cleaner);

/// HTML without anything that is not on the list, written in the regular form that `html` reads.
pub(crate) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

fn cleaner() -> Builder<'static> {
    let tags = [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ];
    let attributes: [(&str, &[&str]); 13] = [
        ("a", &["href", "name", "title"]),
        ("abbr", &["title"]),
        ("bdo", &["dir"]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("details", &["open"]),
        ("dfn", &["title"]),
        ("img", &["src", "alt", "title", "width", "height"]),
        ("li", &["value"]),
        ("ol", &["start", "type", "reversed"]),
        ("td", &["colspan", "rowspan", "headers"]),
        ("th", &["colspan", "rowspan", "headers", "scope"]),
        ("time", &["datetime"]),
    ];
    let attributes: HashMap<_, HashSet<_>> =
        attributes.into_iter().map(|(tag, names)| (tag, names.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(tags.into_iter().collect())
        .clean_content_tags(DROPPED_WITH_CONTENT.into_iter().collect())
        .tag_attributes(attributes)
        .generic_attributes(["id", "lang", "dir", "class"].into_iter().collect())
        .url_schemes(SCHEMES.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(filter);
    builder
}

fn filter<'v>(_: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    if attribute != "class" {
        return Some(Cow::Borrowed(value));
    }
    let kept: Vec<_> = value.split_ascii_whitespace().filter(|class| is_allowed(class)).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

fn is_allowed(class: &str) -> bool {
    let is_language = class.strip_prefix("language-").is_some_and(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-_#.".contains(c))
    });
    is_language || CLASSES.contains(&class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_or_reaches_out_survives() {
        let hostile = [
            "<script>alert(1)</script>",
            "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
            "<img src=x onerror=alert(1)>",
            "<img src=\"javascript:alert(1)\">",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\" java\nscript:alert(1)\">x</a>",
            "<a href=\"&#106;avascript:alert(1)\">x</a>",
            "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
            "<a href=\"vbscript:msgbox(1)\">x</a>",
            "<a href=x onclick=alert(1)>x</a>",
            "<div style=\"position:fixed;background:url(//evil.example)\">x</div>",
            "<style>@import url(//evil.example)</style>",
            "<svg onload=alert(1)><script>alert(1)</script></svg>",
            "<svg><animate href=#x attributeName=href values=javascript:alert(1)></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mtext></math>",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<object data=\"javascript:alert(1)\"></object>",
            "<embed src=\"javascript:alert(1)\">",
            "<form action=\"javascript:alert(1)\"><button formaction=x>x</button></form>",
            "<input autofocus onfocus=alert(1)>",
            "<base href=\"//evil.example/\">",
            "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
            "<link rel=stylesheet href=//evil.example>",
            "<template><script>alert(1)</script></template>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
            "<p title=\"</p><script>alert(1)</script>\">x</p>",
            "<details ontoggle=alert(1) open>x</details>",
            "<video src=x onerror=alert(1)></video>",
            "<img srcset=\"//evil.example/x 2x\" src=x>",
            "<a href=\"x\" ping=\"//evil.example\" target=_top>x</a>",
            "<xmp><img src=x onerror=alert(1)></xmp>",
            "<plaintext><script>alert(1)",
            "<!--><script>alert(1)</script>-->",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<a href=\"http://x\" class=\"launcher docent-panel\">x</a>",
            "<img src=`x`onerror=alert(1)>",
            "<table background=\"javascript:alert(1)\"><tr><td background=x>x</table>",
            "<p><b><p><i></b><script>alert(1)</script>",
        ];
        for html in hostile {
            let clean = clean(html).to_lowercase();
            for forbidden in [
                "<script",
                "javascript:",
                "data:",
                "vbscript:",
                "evil.example",
                "style=",
                "<svg",
                "<math",
                "<iframe",
                "<object",
                "<embed",
                "<form",
                "<input",
                "<base",
                "<meta",
                "<link",
                "<template",
                "<noscript",
                "<video",
                "<style",
                "class=",
                "srcset",
                "ping=",
                "target=",
                "background=",
            ] {
                assert!(!clean.contains(forbidden), "{forbidden} in {clean} from {html}");
            }
            for token in super::super::html::tokens(&clean) {
                if let super::super::html::Token::Open(element) = token {
                    assert!(
                        element.attributes.iter().all(|(name, _)| !name.starts_with("on")),
                        "{clean}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_articles_need_survives() {
        for html in [
            "<details open=\"\"><summary>More</summary>text</details>",
            "<p><kbd>Ctrl</kbd> H<sub>2</sub>O <mark>x</mark></p>",
            "<figure><img src=\"a.png\" alt=\"A\"><figcaption>A</figcaption></figure>",
            "<a href=\"mailto:help@example.com\">mail</a>",
            "<a href=\"../guides/start.md#top\">start</a>",
            "<pre><code class=\"language-c++\">x</code></pre>",
            "<table><thead><tr><th class=\"align-right\" scope=\"col\">x</th></tr></thead></table>",
        ] {
            assert_eq!(clean(html), html);
        }
    }

    #[test]
    fn deep_nesting_ends() {
        let html = "<div>".repeat(20_000);
        assert!(clean(&html).len() < 20_000 * 12);
    }
}
