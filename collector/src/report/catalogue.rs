//! The articles of the help centre, as far as they are known: their names and places, and which
//! of them is near to what customers say.

use std::collections::HashMap;

use super::{Finder, KnownArticle, Near, Opened, near::Titles};

/// The articles that are known, by language and slug.
pub(super) struct Catalogue<'a> {
    all: &'a [KnownArticle],
    by_name: HashMap<(&'a str, &'a str), &'a KnownArticle>,
    finder: Option<&'a dyn Finder>,
}

impl<'a> Catalogue<'a> {
    pub(super) fn new(all: &'a [KnownArticle], finder: Option<&'a dyn Finder>) -> Self {
        let by_name = all.iter().map(|known| ((&*known.lang, &*known.slug), known)).collect();
        Self { all, by_name, finder }
    }

    pub(super) fn is_known(&self) -> bool {
        !self.all.is_empty()
    }

    pub(super) fn all(&self) -> &'a [KnownArticle] {
        self.all
    }

    pub(super) fn title(&self, lang: &str, slug: &str) -> Option<&'a str> {
        self.by_name.get(&(lang, slug)).map(|known| &*known.title)
    }

    /// Where to open an article.
    pub(super) fn opened(&self, lang: &str, slug: &str) -> Option<Opened> {
        let known = self.by_name.get(&(lang, slug))?;
        let KnownArticle { title, file, url, .. } = *known;
        Some(Opened { title: title.clone(), file: file.clone(), url: url.clone() })
    }

    /// The article that words are nearest to: by the search itself where it is at hand, else by
    /// titles.
    pub(super) fn nearest(&self, lang: &str, words: &str) -> Option<Near> {
        let found = self.finder.and_then(|finder| finder.nearest(lang, words));
        found.or_else(|| Titles(self.all).nearest(lang, words))
    }
}
