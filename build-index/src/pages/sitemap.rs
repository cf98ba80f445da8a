//! `sitemap.xml`: every page, with the same in other languages and its last change where that is
//! known.
//!
//! Its form: <https://www.sitemaps.org/protocol.html> and
//! <https://developers.google.com/search/docs/specialty/international/localized-versions>

use std::fmt::Write as _;

use jiff::Zoned;

use crate::article::push_escaped;
use crate::dates::whole;

/// The most addresses that one file may have, by the protocol.
const ADDRESSES_MAX: usize = 50_000;

/// A page in one language.
#[derive(Clone, Debug)]
pub(crate) struct Page<'a> {
    pub(crate) lang: &'a str,
    /// Address below the site's root.
    pub(crate) url: String,
    pub(crate) updated: Option<Zoned>,
}

/// A sitemap of pages: for each, all languages that have it, the default one first.
pub(crate) fn sitemap(base_url: &str, pages: &[Vec<Page<'_>>]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let address = |url: &str| {
        let mut escaped = String::new();
        push_escaped(&format!("{base_url}{url}"), &mut escaped);
        escaped
    };
    let all = pages.iter().flat_map(|page| page.iter().map(move |one| (one, page)));
    for (one, page) in all.take(ADDRESSES_MAX) {
        let _ = write!(text, "<url><loc>{}</loc>", address(&one.url));
        if let Some(updated) = &one.updated {
            let _ = write!(text, "<lastmod>{}</lastmod>", whole(updated));
        }
        for other in page.iter().filter(|_| page.len() > 1) {
            let _ = write!(
                text,
                "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                other.lang,
                address(&other.url)
            );
        }
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_names_itself_and_its_translations() {
        let page = |lang, url: &str| Page { lang, url: url.to_owned(), updated: None };
        let pages = [vec![page("en", "a&b/"), page("de", "de/a/")], vec![page("en", "c/")]];
        let text = sitemap("https://a.example/", &pages);
        let xml = roxmltree::Document::parse(&text).unwrap();
        let ns = "http://www.w3.org/1999/xhtml";
        let links = xml.descendants().filter(|node| node.has_tag_name((ns, "link")));
        let links: Vec<_> = links.filter_map(|node| node.attribute("href")).collect();
        let (first, second) = ("https://a.example/a&b/", "https://a.example/de/a/");
        assert_eq!(links, [first, second, first, second]);
        let ns = "http://www.sitemaps.org/schemas/sitemap/0.9";
        let places = xml.descendants().filter(|node| node.has_tag_name((ns, "loc")));
        let places: Vec<_> = places.filter_map(|node| node.text()).collect();
        assert_eq!(places, [first, second, "https://a.example/c/"]);
    }
}
