//! Titles whose own words find another article first.

use anyhow::Result;
use rayon::prelude::*;

use super::titles::{letters, place_of_title};
use crate::diagnostic::{Diagnostic, Place};
use crate::emit::Bundle;
use crate::library::Library;
use crate::progress::Progress;
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

/// A title that does not find its article first.
#[derive(Debug)]
pub(crate) struct NotFirst {
    /// The file of the article.
    pub(crate) file: String,
    /// Slug of what is found first, if anything is.
    pub(crate) instead: Option<String>,
    pub(crate) finding: Diagnostic,
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

    /// All that find another article first, or nothing, in their order. The work is shared among the
    /// processors, each with a search of its own.
    ///
    /// # Errors
    ///
    /// The built site is not whole.
    pub(crate) fn run_all(
        titles: &[Self],
        bundle: &Bundle,
        progress: &Progress,
    ) -> Result<Vec<NotFirst>> {
        progress.next_of("searching for the titles,", titles.len());
        let share = titles.len().div_ceil(rayon::current_num_threads()).max(1);
        let found: Vec<_> = titles
            .par_chunks(share)
            .map(|titles| {
                let mut engines = Engine::all(bundle)?;
                let found = titles.iter().map(|title| {
                    progress.step();
                    title.run(&mut engines)
                });
                found.filter_map(Result::transpose).collect::<Result<Vec<_>>>()
            })
            .collect::<Result<_>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    fn run(&self, engines: &mut [Engine<'_>]) -> Result<Option<NotFirst>> {
        let Some(engine) = engines.iter_mut().find(|engine| engine.lang == self.lang) else {
            return Ok(None);
        };
        let hits = engine.ask(&self.title, LOOKED_AT);
        let not_first = |message: String, instead: Option<String>| {
            let file = self.place.file.clone();
            NotFirst { file, instead, finding: self.finding(message) }
        };
        let Some(first) = hits.first() else {
            return Ok(Some(not_first("the words of this title find nothing".to_owned(), None)));
        };
        if engine.slug(first) == self.slug {
            return Ok(None);
        }
        let first = engine.found(first)?;
        // Who looks for a title that two articles share may get either.
        if letters(&first.title) == letters(&self.title) {
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
        Ok(Some(not_first(message, Some(first.slug))))
    }

    fn finding(&self, message: String) -> Diagnostic {
        let help = "put what only this article is about into the title; \
                    `docent search --explain` shows what each word adds";
        Diagnostic::warning("title-not-first", self.place.clone(), message).help(help)
    }
}
