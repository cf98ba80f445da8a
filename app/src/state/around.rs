//! The page around the widget: what may be suggested before anything is typed.

use docent_protocol::Suggestion;

/// Suggestions beyond these would be no choice any more.
const SUGGESTED_MAX: usize = 6;

/// Where the visitor is, outside of the widget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Path of the page's address, or what the page says in its place.
    pub path: String,
    /// Whether the page said it, so that the address does not matter.
    pub is_told: bool,
    /// Slugs of articles that the page itself suggests.
    pub articles: Vec<String>,
}

impl Around {
    /// Document numbers of what is suggested here: first what the page says, then by rules.
    pub fn suggested(
        &self,
        rules: &[Suggestion],
        document: impl Fn(&str) -> Option<u32>,
    ) -> Vec<u32> {
        let mut suggested = Vec::new();
        let mut add = |doc| {
            if suggested.len() < SUGGESTED_MAX && !suggested.contains(&doc) {
                suggested.push(doc);
            }
        };
        for slug in &self.articles {
            if let Some(doc) = document(slug) {
                add(doc);
            }
        }
        for rule in rules {
            if rule.is_for(&self.path) {
                rule.articles.iter().copied().for_each(&mut add);
            }
        }
        suggested
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(page: &str, articles: &[u32]) -> Suggestion {
        Suggestion { pages: vec![page.to_owned()], articles: articles.to_vec() }
    }

    fn suggested(path: &str, articles: &[&str]) -> Vec<u32> {
        let rules =
            [rule("/billing/*", &[1, 2]), rule("*", &[2, 3]), rule("/many", &[4, 5, 6, 7, 8, 9])];
        let around = Around {
            path: path.to_owned(),
            is_told: false,
            articles: articles.iter().map(|slug| (*slug).to_owned()).collect(),
        };
        around.suggested(&rules, |slug| slug.parse().ok())
    }

    #[test]
    fn every_rule_for_the_page_suggests_and_nothing_is_suggested_twice() {
        assert_eq!(suggested("/billing/cards", &[]), [1, 2, 3]);
        assert_eq!(suggested("/", &[]), [2, 3]);
    }

    #[test]
    fn what_the_page_says_comes_first_and_unknown_articles_are_left_out() {
        assert_eq!(suggested("/billing/cards", &["3", "gone"]), [3, 1, 2]);
    }

    #[test]
    fn a_long_list_ends() {
        assert_eq!(suggested("/many", &[]).len(), SUGGESTED_MAX);
    }
}
