//! The articles of one language: their numbers in the index, and their categories.

pub(crate) mod addresses;
mod reading;

use std::collections::BTreeMap;

use docent_protocol::{Category, Contact, Direction, Site, StandIns};

use crate::article::slug::of_name;
use crate::icon::Outline;
use crate::language::direction;
use crate::library::{Article, Library, sentence};
use crate::options::{CategoryOptions, Options};
use crate::strings::Strings;
use crate::suggest::suggestions;

/// How many main articles are suggested where the settings name none.
const MAIN_MAX: usize = 6;

/// One language of a site. Document numbers follow the paths of the articles, the language's own
/// ones first: of equal hits they are the better ones.
#[derive(Debug)]
pub(crate) struct Edition<'a> {
    pub(crate) lang: &'a str,
    pub(crate) dir: Direction,
    pub(crate) home: String,
    pub(crate) strings: Strings,
    /// Numbers of its articles in the library, by document number: its own, then those of the
    /// default language that stand in for what it does not have.
    pub(crate) articles: Vec<usize>,
    /// How many of them are its own.
    pub(crate) own: usize,
    pub(crate) categories: Vec<Category>,
    /// Position of the category of each document, and of the document in it.
    places: Vec<Option<(usize, usize)>>,
    /// Addresses of their pages below the start page, for those that have one, once they are
    /// [settled](addresses::settle).
    slugs: Vec<Option<String>>,
    /// Document numbers of the main articles.
    pub(crate) main: Vec<u32>,
}

impl<'a> Edition<'a> {
    /// The editions of a library in the order of its languages; those without an article of their
    /// own are left out.
    pub(crate) fn all(library: &'a Library, options: &Options) -> Vec<Self> {
        let editions = library.languages.iter().map(|lang| Self::of(lang, library, options));
        editions.filter(|edition| edition.own > 0).collect()
    }

    fn of(lang: &'a str, library: &'a Library, options: &Options) -> Self {
        let own: Vec<_> = (0..library.articles.len())
            .filter(|number| library.articles[*number].lang == lang)
            .collect();
        let stand_ins = if library.fallback { library.untranslated(lang) } else { Vec::new() };
        let mut edition = Self {
            lang,
            dir: direction(lang),
            home: library.home(lang),
            strings: Strings::with(lang, &options.strings),
            own: own.len(),
            articles: [own, stand_ins].concat(),
            categories: Vec::new(),
            places: Vec::new(),
            slugs: Vec::new(),
            main: Vec::new(),
        };
        edition.categories = edition.categories_of(library, options);
        edition.places = edition.places();
        edition.main = edition.main_of(library, options);
        edition
    }

