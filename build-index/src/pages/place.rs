//! Where a page stands, and addresses from there.

use docent_protocol::Direction;
use minijinja::{Value, context};

use crate::article::{rewritten, scheme};
use crate::edition::Edition;
use crate::language::{direction, name_of};
use crate::library::{Article, Library};

/// Where a page stands, and how others are reached from there.
pub(super) struct Place {
    pub(super) url: String,
    /// Relative address of the site's root: empty or `../../`.
    pub(super) root: String,
}

impl Place {
    pub(super) fn of(url: &str) -> Self {
        Self { url: url.to_owned(), root: "../".repeat(url.matches('/').count()) }
    }

    /// A relative address for one below the site's root.
    pub(super) fn to(&self, url: &str) -> String {
        let href = format!("{}{url}", self.root);
        if href.is_empty() { "./".to_owned() } else { href }
    }

    /// A link as templates see it; of another language it says which.
    pub(super) fn link(&self, article: &Article, edition: &Edition<'_>) -> Value {
        let lang = &article.lang;
        let other = (lang != edition.lang).then(|| {
            context! { lang, dir => value_of(direction(lang)), name => name_of(lang) }
        });
        context! {
            href => self.to(&article.url),
            title => article.shown_title(),
            description => article.front.description.as_deref().unwrap_or_default(),
            other,
        }
    }

    /// Links to some of an edition's documents.
    pub(super) fn links(
        &self,
        docs: &[u32],
        edition: &Edition<'_>,
        library: &Library,
    ) -> Vec<Value> {
        docs.iter().map(|doc| self.link(edition.article(*doc, library), edition)).collect()
    }

    /// An article's HTML with addresses that are right on this page.
    pub(super) fn html(&self, html: &str, slug: &str) -> String {
        rewritten(html, |element| {
            let article = element.remove("data-docent-article");
            let is_here =
                article.is_some_and(|a| a.strip_prefix(slug).is_some_and(|a| a.starts_with('#')));
            let anchor =
                element.get("href").and_then(|href| href.find('#').map(|at| href[at..].to_owned()));
            if let (true, Some(anchor)) = (is_here, anchor) {
                element.set("href", anchor);
                return;
            }
            for name in ["href", "src"] {
                let url = element.get(name).filter(|url| is_own(url)).map(|url| self.to(url));
                if let Some(url) = url {
                    element.set(name, url);
                }
            }
        })
    }

    /// The same with links to the copies of articles instead of to their pages.
    pub(super) fn to_copies(&self, html: &str) -> String {
        rewritten(html, |element| {
            let page = element.get("href").filter(|href| is_own(href));
            let page =
                page.filter(|href| href.split('#').next().is_some_and(|page| page.ends_with('/')));
            if let Some(copy) = page.map(copy_of) {
                element.set("href", copy);
            }
        })
    }
}

/// The address of something below the site's root as a page there names it.
pub(crate) fn relative(from: &str, url: &str) -> String {
    Place::of(from).to(url)
}

/// Name of the copy of an article in Markdown, beside its page.
pub(crate) const COPY: &str = "index.md";

/// The address of the copy of an article's page.
pub(crate) fn copy_of(url: &str) -> String {
    let (page, anchor) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    format!("{page}{COPY}{anchor}")
}

/// Whether an address of a finished article is below the site's root.
fn is_own(url: &str) -> bool {
    scheme(url).is_none() && !url.starts_with(['/', '#'])
}

/// The value of the attribute `dir`.
pub(super) fn value_of(dir: Direction) -> &'static str {
    match dir {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_to_the_page() {
        let place = Place::of("es/guides/start/");
        assert_eq!(place.to("docent.js"), "../../../docent.js");
        assert_eq!(Place::of("").to(""), "./");
        let cases = [
            (
                "<a href=\"es/b/\" data-docent-article=\"b\">x</a>",
                "<a href=\"../../../es/b/\">x</a>",
            ),
            (
                "<a href=\"es/guides/start/#a\" data-docent-article=\"guides/start#a\">x</a>",
                "<a href=\"#a\">x</a>",
            ),
            ("<img src=\"_docent/media/a.png\">", "<img src=\"../../../_docent/media/a.png\">"),
            (
                "<a href=\"https://x.example\">x</a><a href=\"/y\">y</a>",
                "<a href=\"https://x.example\">x</a><a href=\"/y\">y</a>",
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(place.html(html, "guides/start"), expected);
        }
    }
}
