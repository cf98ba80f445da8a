//! Which articles are suggested on which pages of the site around the widget, from the settings
//! and from the articles themselves.

use docent_protocol::Suggestion;
use percent_encoding::percent_decode_str;

use crate::edition::Edition;
use crate::library::{Library, encoded};
use crate::options::Options;

/// What to write where a pattern is none.
pub(crate) const ADVICE: &str =
    "write the path of an address, such as `/billing/*`; `*` stands for anything";

/// Whether a text is a pattern of paths.
pub(crate) fn is_page_pattern(text: &str) -> bool {
    text.starts_with(['/', '*']) && !text.contains(['?', '#'])
}

/// The rules of the settings in their order, then those of the articles.
pub(crate) fn suggestions(
    edition: &Edition<'_>,
    library: &Library,
    options: &Options,
) -> Vec<Suggestion> {
    let own_slug = |(slug, _): &(String, _)| {
        library.named(edition.lang, slug).map(|number| library.articles[number].slug.clone())
    };
    let by_settings = options
        .suggest
        .iter()
        .map(|rule| (&rule.pages, rule.articles.iter().filter_map(own_slug).collect()));
    let by_articles = edition
        .documents(library)
        .map(|(_, article)| (&article.front.rare().pages, vec![article.slug.clone()]));
    by_settings
        .chain(by_articles)
        .filter(|(pages, articles): &(_, Vec<_>)| !pages.is_empty() && !articles.is_empty())
        .map(|(pages, articles)| Suggestion { pages: expression(pages), articles })
        .collect()
}

/// A regular expression for the paths that fit one of these patterns. A slash at the end of a path
/// makes no difference.
fn expression(patterns: &[String]) -> String {
    let paths: Vec<_> = patterns.iter().map(|pattern| of_pattern(pattern)).collect();
    format!("^(?:{})/?$", paths.join("|"))
}

fn of_pattern(pattern: &str) -> String {
    let bare = pattern.strip_suffix('/').unwrap_or(pattern);
    // What is below a page is for the page, too.
    let (bare, below) = match bare.strip_suffix("/*") {
        Some(bare) => (bare, "(?:/.*)?"),
        None => (bare, ""),
    };
    // An address that was copied from the browser is encoded already.
    let path = encoded(&percent_decode_str(bare).decode_utf8_lossy());
    let mut expression = String::new();
    for c in path.chars() {
        match c {
            // Several stars mean no more than one, and would take a browser long.
            '*' if expression.ends_with(".*") => {}
            '*' => expression.push_str(".*"),
            '.' | '+' | '$' | '(' | ')' => expression.extend(['\\', c]),
            c => expression.push(c),
        }
    }
    expression + below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_paths() {
        for text in ["/billing/*", "*.html", "/größe", "/"] {
            assert!(is_page_pattern(text), "{text}");
        }
        for text in ["billing", "https://acme.example/billing", "/billing?tab=1", "/#/x", ""] {
            assert!(!is_page_pattern(text), "{text}");
        }
    }

    #[test]
    fn patterns_become_regular_expressions() {
        let cases = [
            ("/billing/*", "/billing(?:/.*)?"),
            ("/pricing/", "/pricing"),
            ("/", ""),
            ("*", ".*"),
            ("/*/orders/**/track", "/.*/orders/.*/track"),
            ("*.html", ".*\\.html"),
            ("/a+b$(c)", "/a\\+b\\$\\(c\\)"),
            ("/größe", "/gr%C3%B6%C3%9Fe"),
            ("/gr%C3%B6%C3%9Fe", "/gr%C3%B6%C3%9Fe"),
            ("/a[b]|c", "/a%5Bb%5D%7Cc"),
        ];
        for (pattern, expected) in cases {
            assert_eq!(of_pattern(pattern), expected, "{pattern}");
        }
        let patterns = ["/a".to_owned(), "/b/*".to_owned()];
        assert_eq!(expression(&patterns), "^(?:/a|/b(?:/.*)?)/?$");
    }
}
