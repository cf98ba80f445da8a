//! Marks of Docusaurus, GitBook and Jekyll that Docent has other words for.
//!
//! Boxes between `:::note` and `:::`, or `{% hint style="info" %}` and `{% endhint %}`, are callouts.
//! Lines such as `{: .wide}`, which give a paragraph a class, mean nothing here and go.

use std::ops::Range;

use super::literal::Literal;

/// Some bytes of a text and what stands in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

/// Whether it is worth looking.
pub(super) fn may_be_in(text: &str) -> bool {
    text.contains(":::") || text.contains("{% hint") || text.contains("{:")
}

/// What to change, in the order of the text. What stands in code is left alone.
pub(super) fn find(text: &str, literal: &Literal) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    // Boxes that wait for their end: what ends them and the cut that begins them.
    let mut open: Vec<(String, Cut)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        let range = at + indent..at + line.trim_end().len();
        if bare.is_empty() || literal.contains(range.start) {
            continue;
        }
        let lead = &line[..indent];
        if let Some((kind, title, end)) = beginning(bare) {
            let title =
                if title.is_empty() { String::new() } else { format!("{lead}**{title}**\n\n") };
            let with = format!("<blockquote class=\"callout-{kind}\">\n\n{title}");
            open.push((end, Cut { range, with }));
        } else if !bare.starts_with([':', '{']) {
            // Text, as nearly every line is.
        } else if let Some(number) = open.iter().rposition(|(end, _)| end == bare) {
            // What began inside and did not end is text.
            let (_, begin) = open.swap_remove(number);
            open.truncate(number);
            cuts.push(begin);
            cuts.push(Cut { range, with: format!("\n{lead}</blockquote>\n") });
        } else if are_attributes(bare) {
            cuts.push(Cut { range, with: String::new() });
        }
    }
    cuts.sort_by_key(|cut| cut.range.start);
    cuts
}

/// Whether a line is a list of attributes as Kramdown has them, such as `{: .wide #top lang="de"}`.
/// `{:ok, pid}` is none.
fn are_attributes(line: &str) -> bool {
    let Some(inside) = line.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}')) else {
        return false;
    };
    let mut rest = inside.trim();
    if rest.is_empty() {
        return false;
    }
    // The name with which a table of contents is asked for.
    if rest == "toc" {
        return true;
    }
    let is_name = |c: char| c.is_alphanumeric() || "-_:".contains(c);
    while !rest.is_empty() {
        let name = rest.strip_prefix(['.', '#']);
        let after = name.unwrap_or(rest).trim_start_matches(is_name);
        if after.len() == name.unwrap_or(rest).len() {
            return false;
        }
        rest = match (name, after.strip_prefix('=')) {
            (Some(_), None) => after,
            (None, Some(value)) => {
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
                let end = match quote {
                    Some(quote) => value[1..].find(quote).map(|end| end + 2),
                    None => {
                        let end = value.find(char::is_whitespace).unwrap_or(value.len());
                        Some(end).filter(|end| *end > 0 && !value[..*end].contains(['{', '}']))
                    }
                };
                let Some(end) = end else { return false };
                &value[end..]
            }
            _ => return false,
        };
        // Classes can stand side by side: `.a.b`.
        if !rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | '#'))
            && !rest.is_empty()
        {
            return false;
        }
        rest = rest.trim_start();
    }
    true
}

/// Kind, title and ending line of a box that begins with this line.
fn beginning(line: &str) -> Option<(&'static str, String, String)> {
    if let Some(rest) = line.strip_prefix("{% hint") {
        let style = rest.strip_suffix("%}")?.trim().strip_prefix("style=")?;
        let kind = match style.trim_matches(['"', '\'']) {
            "info" => "note",
            "success" => "tip",
            "warning" => "warning",
            "danger" => "caution",
            _ => return None,
        };
        return Some((kind, String::new(), "{% endhint %}".to_owned()));
    }
    let colons = line.len() - line.trim_start_matches(':').len();
    if colons < 3 {
        return None;
    }
    let rest = line[colons..].trim();
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let kind = match rest[..end].to_ascii_lowercase().as_str() {
        "note" | "info" => "note",
        "tip" => "tip",
        "important" => "important",
        "warning" => "warning",
        "caution" | "danger" => "caution",
        _ => return None,
    };
    let title = rest[end..].trim();
    let title = title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title);
    Some((kind, title.to_owned(), ":".repeat(colons)))
}

#[cfg(test)]
mod tests {
    use super::super::shortcode::strip;

    #[test]
    fn boxes_of_other_tools_are_callouts() {
        let cases = [
            (
                ":::note\nText\n:::\nb",
                "<blockquote class=\"callout-note\">\n\n\nText\n\n</blockquote>\n\nb",
            ),
            (
                ":::danger[No *way*]\nText\n:::",
                "<blockquote class=\"callout-caution\">\n\n**No *way***\n\n\nText\n\n</blockquote>\n",
            ),
            (
                "{% hint style=\"success\" %}\nText\n{% endhint %}",
                "<blockquote class=\"callout-tip\">\n\n\nText\n\n</blockquote>\n",
            ),
            (":::note\nnever ends", ":::note\nnever ends"),
            (":::details\nText\n:::", ":::details\nText\n:::"),
            ("```\n:::note\n:::\n```", "```\n:::note\n:::\n```"),
            ("1. a\n{: .wide}\n\nb {: .not-this}", "1. a\n\n\nb {: .not-this}"),
            ("{:#top.a .b lang=\"de en\" x='y' n=1}\n{:toc}\n", "\n\n"),
            ("{:ok, pid}\n{:}\n{: a}\n{: .a, b}", "{:ok, pid}\n{:}\n{: a}\n{: .a, b}"),
            (
                "<pre>\n:::note\n\n{: .a}\n:::\n</pre>\n{: .b}",
                "<pre>\n:::note\n\n{: .a}\n:::\n</pre>\n",
            ),
            (
                "<!--\n{: .a}\n--> <code>\n{: .b}\n</code>",
                "<!--\n{: .a}\n--> <code>\n{: .b}\n</code>",
            ),
            ("<code>\n{: .b}", "<code>\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(strip(text).text, expected, "{text}");
        }
    }

    #[test]
    fn places_lead_back_to_what_was_written() {
        let text = "a\n:::tip\nb\n:::\nc {{< x >}} d";
        let stripped = strip(text);
        for (letter, before) in
            [("a", ""), ("b", "tip\">\n\n\n"), ("c", "</blockquote>\n\n"), ("d", "c  ")]
        {
            let around = format!("{before}{letter}");
            let at = stripped.text.find(&around).unwrap_or_default() + before.len();
            let found = stripped.in_file(&(at..at + 1), 0).start;
            assert_eq!(&text[found..=found], letter);
        }
    }
}
