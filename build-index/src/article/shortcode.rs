//! Shortcodes of Hugo, such as `{{< figure … >}}` and `{{% note %}}`.
//!
//! They are programs of another tool, so they are left out of the text; what stands between an
//! opening and a closing one stays. In code they are text like any other.

use std::borrow::Cow;
use std::ops::Range;

use super::markdown;

/// A text without shortcodes, and where they were.
#[derive(Debug)]
pub(crate) struct Stripped<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Bytes of the original text that were left out.
    pub(crate) removed: Vec<Range<usize>>,
}

impl Stripped<'_> {
    /// The place in a file for one in the stripped text, if the original text begins at `body`.
    pub(crate) fn in_file(&self, range: &Range<usize>, body: usize) -> Range<usize> {
        let start = self.original(range.start);
        body + start..body + self.original(range.end).max(start)
    }

    /// The offset in the original text for one in the stripped text.
    fn original(&self, offset: usize) -> usize {
        let mut offset = offset;
        for removed in &self.removed {
            if removed.start > offset {
                break;
            }
            offset += removed.len();
        }
        offset
    }
}

/// Leaves shortcodes out.
pub(crate) fn strip(text: &str) -> Stripped<'_> {
    let removed = find(text);
    if removed.is_empty() {
        return Stripped { text: Cow::Borrowed(text), removed };
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in &removed {
        out.push_str(&text[at..range.start]);
        at = range.end;
    }
    out.push_str(&text[at..]);
    Stripped { text: Cow::Owned(out), removed }
}

fn find(text: &str) -> Vec<Range<usize>> {
    const FORMS: [(&str, &str); 2] = [("{{<", ">}}"), ("{{%", "%}}")];
    if !FORMS.iter().any(|(open, _)| text.contains(open)) {
        return Vec::new();
    }
    let code = markdown::code_ranges(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").map(|start| start + at) {
        at = start + 2;
        let Some((_, close)) = FORMS.iter().find(|(open, _)| text[start..].starts_with(open))
        else {
            continue;
        };
        if code.iter().any(|code| code.contains(&start)) {
            continue;
        }
        let Some(len) = text[start..].find(close) else { continue };
        let mut end = start + len + close.len();
        // The blanks after a tag at the start of a line would turn the line into code.
        let at_line_start =
            text[..start].rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
        if at_line_start {
            end += text[end..].len() - text[end..].trim_start_matches([' ', '\t']).len();
        }
        found.push(start..end);
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_go_and_their_content_stays() {
        let cases = [
            ("a {{< img src=\"x\" >}} b", "a  b"),
            ("{{% def id=\"x\" %}} Text {{% /def %}}\n", "Text \n"),
            (
                "Use `{{< x >}}` and\n\n```\n{{% y %}}\n```\n{{< z >}}",
                "Use `{{< x >}}` and\n\n```\n{{% y %}}\n```\n",
            ),
            ("{{ user }} {{< open", "{{ user }} {{< open"),
            ("plain", "plain"),
        ];
        for (text, expected) in cases {
            assert_eq!(strip(text).text, expected);
        }
    }

    #[test]
    fn offsets_lead_back_to_the_original() {
        let text = "a {{< x >}}b {{< y >}}c";
        let stripped = strip(text);
        for letter in ['a', 'b', 'c'] {
            let at = stripped.text.find(letter).unwrap_or_default();
            assert_eq!(stripped.original(at), text.find(letter).unwrap_or_default(), "{letter}");
        }
    }
}