    /// Pairs of document number and article.
    pub(crate) fn documents<'l>(
        &self,
        library: &'l Library,
    ) -> impl Iterator<Item = (u32, &'l Article)> {
        (0..).zip(self.articles.iter().map(|number| &library.articles[*number]))
    }

    /// Pairs of document number and article of the language's own articles.
    pub(crate) fn own_documents<'l>(
        &self,
        library: &'l Library,
    ) -> impl Iterator<Item = (u32, &'l Article)> {
        self.documents(library).take(self.own)
    }

    /// Whether a document is of another language.
    pub(crate) fn is_stand_in(&self, doc: u32) -> bool {
        doc as usize >= self.own
    }

    fn stand_ins(&self, library: &Library) -> Option<StandIns> {
        let lang = library.default_lang();
        (self.own < self.articles.len()).then(|| StandIns {
            from: self.own as u32,
            lang: lang.to_owned(),
            dir: direction(lang),
        })
    }

    /// Position of the category that a document is in.
    pub(crate) fn category_of(&self, doc: u32) -> Option<usize> {
        self.place_of(doc).map(|(category, _)| category)
    }

    /// Position of the category that a document is in, and of the document among its articles.
    fn place_of(&self, doc: u32) -> Option<(usize, usize)> {
        self.places.get(doc as usize).copied().flatten()
    }

    fn places(&self) -> Vec<Option<(usize, usize)>> {
        let mut places = vec![None; self.articles.len()];
        for (number, category) in self.categories.iter().enumerate() {
            for (at, doc) in category.articles.iter().enumerate() {
                places[*doc as usize] = Some((number, at));
            }
        }
        places
    }

    /// What the widget knows of this language before anything is searched.
    pub(crate) fn site(&self, name: &str, options: &Options, library: &Library) -> Site {
        let default_lang = library.default_lang();
        let contact = &options.contact;
        Site {
            lang: self.lang.to_owned(),
            dir: self.dir,
            name: name.to_owned(),
            home: self.home.clone(),
            // Names of files that are not written yet.
            supplement: String::new(),
            more: String::new(),
            late: String::new(),
            debug: String::new(),
            hours: None,
            plain: String::new(),
            list: String::new(),
            categories: self.categories.clone(),
            main: self.main.clone(),
            suggest: suggestions(self, library, options),
            stand_ins: self.stand_ins(library),
            contact: Contact {
                endpoint: contact.endpoint(),
                email: contact.email.clone(),
                form: contact.form(self.lang, default_lang),
                // Named once its script is written.
                files: None,
                channels: contact.channels(self.lang, default_lang),
            },
            events: options.votes_endpoint.clone(),
        }
    }

    /// Categories of the settings in their order, then the others by title, then what has none.
    fn categories_of(&self, library: &Library, options: &Options) -> Vec<Category> {
        let mut by_id: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut without = Vec::new();
        for (doc, article) in self.documents(library) {
            match &article.category {
                Some(category) => {
                    by_id.entry(settled_id(category, &options.categories)).or_default().push(doc)
                }
                None => without.push(doc),
            }
        }
        let mut categories = Vec::new();
        for known in &options.categories {
            if let Some(articles) = by_id.remove(&known.id) {
                categories.push(self.known_category(known, articles, library));
            }
        }
        let mut others: Vec<_> = by_id
            .into_iter()
            .map(|(id, articles)| Category {
                title: sentence(&id),
                id,
                articles,
                ..Category::default()
            })
            .collect();
        others.sort_by(|a, b| {
            a.title.to_lowercase().cmp(&b.title.to_lowercase()).then_with(|| a.id.cmp(&b.id))
        });
        categories.append(&mut others);
        if !without.is_empty() {
            let key =
                if categories.is_empty() { "page.all-articles" } else { "page.other-articles" };
            let title = self.strings.get(key).to_owned();
            categories.push(Category {
                id: String::new(),
                title,
                articles: without,
                ..Category::default()
            });
        }
        for category in &mut categories {
            category.articles.sort_by_cached_key(|doc| self.reading_order(*doc, library));
        }
        categories
    }

    fn known_category(
        &self,
        known: &CategoryOptions,
        articles: Vec<u32>,
        library: &Library,
    ) -> Category {
        let default = library.default_lang();
        let text = |value: &Option<crate::options::PerLanguage<String>>| {
            value.as_ref().and_then(|value| value.get(self.lang, default)).cloned()
        };
        let (icon_line, icon_face) = match known.outline.clone() {
            Some(Outline::Line(path)) => (path, String::new()),
            Some(Outline::Face(path)) => (String::new(), path),
            None => Default::default(),
        };
        Category {
            id: known.id.clone(),
            title: text(&known.title).unwrap_or_else(|| sentence(&known.id)),
            description: text(&known.description).unwrap_or_default(),
            icon_line,
            icon_face,
            articles,
        }
    }

    pub(crate) fn article<'l>(&self, doc: u32, library: &'l Library) -> &'l Article {
        // Document numbers are made from this list, so they are always inside it.
        &library.articles[self.articles[doc as usize]]
    }

    /// Articles with an order first, then the language's own, then by title as a reader sorts, then
    /// by path.
    fn reading_order(&self, doc: u32, library: &Library) -> (i64, bool, String, String) {
        let article = self.article(doc, library);
        let order = article.front.order.unwrap_or(i64::MAX);
        (order, self.is_stand_in(doc), article.title.to_lowercase(), article.path.clone())
    }

    /// Document numbers of the articles that this language shows for some slugs, in their order.
    pub(crate) fn by_slugs<'s>(
        &self,
        library: &Library,
        slugs: impl Iterator<Item = &'s str>,
    ) -> Vec<u32> {
        let number = |slug| {
            let number = library.named(self.lang, slug)?;
            let at = self.articles.iter().position(|known| *known == number)?;
            u32::try_from(at).ok()
        };
        slugs.filter_map(number).collect()
    }

    /// The articles that the settings name, else those with the lowest order, category by category.
    fn main_of(&self, library: &Library, options: &Options) -> Vec<u32> {
        let named = self.by_slugs(library, options.main.iter().map(|(slug, _)| slug.as_str()));
        if !named.is_empty() {
            return named;
        }
        let mut docs: Vec<_> = self
            .categories
            .iter()
            .enumerate()
            .flat_map(|(place, category)| category.articles.iter().map(move |doc| (place, *doc)))
            .collect();
        docs.sort_by_key(|(place, doc)| {
            let order = self.article(*doc, library).front.order.unwrap_or(i64::MAX);
            (order, self.is_stand_in(*doc), *place)
        });
        docs.into_iter().map(|(_, doc)| doc).take(MAIN_MAX).collect()
    }
}

