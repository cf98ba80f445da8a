//! `llms.txt`: what there is to read, for programs that answer questions.
//!
//! Its form: <https://llmstxt.org>

use std::fmt::Write as _;

/// A list of copies below a heading.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) title: &'a str,
    /// Title, address and description of each.
    pub(crate) links: Vec<(&'a str, String, &'a str)>,
}

/// The file: a title, a summary and the parts.
pub(crate) fn llms(title: &str, summary: &str, parts: &[Part<'_>]) -> String {
    let mut out = format!("# {}\n", line(title));
    if !summary.is_empty() {
        let _ = write!(out, "\n> {}\n", line(summary));
    }
    for Part { title, links } in parts.iter().filter(|part| !part.links.is_empty()) {
        let _ = write!(out, "\n## {}\n\n", line(title));
        for (title, url, description) in links {
            let _ = write!(out, "- [{}]({})", line(title), address(url));
            if !description.is_empty() {
                let _ = write!(out, ": {}", line(description));
            }
            out.push('\n');
        }
    }
    out
}

/// A text on one line, in which nothing ends a link.
fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn address(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_list_copies_with_what_is_in_them() {
        let links = vec![
            ("Get [money] back", "a(1)/index.md".to_owned(), "How\nit works"),
            ("B", "b/index.md".to_owned(), ""),
        ];
        let parts = [Part { title: "Billing", links }, Part { title: "None", links: Vec::new() }];
        assert_eq!(
            llms("Help", "All of it", &parts),
            "# Help\n\n> All of it\n\n## Billing\n\n\
             - [Get \\[money\\] back](a%281%29/index.md): How it works\n- [B](b/index.md)\n"
        );
    }
}
