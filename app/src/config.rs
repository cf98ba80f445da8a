//! Addresses: where the site's files and endpoints are.

use crate::page::resolve;
use crate::site::Site;

/// Folder of the article pages, relative to the site's root.
const ARTICLES: &str = "_docent/articles/";

/// Where things are, seen from the root of the site.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Absolute URL of the site's root, with a slash at its end.
    pub(crate) base: String,
    /// BCP 47 tag of the language.
    pub(crate) lang: String,
    /// Absolute URL for votes.
    pub(crate) events: Option<String>,
    /// Absolute URL for messages.
    pub(crate) messages: Option<String>,
}

impl Config {
    pub(crate) fn new(base: String, site: &Site) -> Self {
        let endpoint = |url: &Option<String>| Some(resolve(url.as_ref()?, &base));
        Self {
            events: endpoint(&site.events),
            messages: endpoint(&site.contact.endpoint),
            lang: site.lang.clone(),
            base,
        }
    }

    /// Address of the article page of that key.
    pub(crate) fn article_page(&self, key: &str) -> String {
        [&self.base, ARTICLES, key, ".json"].concat()
    }

    /// Address of the static page of an article. `home` is the start of its language, relative to
    /// the root.
    pub(crate) fn static_page(&self, home: &str, slug: &str) -> String {
        resolve(&[home, slug, "/"].concat(), &self.base)
    }
}
