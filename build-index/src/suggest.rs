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

/// A pattern of paths as the widget compares it with the address of the page: percent-encoded.
pub(crate) fn page_pattern(text: &str) -> Option<String> {
    let text = text.trim();
    let is_path = text.starts_with(['/', '*']) && !text.contains(['?', '#']);
    // An address that was copied from the browser is encoded already.
    is_path.then(|| encoded(&percent_decode_str(text).decode_utf8_lossy()))
}

/// The rules of the settings in their order, then those of the articles.
pub(crate) fn suggestions(
    edition: &Edition<'_>,
    library: &Library,
    options: &Options,
) -> Vec<Suggestion> {
    let by_settings = options.suggest.iter().map(|rule| {
        let slugs = rule.articles.iter().map(|(slug, _)| slug.as_str());
        Suggestion { pages: rule.pages.clone(), articles: edition.by_slugs(library, slugs) }
    });
    let by_articles = edition.documents(library).map(|(doc, article)| Suggestion {
        pages: article.front.pages.clone(),
        articles: vec![doc],
    });
    by_settings
        .chain(by_articles)
        .filter(|rule| !rule.pages.is_empty() && !rule.articles.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_paths() {
        let cases = [
            ("/billing/*", Some("/billing/*")),
            ("*.html", Some("*.html")),
            ("/größe", Some("/gr%C3%B6%C3%9Fe")),
            ("/gr%C3%B6%C3%9Fe", Some("/gr%C3%B6%C3%9Fe")),
            ("billing", None),
            ("https://acme.example/billing", None),
            ("/billing?tab=1", None),
            ("", None),
        ];
        for (text, pattern) in cases {
            assert_eq!(page_pattern(text).as_deref(), pattern, "{text}");
        }
    }
}
