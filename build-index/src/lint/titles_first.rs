//! Titles whose own words find another article first.

use anyhow::Result;

use super::titles::place_of_title;
use crate::diagnostic::{Diagnostic, Place};
use crate::library::Library;
use crate::search::engine::Engine;
use crate::source::Source;

/// How many hits are looked at for the place in which the article comes.
const LOOKED_AT: usize = 20;

/// A title to be searched for.
#[derive(Debug)]
pub(crate) struct TitleSearch {
    lang: String,
    slug: String,
    title: String,
    place: Place,
}

impl TitleSearch {
    /// The titles of all articles.
    pub(crate) fn all(library: &Library, source: &Source) -> Vec<Self> {
        let of = |article: &crate::library::Article| Self {
            lang: article.lang.clone(),
            slug: article.slug.clone(),
            title: article.title.clone(),
            place: place_of_title(source, article),
        };
        library.articles.iter().map(of).collect()
    }

    /// Searches for it, and tells of what comes first where that is another article.
    ///
    /// # Errors
    ///
    /// The built site is not whole.
    pub(crate) fn run(&self, engines: &mut [Engine<'_>]) -> Result<Option<Diagnostic>> {
        let Some(engine) = engines.iter_mut().find(|engine| engine.lang == self.lang) else {
            return Ok(None);
        };
        let hits = engine.ask(&self.title, LOOKED_AT);
        let Some(first) = hits.first() else {
            return Ok(Some(self.finding("the words of this title find nothing".to_owned())));
        };
        let first = engine.found(first)?;
        // Who looks for a title that two articles share may get either.
        if first.slug == self.slug || first.title.to_lowercase() == self.title.to_lowercase() {
            return Ok(None);
        }
        let own = hits.iter().position(|hit| engine.slug(hit) == self.slug);
        let own = match own {
            Some(at) => format!("this one comes in place {}", at + 1),
            None => format!("this one is not among the first {LOOKED_AT}"),
        };
        let message = format!(
            "the words of this title find “{}” (`{}`) first; {own}",
            first.title, first.slug
        );
        Ok(Some(self.finding(message)))
    }

    fn finding(&self, message: String) -> Diagnostic {
        let help = "put what only this article is about into the title; \
                    `docent search --explain` shows what each word adds";
        Diagnostic::warning("title-not-first", self.place.clone(), message).help(help)
    }
}
