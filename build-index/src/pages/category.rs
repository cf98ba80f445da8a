//! The page of a category.

use minijinja::context;

use super::meta::{self, Step};
use super::place::Place;
use super::{Head, Pages, Translation};
use crate::edition::Edition;
use crate::library::Library;

impl Pages<'_> {
    /// The page of the category at a position, if it has one.
    pub(crate) fn category(
        &self,
        edition: &Edition<'_>,
        at: usize,
        library: &Library,
        translations: &[Translation<'_>],
    ) -> Option<String> {
        let category = &edition.categories[at];
        let url = edition.category_url(at)?;
        let place = Place::of(&url);
        let articles = place.links(&category.articles, edition, library);
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
