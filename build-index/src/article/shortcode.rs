//! Shortcodes of Hugo, such as `{{< figure … >}}` and `{{% note %}}`, and tags of Jekyll and GitBook,
//! such as `{% include x.html %}`.
//!
//! They are programs of another tool, so they are left out of the text; what stands between an
//! opening and a closing one stays. In code they are text like any other. The few that mean what
//! Markdown of Docent has words for are written in those; see `foreign_marks`.

use std::borrow::Cow;
use std::ops::Range;

use super::foreign_marks::{self, Cut};
use super::literal::Literal;

/// A text without shortcodes, and where they were.
#[derive(Debug)]
pub(crate) struct Stripped<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Bytes of the original text that were left out, which its writer should know of.
    pub(crate) removed: Vec<Range<usize>>,
    /// Everything that is not as it was.
    cuts: Vec<Cut>,
}

impl Stripped<'_> {
    /// The place in a file for one in the stripped text, if the original text begins at `body`.
    pub(crate) fn in_file(&self, range: &Range<usize>, body: usize) -> Range<usize> {
        let start = self.original(range.start);
        body + start..body + self.original(range.end).max(start)
    }

    /// The offset in the original text for one in the stripped text.
    fn original(&self, offset: usize) -> usize {
        // Bytes of the stripped text before the place that are settled, and of the original one.
        let (mut stripped, mut original) = (0, 0);
        for cut in &self.cuts {
            let kept = cut.range.start - original;
            if stripped + kept > offset {
                break;
            }
            stripped += kept;
            original = cut.range.end;
            if stripped + cut.with.len() > offset {
                return cut.range.start;
            }
            stripped += cut.with.len();
        }
        original + (offset - stripped)
    }
}

/// Leaves shortcodes out.
pub(crate) fn strip(text: &str) -> Stripped<'_> {
    let may_have =
        FORMS.iter().any(|(open, _)| text.contains(open)) || foreign_marks::may_be_in(text);
    if !may_have {
        return Stripped { text: Cow::Borrowed(text), removed: Vec::new(), cuts: Vec::new() };
    }
    let literal = Literal::of(text);
    let mut cuts = foreign_marks::find(text, &literal);
    let mut removed = find(text, &literal);
    removed.retain(|range| {
        let after = cuts.partition_point(|cut| cut.range.start <= range.start);
        after == 0 || !cuts[after - 1].range.contains(&range.start)
    });
    cuts.extend(removed.iter().map(|range| Cut { range: range.clone(), with: String::new() }));
    cuts.sort_by_key(|cut| cut.range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for cut in &cuts {
        out.push_str(&text[at..cut.range.start]);
        out.push_str(&cut.with);
        at = cut.range.end;
    }
    out.push_str(&text[at..]);
    Stripped { text: Cow::Owned(out), removed, cuts }
}

const FORMS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// Whether a tag can go on so: `{% x`, `{%- x` and `{%x`, but not `{%}` or `{%1`.
fn goes_on(rest: &str) -> bool {
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    rest.starts_with(|c: char| c.is_whitespace() || c.is_alphabetic())
}

/// Where the line is empty that comes next.
fn end_of_paragraph(text: &str, from: usize) -> usize {
    let mut end = from;
    for line in text[from..].split_inclusive('\n') {
        if end > from && line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

fn find(text: &str, literal: &Literal) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    // What was found last is good until it is passed, so that the text is read once for each form.
    let mut ends = [0; FORMS.len()];
    let mut paragraph_end = 0;
    while let Some(start) = text[at..].find('{').map(|start| start + at) {
        at = start + 1;
        let is_here = |(open, _): &(&str, &str)| {
            let rest = text[start..].strip_prefix(open);
            rest.is_some_and(|rest| *open != "{%" || goes_on(rest))
        };
        let Some(form) = FORMS.iter().position(is_here) else { continue };
        if literal.contains(start) {
            continue;
        }
        let (open, close) = FORMS[form];
        let inside = start + open.len();
        if ends[form] < inside {
            ends[form] = text[inside..].find(close).map_or(usize::MAX, |len| inside + len);
        }
        if paragraph_end <= start {
            paragraph_end = end_of_paragraph(text, start);
        }
        if ends[form] >= paragraph_end {
            continue;
        }
        let mut end = ends[form] + close.len();
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
            ("{% include a.html %}\nb {%raw%} `{% x %}`", "\nb  `{% x %}`"),
            ("{%- x -%}a {%} {%1 %}", "a {%} {%1 %}"),
            ("{% a\n b %}c {% d\n\ne %}", "c {% d\n\ne %}"),
            ("{{< a\n \n>}} {{< b >}}", "{{< a\n \n>}} "),
            ("<pre>{% a %}</pre>", "<pre>{% a %}</pre>"),
            ("plain", "plain"),
        ];
        for (text, expected) in cases {
            assert_eq!(strip(text).text, expected);
        }
    }

    #[test]
    fn tags_that_never_end_are_read_once() {
        for text in ["{% x ".repeat(60_000), "{{< x ".repeat(60_000) + "\n\n>}}"] {
            let begun = std::time::Instant::now();
            assert_eq!(strip(&text).text, text);
            assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
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
