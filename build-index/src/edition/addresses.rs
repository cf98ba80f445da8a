//! Addresses of category pages: the category's id as an address, so that `billing/` is above
//! `billing/refunds/`. What is already there keeps its address.

use std::collections::{BTreeSet, HashMap};

use super::Edition;
use crate::article::slug::{fault_of, of_name};
use crate::diagnostic::{Diagnostic, Place};
use crate::library::{Library, encoded};
use crate::redirects::Redirect;
use crate::source::Source;

const CODE: &str = "category-address";

/// What has an address.
enum Owner {
    /// An article, or an old address of it, by its number.
    Article(usize),
    Category(String),
}

/// Gives every category that has a name a page.
pub(crate) fn settle(
    editions: &mut [Edition<'_>],
    library: &Library,
    redirects: &[Redirect],
    source: &Source,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut taken: HashMap<String, Owner> = HashMap::new();
    // What is wrong in one language is mostly so in others, and is mended at once.
    let mut told = BTreeSet::new();
    for (number, article) in library.articles.iter().enumerate() {
        let address = format!("{}{}", library.home(&article.lang), article.slug);
        taken.insert(address.to_lowercase(), Owner::Article(number));
    }
    for redirect in redirects {
        taken.entry(redirect.from.to_lowercase()).or_insert(Owner::Article(redirect.to));
    }
    for edition in editions {
        let slugs = edition.categories.iter().map(|category| {
            // What is in none of them is no subject of its own.
            if category.id.is_empty() {
                return None;
            }
            let made = of_name(&category.id);
            let mut warn = |message: String, help: String| {
                if !told.insert(category.id.clone()) {
                    return;
                }
                let first = &library.articles[edition.articles[category.articles[0] as usize]];
                let place = Place::file(&source.articles[first.file].path);
                diagnostics.push(Diagnostic::warning(CODE, place, message).help(help));
            };
            let is_home = edition.home.is_empty()
                && library.languages.iter().skip(1).any(|lang| lang.eq_ignore_ascii_case(&made));
            let fault = fault_of(&made).or(is_home.then_some("it is that of another language"));
            let base = if fault.is_some() { format!("category-{made}") } else { made.clone() };
            let mut slug = base.clone();
            let mut number = 1;
            let mut first = None;
            let key = |slug: &str| format!("{}{slug}", edition.home).to_lowercase();
            while let Some(owner) = taken.get(&key(&slug)) {
                first.get_or_insert_with(|| owner.what(library, source));
                number += 1;
                slug = format!("{base}-{number}");
            }
            taken.insert(key(&slug), Owner::Category(category.title.clone()));
            let is_now = format!("its page is at `{}{slug}/` now, which may change", edition.home);
            if let Some(fault) = fault {
                let message = format!(
                    "the page of the category `{}` cannot have the address `{made}/`: {fault}",
                    category.id
                );
                warn(message, format!("{is_now}; give the category another `id`"));
            } else if let Some(owner) = first {
                let message = format!(
                    "the page of the category `{}` cannot have the address `{}{made}/`: that is \
                     {owner}'s",
                    category.id, edition.home
                );
                warn(message, format!("{is_now}; give one of them another `slug` or `id`"));
            }
            Some(slug)
        });
        edition.slugs = slugs.collect();
    }
    diagnostics
}

impl Owner {
    fn what(&self, library: &Library, source: &Source) -> String {
        match self {
            Self::Article(number) => {
                format!("`{}`", source.articles[library.articles[*number].file].path)
            }
            Self::Category(title) => format!("the category “{title}”"),
        }
    }
}

impl Edition<'_> {
    /// Address of the page of the category at a position, below the site's root.
    pub(crate) fn category_url(&self, at: usize) -> Option<String> {
        Some(format!("{}{}/", self.home, encoded(self.slugs.get(at)?.as_ref()?)))
    }

    /// Where its file is.
    pub(crate) fn category_file(&self, at: usize) -> Option<String> {
        Some(format!("{}{}/index.html", self.home, self.slugs.get(at)?.as_ref()?))
    }

    /// Position of the category with an id.
    pub(crate) fn category_with(&self, id: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.id == id)
    }
}
