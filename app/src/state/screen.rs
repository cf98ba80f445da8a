//! Where the visitor is.

/// What fills the body of the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Start, results or "nothing found", by what stands in the search field.
    Search,
    /// The articles of one category, by its position in the site's list.
    Category(usize),
    /// One article.
    Article(Place),
    /// The contact form.
    Contact,
}

/// An article and the part of it to show first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Slug of the article.
    pub slug: String,
    /// The part to scroll to.
    pub target: Target,
}

/// A part of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Its beginning.
    Top,
    /// A section by its number.
    Section(u32),
    /// An element by its id.
    Id(String),
}

impl Place {
    /// Reads `slug` or `slug#id`.
    #[must_use]
    pub fn parse(link: &str) -> Self {
        let (slug, target) = match link.split_once('#') {
            Some((slug, id)) if !id.is_empty() => (slug, Target::Id(id.to_owned())),
            Some((slug, _)) => (slug, Target::Top),
            None => (link, Target::Top),
        };
        Self { slug: slug.to_owned(), target }
    }
}
