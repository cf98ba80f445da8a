//! The start page of a language.

use docent_protocol::Category;
use minijinja::{Value, context};

use super::place::Place;
use super::{Head, Pages, Translation, meta};
use crate::article::slug::of_name;
use crate::edition::Edition;
use crate::library::Library;

/// How many articles of a category stand on the start page, where it has a page of its own.
const SHOWN_MAX: usize = 5;

impl Pages<'_> {
    /// The start page.
    pub(crate) fn home(
        &self,
        edition: &Edition<'_>,
        library: &Library,
        translations: &[Translation<'_>],
    ) -> String {
        let place = Place::of(&edition.home);
        let links = |docs: &[u32]| place.links(docs, edition, library);
        let categories = edition.categories.iter().enumerate().map(|(at, category)| {
            let url = edition.category_url(at);
            let all = category.articles.as_slice();
            // One left out is no shorter than the line that says so.
            let shown =
                if url.is_none() || all.len() <= SHOWN_MAX + 1 { all } else { &all[..SHOWN_MAX] };
            context! {
                title => category.title.clone(),
                description => category.description.clone(),
                anchor => anchor_of(category),
                href => url.map(|url| place.to(&url)),
                icon => icon_of(category),
                articles => links(shown),
                count => all.len(),
                more => shown.len() < all.len(),
            }
        });
        let categories: Vec<_> = categories.collect();
        // Where the categories show all articles at a glance, the main ones would only repeat them.
        let main = if edition.articles.len() > edition.main.len() && categories.len() > 1 {
            links(&edition.main)
        } else {
            Vec::new()
        };
        let description = self.shared.description_in(edition.lang);
        let url = self.absolute(&edition.home);
        let head = Head {
            kind: "website",
            title: self.shared.name,
            description,
            data: url.map(|url| meta::of_home(self.shared.name, description, edition.lang, &url)),
            has_copy: false,
            translations,
        };
        let page = self.page(edition, &place, head);
        let home = context! { main, categories };
        self.render("home.html", edition, context! { page, home })
    }
}

/// Id of a category's heading.
fn anchor_of(category: &Category) -> String {
    format!("category:{}", of_name(&category.id))
}

/// The path of a category's icon on a grid of 24, and whether it is drawn with a line.
fn icon_of(category: &Category) -> Option<Value> {
    let Category { icon_line, icon_face, .. } = category;
    let is_line = !icon_line.is_empty();
    let path = if is_line { icon_line } else { icon_face };
    (!path.is_empty()).then(|| context! { path, is_line })
}
