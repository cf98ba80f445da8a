//! The static help centre of a site: its pages and what leads machines to them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use docent_protocol::ArticlePage;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::dates::Dates;
use crate::edition::Edition;
use crate::emit::{Bundle, Effort};
use crate::language::name_of;
use crate::library::{Article, Library};
use crate::memory::rounds;
use crate::options::path_of;
use crate::pages::{
    About, ArticleFacts, COPY, FEED, News, Page, Pages, Part, Shared, Translation, copy_of, feed,
    llms, relative, sitemap,
};
use crate::source::Source;

/// About how many bytes a link to an article takes on the page of its category.
const LINK_BYTES: usize = 300;

/// What the pages are made of.
pub(super) struct Centre<'a> {
    pub(super) source: &'a Source,
    pub(super) library: &'a Library,
    pub(super) editions: &'a [Edition<'a>],
    pub(super) time_zone: Option<&'a TimeZone>,
    pub(super) pages: Pages<'a>,
}

impl Centre<'_> {
    /// Adds the pages of a language; `page_of` gives the article of a document.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    pub(super) fn add_edition(
        &self,
        bundle: &mut Bundle,
        edition: &Edition<'_>,
        related: &BTreeMap<u32, Vec<u32>>,
        page_of: impl Fn(u32) -> ArticlePage + Sync,
    ) -> Result<()> {
        let others = || self.editions.iter().filter(|other| other.lang != edition.lang);
        let homes: Vec<_> = others()
            .map(|other| Translation { lang: other.lang, url: other.home.clone() })
            .collect();
        let home = self.pages.home(edition, self.library, &homes);
        bundle.add(format!("{}index.html", edition.home), home, Effort::Quick);
        let category_page = |at: usize| {
            let category = &edition.categories[at];
            let same: Vec<_> = others()
                .filter_map(|other| {
                    let url = other.category_url(other.category_with(&category.id)?)?;
                    Some(Translation { lang: other.lang, url })
                })
                .collect();
            let page = self.pages.category(edition, at, self.library, &same)?;
            Some((edition.category_file(at)?, page.into_bytes()))
        };
        let categories: Vec<_> = (0..edition.categories.len()).collect();
        let bytes = |at: &usize| edition.categories[*at].articles.len() * LINK_BYTES;
        for some in rounds(&categories, bytes) {
            let pages = some.par_iter().filter_map(|at| category_page(*at)).collect();
            bundle.add_many(pages)?;
        }
        let translations = translations(self.library);
        let own: Vec<_> = edition.own_documents(self.library).collect();
        let files_of = |(doc, article): &(u32, &Article)| {
            let same = translations.get(article.key.as_str()).into_iter().flatten();
            let same: Vec<_> = same
                .map(|number| &self.library.articles[*number])
                .filter(|other| other.lang != article.lang)
                .map(|other| Translation { lang: &other.lang, url: other.url.clone() })
                .collect();
            let facts = ArticleFacts {
                related: related.get(doc).map(Vec::as_slice).unwrap_or_default(),
                translations: &same,
                dates: self.dates(article),
            };
            let page = page_of(*doc);
            let html = self.pages.article(edition, self.library, *doc, &page, &facts);
            let copy = Pages::copy(&page);
            let folder = format!("{}{}", edition.home, article.slug);
            [
                (format!("{folder}/index.html"), html.into_bytes()),
                (format!("{folder}/{COPY}"), copy.into_bytes()),
            ]
        };
        let bytes = |(_, article): &(u32, &Article)| self.source.articles[article.file].len();
        for some in rounds(&own, bytes) {
            bundle.add_many(some.par_iter().flat_map_iter(files_of).collect())?;
        }
        Ok(())
    }

    /// Adds what programs read: search engines, readers of feeds, and those that answer questions.
    /// Most of it needs whole addresses.
    pub(super) fn add_for_programs(&self, bundle: &mut Bundle) {
        let Shared { base_url, name, .. } = self.pages.shared;
        if let Some(base) = base_url {
            if let Some(first) = self.editions.first() {
                let missing = self.pages.missing(first, path_of(base));
                bundle.add("404.html", missing, Effort::Quick);
            }
            bundle.add("sitemap.xml", sitemap(base, &self.all_pages()), Effort::Quick);
        }
        for edition in self.editions {
            let home = &edition.home;
            let summary = self.pages.shared.description_in(edition.lang);
            let list = llms(name, summary, &self.parts(edition));
            bundle.add(format!("{home}llms.txt"), list, Effort::Quick);
            if let Some(base) = base_url.filter(|_| self.pages.shared.feeds.contains(edition.lang))
            {
                let about = About {
                    name,
                    description: summary,
                    lang: edition.lang,
                    home: &format!("{base}{home}"),
                };
                let feed = feed(about, self.news(edition, base));
                bundle.add(format!("{home}{FEED}"), feed, Effort::Quick);
            }
        }
    }

    fn dates(&self, article: &Article) -> Dates {
        Dates::of(&article.front, self.time_zone)
    }

    /// The own articles of a language that have a date.
    fn news<'s>(&'s self, edition: &'s Edition<'_>, base_url: &str) -> Vec<News<'s>> {
        let news = edition.own_documents(self.library).filter_map(|(doc, article)| {
            let category = edition.category_of(doc).map(|at| &edition.categories[at]);
            let category = category.filter(|category| !category.id.is_empty());
            Some(News {
                title: &article.title,
                description: article.front.description.as_deref().unwrap_or_default(),
                category: category.map(|category| category.title.as_str()),
                url: format!("{base_url}{}", article.url),
                updated: self.dates(article).updated?,
            })
        });
        news.collect()
    }

    /// The own articles of a language by category, and where other languages have theirs.
    fn parts<'s>(&'s self, edition: &'s Edition<'_>) -> Vec<Part<'s>> {
        let address = |url: &str| match self.pages.shared.base_url {
            Some(base) => format!("{base}{url}"),
            None => relative(&edition.home, url),
        };
        let link = |doc: &u32| {
            let article = &self.library.articles[edition.articles[*doc as usize]];
            let description = article.front.description.as_deref().unwrap_or_default();
            (article.title.as_str(), address(&copy_of(&article.url)), description)
        };
        let categories = edition.categories.iter().map(|category| {
            let own = category.articles.iter().filter(|doc| !edition.is_stand_in(**doc));
            Part { title: &category.title, links: own.map(link).collect() }
        });
        let others = self.editions.iter().filter(|other| other.lang != edition.lang);
        let others = others
            .map(|other| (name_of(other.lang), address(&format!("{}llms.txt", other.home)), ""));
        let languages =
            Part { title: edition.strings.get("page.languages"), links: others.collect() };
        categories.chain([languages]).collect()
    }

    /// All pages of the site, each with the languages that have it.
    fn all_pages(&self) -> Vec<Vec<Page<'_>>> {
        let page = |lang, url| Page { lang, url, updated: None };
        let homes = self.editions.iter().map(|edition| page(edition.lang, edition.home.clone()));
        let mut categories: BTreeMap<&str, Vec<Page<'_>>> = BTreeMap::new();
        for edition in self.editions {
            for (at, category) in edition.categories.iter().enumerate() {
                if let Some(url) = edition.category_url(at) {
                    categories.entry(&category.id).or_default().push(page(edition.lang, url));
                }
            }
        }
        let translations = translations(self.library);
        let article = |number: &usize| {
            let article = &self.library.articles[*number];
            let Article { lang, url, .. } = article;
            Page { lang, url: url.clone(), updated: self.dates(article).updated }
        };
        // Of two articles of a language with one key, only the first has translations.
        let known: BTreeSet<_> = translations.values().flatten().copied().collect();
        let alone = (0..self.library.articles.len()).filter(|number| !known.contains(number));
        let alone = alone.map(|number| vec![article(&number)]);
        let together = translations.values().map(|same| same.iter().map(article).collect());
        [homes.collect()]
            .into_iter()
            .chain(categories.into_values())
            .chain(together)
            .chain(alone)
            .collect()
    }
}

/// Numbers of articles that are translations of each other, by what they share: one of each
/// language, in the order of the languages.
fn translations(library: &Library) -> BTreeMap<&str, Vec<usize>> {
    let mut all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for lang in &library.languages {
        for (number, article) in library.articles.iter().enumerate() {
            if article.lang != *lang {
                continue;
            }
            let same = all.entry(&article.key).or_default();
            if !same.iter().any(|known| library.articles[*known].lang == *lang) {
                same.push(number);
            }
        }
    }
    all
}
