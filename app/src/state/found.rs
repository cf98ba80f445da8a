//! The answer to a query, as the list shows it.

use std::ops::Range;

/// Hits of one query and what to say about them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Best first.
    pub hits: Vec<FoundHit>,
    /// Words that were looked for in place of unknown ones.
    pub corrected: Vec<String>,
    /// How well the best hit answers.
    pub fit: Fit,
    /// Whether the best hit answers so clearly that more of it is shown.
    pub is_clear: bool,
}

/// How well the best hit answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// There is nothing to show.
    #[default]
    Nothing,
    /// Articles that hardly fit.
    Poor,
    /// Only the closest articles.
    Close,
    /// The words were found.
    Good,
}

impl Fit {
    /// Judges by the share of the query that the best hit contains, from 0 to 1. The two bounds
    /// are those of the search crate.
    #[must_use]
    pub fn of_coverage(coverage: f32) -> Self {
        match coverage {
            c if c < 0.2 => Self::Poor,
            c if c < 0.5 => Self::Close,
            _ => Self::Good,
        }
    }
}

/// One line of the result list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundHit {
    /// Slug of the article.
    pub slug: String,
    /// Whether it is of another language.
    pub is_stand_in: bool,
    /// Number of the section that answers best.
    pub section: u32,
    /// Title of the article.
    pub title: Marked,
    /// Title of the category; may be empty.
    pub category: String,
    /// Heading of the section; empty for the text before the first heading.
    pub heading: Marked,
    /// The sentence that answers, once its article has arrived.
    pub snippet: Option<Marked>,
}

/// A text with marked ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Byte ranges to mark, ascending and disjoint.
    pub marks: Vec<Range<usize>>,
}

impl Marked {
    /// The text in pieces, each with whether it is marked. Joined they are the whole text; a range
    /// that does not fit the text is left unmarked.
    #[must_use]
    pub fn pieces(&self) -> Vec<(bool, String)> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for mark in &self.marks {
            let (Some(before), Some(marked)) =
                (self.text.get(done..mark.start), self.text.get(mark.start..mark.end))
            else {
                continue;
            };
            if !before.is_empty() {
                pieces.push((false, before.to_owned()));
            }
            if !marked.is_empty() {
                pieces.push((true, marked.to_owned()));
            }
            done = mark.end;
        }
        if let Some(rest) = self.text.get(done..).filter(|rest| !rest.is_empty()) {
            pieces.push((false, rest.to_owned()));
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, marks: &[(usize, usize)]) -> Vec<(bool, String)> {
        let marks = marks.iter().map(|&(start, end)| start..end).collect();
        Marked { text: text.into(), marks }.pieces()
    }

    #[test]
    fn pieces_alternate_and_lose_nothing() {
        assert_eq!(
            pieces("a refund now", &[(2, 8)]),
            [(false, "a ".into()), (true, "refund".into()), (false, " now".into())]
        );
        assert_eq!(pieces("refund", &[(0, 6)]), [(true, "refund".into())]);
        assert_eq!(pieces("", &[]), []);
    }

    #[test]
    fn ranges_that_do_not_fit_are_ignored() {
        for marks in [vec![(1, 2)], vec![(4, 90)], vec![(2, 4), (0, 1)]] {
            let joined: String = pieces("é été", &marks).into_iter().map(|piece| piece.1).collect();
            assert_eq!(joined, "é été", "{marks:?}");
        }
    }
}
