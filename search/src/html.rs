//! Plain text of the HTML that the build tool prepared.
//!
//! The index is made from this text and snippets are cut from it, in the tool and in the widget,
//! so that what is found is also what can be shown. It reads only HTML that was cleaned and
//! serialised when it was built: well-formed tags, `<`, `>` and `&` escaped. On anything else it
//! still ends, with less useful text.

/// Plain text of a section: without its leading heading, blanks folded to one, blocks parted.
#[must_use]
pub fn text_of_html(html: &str) -> String {
    text(html, true)
}

/// The same without blocks of code.
pub(crate) fn prose_of_html(html: &str) -> String {
    text(html, false)
}

fn text(html: &str, with_code: bool) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = without_heading(html);
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'&')) {
        push_folding_blanks(&rest[..at], &mut out);
        rest = &rest[at..];
        rest = if rest.starts_with('<') {
            let (tag, after) = split_after_tag(rest);
            if !is_inline(tag) {
                push_folding_blanks(" ", &mut out);
            }
            if !with_code && tag.starts_with("<pre") {
                after_end_tag(after, b"</pre").unwrap_or_default()
            } else {
                after
            }
        } else {
            push_entity(rest, &mut out)
        };
    }
    push_folding_blanks(rest, &mut out);
    out.truncate(out.trim_end().len());
    out
}

fn without_heading(html: &str) -> &str {
    let html = html.trim_start();
    let bytes = html.as_bytes();
    let is_heading =
        bytes.len() > 3 && bytes[0] == b'<' && bytes[1] == b'h' && bytes[2].is_ascii_digit();
    if !is_heading {
        return html;
    }
    after_end_tag(html, b"</h").unwrap_or(html)
}

/// What follows the first end tag that begins like this.
fn after_end_tag<'h>(html: &'h str, tag: &[u8]) -> Option<&'h str> {
    // By bytes: looking for a text brings along a search of a kilobyte.
    let at = html.as_bytes().windows(tag.len()).position(|window| window == tag)?;
    Some(split_after_tag(&html[at..]).1)
}

/// Splits behind the first `>`, or at the end of the text where there is none.
fn split_after_tag(text: &str) -> (&str, &str) {
    text.bytes().position(|byte| byte == b'>').map_or((text, ""), |at| text.split_at(at + 1))
}

/// Tags that do not part words.
fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    matches!(
        &name[..end],
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "del"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Decodes the reference at the start of `rest` and returns what follows it.
fn push_entity<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let known = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
    ];
    for (entity, text) in known {
        if let Some(after) = rest.strip_prefix(entity) {
            if text == " " {
                push_folding_blanks(" ", out);
            } else {
                out.push_str(text);
            }
            return after;
        }
    }
    out.push('&');
    &rest[1..]
}

fn push_folding_blanks(text: &str, out: &mut String) {
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_the_text_a_reader_sees() {
        let cases = [
            ("", ""),
            ("<p>One <b>t</b>wo</p>", "One two"),
            ("<h2 id=\"x\">Gone <em>too</em></h2>\n<p>Stays</p>", "Stays"),
            ("<ul><li>a</li><li>b</li></ul>", "a b"),
            ("<p>1 &lt; 2 &amp;&amp; 3 &gt; 2&nbsp;!</p>", "1 < 2 && 3 > 2 !"),
            ("<p>a&amp;lt;b</p>", "a&lt;b"),
            ("line<br>break", "line break"),
            ("<p>  much\n\n  space </p>", "much space"),
            ("<td>x</td><td>y</td>", "x y"),
            ("broken <p", "broken"),
            ("a & b &", "a & b &"),
        ];
        for (html, text) in cases {
            assert_eq!(text_of_html(html), text, "{html}");
        }
    }

    #[test]
    fn prose_leaves_blocks_of_code_out_and_keeps_code_in_sentences() {
        let cases = [
            (
                "<p>Type <code>ls</code>:</p><pre><code>ls -l\n</code></pre><p>Done.</p>",
                "Type ls: Done.",
            ),
            ("<pre class=\"x\"><code>a</code></pre>", ""),
            ("<p>Open <pre>for ever", "Open"),
        ];
        for (html, prose) in cases {
            assert_eq!(prose_of_html(html), prose, "{html}");
        }
    }
}
