//! Where a text means itself: code, and HTML whose inside nobody reads as Markdown.

use std::ops::Range;

use super::markdown;

/// Parts of a text, none of which overlap, in their order.
#[derive(Debug)]
pub(super) struct Literal(Vec<Range<usize>>);

/// Elements of which everything up to their end is literal, and whether an end that is missing is
/// that of the text.
const ELEMENTS: [(&str, bool); 6] = [
    ("pre", true),
    ("code", false),
    ("script", true),
    ("style", true),
    ("textarea", true),
    ("!--", true),
];

impl Literal {
    /// Finds those parts.
    pub(super) fn of(text: &str) -> Self {
        let mut code = markdown::code_ranges(text);
        code.sort_by_key(|range| (range.start, range.end));
        let mut all = Self(code);
        let html = all.html(text);
        all.0.extend(html);
        all.0.sort_by_key(|range| range.start);
        // What begins within another part ends with it, or goes on.
        all.0.dedup_by(|next, known| {
            let overlaps = next.start < known.end;
            if overlaps {
                known.end = known.end.max(next.end);
            }
            overlaps
        });
        all
    }

    /// Whether a place lies in one of them.
    pub(super) fn contains(&self, at: usize) -> bool {
        let after = self.0.partition_point(|range| range.start <= at);
        after > 0 && at < self.0[after - 1].end
    }

    /// Raw HTML outside of the code that is known so far.
    fn html(&self, text: &str) -> Vec<Range<usize>> {
        let lower = text.to_ascii_lowercase();
        let mut found = Vec::new();
        // Elements that do not end any more.
        let mut endless = [false; ELEMENTS.len()];
        let mut done = 0;
        for (at, _) in lower.match_indices('<') {
            if at < done || self.contains(at) {
                continue;
            }
            let rest = &lower[at + 1..];
            let element = ELEMENTS.iter().position(|(name, _)| {
                let after = rest.strip_prefix(name);
                after.is_some_and(|after| {
                    *name == "!--" || after.starts_with(|c: char| c == '>' || c.is_whitespace())
                })
            });
            let Some(element) = element.filter(|element| !endless[*element]) else { continue };
            let (name, lasts) = ELEMENTS[element];
            let close = if name == "!--" { "-->".to_owned() } else { format!("</{name}") };
            done = match rest.find(&close) {
                Some(end) => at + 1 + end + close.len(),
                None => {
                    endless[element] = true;
                    if !lasts {
                        continue;
                    }
                    text.len()
                }
            };
            found.push(at..done);
        }
        found
    }
}