/// The id of the settings that an article's category means: the same, or the same as a slug.
fn settled_id(category: &str, known: &[CategoryOptions]) -> String {
    let exact = known.iter().find(|known| known.id == category);
    let alike = || known.iter().find(|known| of_name(&known.id) == of_name(category));
    exact.or_else(alike).map_or_else(|| category.to_owned(), |known| known.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Taking;
    use crate::memory::Memory;
    use crate::options::PerLanguage;
    use crate::source::{Source, SourceFile};

    pub(super) fn library(files: &[(&str, &str)], options: &Options) -> Library {
        let mut source = Source::default();
        for (path, text) in files {
            source.articles.push(SourceFile { path: (*path).into(), text: (*text).into() });
        }
        let taking = Taking { lang: Some("en"), ..Taking::default() };
        Library::assemble(&source, options, taking, &mut Memory::default()).0
    }

    #[test]
    fn categories_follow_the_settings_then_their_titles() {
        let options = Options {
            categories: vec![CategoryOptions {
                id: "start".into(),
                title: Some(PerLanguage::All("First steps".into())),
                description: None,
                icon: None,
                outline: None,
            }],
            ..Options::default()
        };
        let library = library(
            &[
                ("a.md", "x"),
                ("billing-help/one.md", "x"),
                ("billing-help/two.md", "---\norder: 1\n---\nx"),
                ("Zoo/x.md", "---\ncategory: Start\n---\nx"),
                ("alpha/x.md", "x"),
            ],
            &options,
        );
        let editions = Edition::all(&library, &options);
        let titles: Vec<_> =
            editions[0].categories.iter().map(|c| (c.title.as_str(), c.articles.clone())).collect();
        assert_eq!(
            titles,
            [
                ("First steps", vec![3]),
                ("Alpha", vec![4]),
                ("Billing help", vec![2, 1]),
                ("Other articles", vec![0]),
            ]
        );
        assert_eq!(editions[0].main, [2, 3, 4, 1, 0]);
    }

    #[test]
    fn what_stands_in_comes_after_the_articles_of_the_language() {
        let languages = ["en", "es", "fr"].map(str::to_owned).to_vec();
        let options = Options { languages, ..Options::default() };
        let library = library(
            &[
                ("en/x/a.md", "x"),
                ("en/x/b.md", "---\norder: 1\n---\n"),
                ("en/x/c.md", "x"),
                ("es/x/c.md", "---\ntitle: Z\n---\n"),
                ("es/x/d.md", "---\norder: 1\n---\n"),
            ],
            &options,
        );
        let editions = Edition::all(&library, &options);
        let [en, es] = &editions[..] else { panic!("French has no article of its own") };
        assert_eq!((en.stand_ins(&library), en.articles.len()), (None, 3));
        let paths: Vec<_> = es.documents(&library).map(|(_, article)| &article.path).collect();
        assert_eq!(paths, ["es/x/c", "es/x/d", "en/x/a", "en/x/b"]);
        let stand_ins = es.stand_ins(&library).map(|found| (found.from, found.lang));
        assert_eq!(stand_ins, Some((2, "en".to_owned())));
        assert_eq!(es.categories[0].articles, [1, 3, 0, 2], "by order, then the own ones first");
        assert_eq!(es.main, [1, 3, 0, 2]);
    }
}
