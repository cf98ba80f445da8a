//! The page of a category.

use docent_protocol::ArticlePage;
use minijinja::context;

use super::meta::{self, Step};
use super::place::Place;
use super::{Head, Pages, Translation};
use crate::edition::Edition;

impl Pages<'_> {
    /// The page of the category at a position, if it has one. `pages` are all articles of the
    /// edition.
    pub(crate) fn category(
        &self,
        edition: &Edition<'_>,
        at: usize,
        pages: &[ArticlePage],
        translations: &[Translation<'_>],
    ) -> Option<String> {
        let category = &edition.categories[at];
        let url = edition.category_url(at)?;
        let place = Place::of(&url);
        let articles = category.articles.iter().filter_map(|doc| pages.get(*doc as usize));
        let articles: Vec<_> = articles.map(|page| place.link(page, edition)).collect();
        let data = self.absolute(&edition.home).zip(self.absolute(&url)).map(|(home, own)| {
            let way = [Step { name: self.shared.name, url: home }];
            meta::of_category(category, edition.lang, &own, &way)
        });
        let head = Head {
            kind: "website",
            title: &category.title,
            description: &category.description,
            data,
            has_copy: false,
            translations,
        };
        let page = self.page(edition, &place, head);
        let category = context! { articles };
        Some(self.render("category.html", edition, context! { page, category }))
    }
}
