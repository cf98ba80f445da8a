//! Answers to a site's own questions, by the ids of the questions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// The most answers in a message.
pub const ANSWERS_MAX: usize = 50;

/// The most characters of an answer.
pub const ANSWER_MAX: usize = 2_000;

/// What a ticked checkbox is sent as; one that is not ticked is left out.
pub const TICKED: &str = "yes";

/// Ids and answers. In JSON an object; a list here, since the widget has no use for a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, String>", into = "BTreeMap<String, String>")]
pub struct Answers(pub Vec<(String, String)>);

impl From<BTreeMap<String, String>> for Answers {
    fn from(map: BTreeMap<String, String>) -> Self {
        Self(map.into_iter().collect())
    }
}

impl From<Answers> for BTreeMap<String, String> {
    fn from(answers: Answers) -> Self {
        answers.0.into_iter().collect()
    }
}

impl Answers {
    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text can be the id of a question: small letters, digits, `-` and `_`, so that it
    /// needs no escaping wherever it ends up.
    #[must_use]
    pub fn is_id(text: &str) -> bool {
        let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
        !text.is_empty() && text.len() <= 40 && text.chars().all(is_part)
    }

    pub(crate) fn check(&self) -> Result<(), Problem> {
        if self.0.len() > ANSWERS_MAX {
            let what = format!("may have at most {ANSWERS_MAX} members");
            return Err(Problem::of_field("too-many", "fields", &what));
        }
        for (id, answer) in &self.0 {
            if !Self::is_id(id) {
                let what = "may have members named with small letters, digits, `-` and `_` only";
                return Err(Problem::of_field("invalid-id", "fields", what));
            }
            Problem::limit_line("fields", answer, ANSWER_MAX)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(list: &[(&str, &str)]) -> Answers {
        Answers(list.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn ids_and_answers_are_limited() {
        assert_eq!(answers(&[("order-no_2", "A-17"), ("gift", TICKED)]).check(), Ok(()));
        let long = "x".repeat(ANSWER_MAX + 1);
        let many: Vec<_> = (0..=ANSWERS_MAX).map(|n| (format!("f{n}"), String::new())).collect();
        for bad in [
            answers(&[("Order", "1")]),
            answers(&[("", "1")]),
            answers(&[("order", "1\r\nBcc: all@example.com")]),
            answers(&[("order", &long)]),
            Answers(many),
        ] {
            let problem = bad.check().expect_err("one of them is wrong");
            assert_eq!(problem.field.as_deref(), Some("fields"));
        }
    }
}
