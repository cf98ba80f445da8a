//! All articles of a build: their languages, slugs and titles, and what a link from one of them
//! means.

mod languages;
mod links;
mod names;
mod order;
mod slugs;
mod stand_ins;
mod translations;
mod wiki;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::article::first_heading;
use crate::article::front_matter::{self, FrontMatter};
use crate::article::post::plain_path;
use crate::article::slug::of_path;
use crate::diagnostic::Diagnostic;
use crate::language::canonical;
use crate::memory::{Memory, key_of_file, rounds};
use crate::options::Options;
use crate::source::{Source, SourceFile};

use languages::languages;
pub(crate) use links::Target;
pub(crate) use names::{IN_PATH, capitalised, encoded, sentence};
use names::{humanised, without_suffix};
use order::Order;
pub(crate) use wiki::Meant;

/// An article before its text is rendered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Article {
    /// Number of its file in [`Source::articles`].
    pub(crate) file: usize,
    /// Path of its file without the suffix: the document's id.
    pub(crate) path: String,
    pub(crate) lang: String,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) front: FrontMatter,
    /// Whether it is shown to writers only: as a draft, or because its time has not come.
    pub(crate) draft: bool,
    /// Id of its category as it was written, if it has one.
    pub(crate) category: Option<String>,
    /// What its translations share with it: the path without the language folder, unless they name
    /// another one.
    pub(crate) key: String,
    /// Address of its page below the site's root.
    pub(crate) url: String,
}

impl Article {
    /// The title under which readers see it. Drafts are shown to their writers only, who shall not
    /// take them for anything else.
    pub(crate) fn shown_title(&self) -> Cow<'_, str> {
        let title = &self.title;
        if self.draft { format!("Draft: {title}").into() } else { title.into() }
    }
}

/// How the articles of a content folder are taken.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Taking<'a> {
    /// The language to assume where the content does not tell.
    pub(crate) lang: Option<&'a str>,
    /// Whether drafts are shown like other articles.
    pub(crate) drafts: bool,
    /// When the site is built.
    pub(crate) now: Timestamp,
}

/// The articles of a build, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct Library {
    pub(crate) articles: Vec<Article>,
    /// The default language first. Never empty.
    pub(crate) languages: Vec<String>,
    /// Whether articles of the default language stand in for those that another one has not.
    pub(crate) fallback: bool,
    by_path: Order,
    by_key: Order,
    by_slug: Order,
    drafts: HashSet<String>,
    /// Paths of articles that are left out until a moment.
    pub(crate) waiting: Vec<(String, Timestamp)>,
    /// Read from the rest where a site has wiki links.
    wiki_names: OnceLock<wiki::Names>,
}

impl Library {
    /// Reads every front matter and settles language, slug and title of each article.
    pub(crate) fn assemble(
        source: &Source,
        options: &Options,
        taking: Taking<'_>,
        memory: &mut Memory,
    ) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut fronts = Vec::with_capacity(source.articles.len());
        let mut round = memory.fronts.round();
        for some in rounds(&source.articles, SourceFile::len) {
            for parsed in round.of(some, key_of_file, |file| front_matter::parse(&file.in_memory()))
            {
                let (front, found) = Arc::unwrap_or_clone(parsed);
                diagnostics.extend(found);
                fronts.push(front);
            }
        }
        let mut library = Self {
            languages: languages(source, &fronts, options, taking.lang),
            fallback: options.fallback != Some(false),
            articles: Vec::with_capacity(fronts.len()),
            ..Self::default()
        };
        for (file, front) in fronts.into_iter().enumerate() {
            let publish = front.publish.map(|moment| moment.in_zone(options.time_zone.as_ref()));
            let waits = publish.filter(|moment| *moment > taking.now);
            if (front.draft || waits.is_some()) && !taking.drafts {
                library.leave_out(&source.articles[file], waits.filter(|_| !front.draft));
            } else {
                let draft = front.draft || waits.is_some();
                library.add(&source.articles[file], file, front, draft, &mut diagnostics);
            }
        }
        diagnostics.extend(slugs::settle(&mut library, source));
        diagnostics.extend(translations::settle(&mut library, source));
        library.register();
        library.articles.par_iter_mut().for_each(|article| {
            if article.title.is_empty() {
                let text = source.articles[article.file].text();
                article.title = first_heading(&text[article.front.body..])
                    .unwrap_or_else(|| humanised(&plain_path(&article.path)));
            }
        });
        (library, diagnostics)
    }

    /// The default language.
    pub(crate) fn default_lang(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// Address of the start page of a language below the site's root: empty for the default one.
    pub(crate) fn home(&self, lang: &str) -> String {
        if lang == self.default_lang() { String::new() } else { format!("{lang}/") }
    }

    pub(crate) fn by_slug(&self, lang: &str, slug: &str) -> Option<usize> {
        Some(self.by_slug.find(&self.articles, (lang, slug))?.1)
    }

    /// The first article of a language with what translations share.
    pub(crate) fn of_key(&self, lang: &str, key: &str) -> Option<usize> {
        Some(self.by_key.find(&self.articles, (lang, key))?.0)
    }

    /// The article of a file without its suffix.
    fn of_path(&self, path: &str) -> Option<usize> {
        Some(self.by_path.find(&self.articles, ("", path))?.1)
    }

    /// Remembers an article that visitors do not see, and until when if that is known.
    fn leave_out(&mut self, file: &SourceFile, until: Option<Timestamp>) {
        let path = without_suffix(&file.path).to_owned();
        self.waiting.extend(until.map(|moment| (path.clone(), moment)));
        self.drafts.insert(path);
    }

    fn add(
        &mut self,
        file: &SourceFile,
        number: usize,
        front: FrontMatter,
        draft: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let path = without_suffix(&file.path).to_owned();
        let (folder_lang, key) = self.language_folder(&path);
        let (folder_lang, key) = (folder_lang.map(str::to_owned), key.to_owned());
        let plain = plain_path(&key);
        let mut front = front;
        if plain != key && front.rare().slug.is_none() {
            // Before its name was understood, this was its address.
            front.rare_mut().old_paths.push((of_path(&key), 0..0));
        }
        let lang = match &front.rare().lang {
            Some((tag, span)) => self.checked_lang(file, tag, span, diagnostics),
            None => folder_lang,
        };
        let category = front.category.take();
        let category = category.or_else(|| Some(plain.split_once('/')?.0.to_owned()));
        self.articles.push(Article {
            file: number,
            lang: lang.unwrap_or_else(|| self.default_lang().to_owned()),
            title: front.title.take().unwrap_or_default(),
            category,
            path,
            key,
            draft,
            front,
            ..Article::default()
        });
    }

    /// Makes the articles known by path and slug, and gives them their addresses.
    fn register(&mut self) {
        let homes: Vec<_> = self.articles.iter().map(|article| self.home(&article.lang)).collect();
        for (article, home) in self.articles.iter_mut().zip(homes) {
            article.url = format!("{home}{}/", encoded(&article.slug));
        }
        self.by_path = Order::of(&self.articles, |article| ("", &article.path));
        self.by_key = Order::of(&self.articles, |article| (&article.lang, &article.key));
        self.by_slug = Order::of(&self.articles, |article| (&article.lang, &article.slug));
    }

    /// The language that a path's first folder names, and the rest of the path.
    fn language_folder<'a>(&self, path: &'a str) -> (Option<&str>, &'a str) {
        let Some((folder, rest)) = path.split_once('/') else { return (None, path) };
        let lang = self.languages.iter().find(|lang| lang.eq_ignore_ascii_case(folder));
        lang.map_or((None, path), |lang| (Some(lang.as_str()), rest))
    }

    fn checked_lang(
        &self,
        file: &SourceFile,
        tag: &str,
        span: &Range<usize>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let lang = canonical(tag).filter(|lang| self.languages.contains(lang));
        if lang.is_none() {
            let message = format!("`{tag}` is none of the languages of this site");
            let help = format!(
                "use one of {}, or add it to `languages` in docent.toml",
                self.languages.join(", ")
            );
            diagnostics
                .push(Diagnostic::error("language", file.place(span.clone()), message).help(help));
        }
        lang
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(files: &[(&str, &str)], options: &Options) -> (Source, Library, Vec<Diagnostic>) {
        let mut source = Source::default();
        for (path, text) in files {
            if path.ends_with(".md") {
                source.articles.push(SourceFile { path: (*path).into(), text: (*text).into() });
            } else {
                source.files.insert((*path).into());
            }
        }
        let (library, diagnostics) =
            Library::assemble(&source, options, Taking::default(), &mut Memory::default());
        (source, library, diagnostics)
    }

    fn two_languages() -> Options {
        Options { languages: vec!["en".into(), "pt-BR".into()], ..Options::default() }
    }

    #[test]
    fn language_slug_title_and_category_come_from_the_path() {
        let (_, library, diagnostics) = library(
            &[
                ("en/billing/get-money-back.md", "x"),
                ("pt-br/start.md", "# Início\n"),
                ("top.md", "---\nlang: pt-BR\n---\n"),
            ],
            &two_languages(),
        );
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let all: Vec<_> = library
            .articles
            .iter()
            .map(|a| {
                (
                    a.lang.as_str(),
                    a.slug.as_str(),
                    a.title.as_str(),
                    a.category.as_deref(),
                    a.url.as_str(),
                )
            })
            .collect();
        assert_eq!(
            all,
            [
                (
                    "en",
                    "billing/get-money-back",
                    "Get money back",
                    Some("billing"),
                    "billing/get-money-back/"
                ),
                ("pt-BR", "start", "Início", None, "pt-BR/start/"),
                ("pt-BR", "top", "Top", None, "pt-BR/top/"),
            ]
        );
    }

    #[test]
    fn equal_slugs_are_told_apart() {
        let (_, lib, diagnostics) = library(
            &[
                ("C++.md", "x"),
                ("C.md", "x"),
                ("a.md", "---\nslug: same\n---\n"),
                ("b.md", "---\nslug: /same/\n---\n"),
                ("same.md", "x"),
            ],
            &Options::default(),
        );
        let slugs: Vec<_> = lib.articles.iter().map(|a| a.slug.as_str()).collect();
        assert_eq!(slugs, ["c", "c-2", "same", "b", "same-2"]);
        let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["duplicate-slug", "similar-path", "similar-path"]);
    }

    #[test]
    fn no_slug_hides_a_page_of_another_language_or_a_file_of_the_site() {
        for slug in ["PT-br", "pt-br/start"] {
            let text = format!("---\nslug: {slug}\n---\n");
            let (_, _, diagnostics) = library(&[("en/x.md", &text)], &two_languages());
            assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["slug"]);
        }
        let (_, library, diagnostics) =
            library(&[("_docent/x.md", "x"), ("en/pt-br/x.md", "x")], &two_languages());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let slugs: Vec<_> = library.articles.iter().map(|a| a.slug.as_str()).collect();
        assert_eq!(slugs, ["page-_docent/x", "page-pt-br/x"]);
    }

    #[test]
    fn an_unknown_language_is_an_error() {
        let (_, _, diagnostics) = library(&[("x.md", "---\nlang: fr\n---\n")], &two_languages());
        assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["language"]);
    }

    #[test]
    fn links_are_understood() {
        let (source, library, _) = library(
            &[
                ("guides/a b.md", "x"),
                ("guides/index.md", "x"),
                ("guides/start.md", "x"),
                ("top.md", "x"),
                ("wip.md", "---\ndraft: true\n---\n"),
                ("img/x.png", ""),
            ],
            &Options::default(),
        );
        let from = &library.articles[2];
        assert_eq!(from.path, "guides/start");
        let cases = [
            ("https://x.example/a.md", Target::External),
            ("mailto:a@b.example", Target::External),
            ("//x.example", Target::External),
            ("#part", Target::Article(2, "part".into())),
            ("a%20b.md#One%20two", Target::Article(0, "One two".into())),
            ("./../top.md?x=1", Target::Article(3, String::new())),
            ("../img/x.png", Target::File("img/x.png".into())),
            ("/img/x.png", Target::File("img/x.png".into())),
            ("/pricing", Target::Host),
            ("../guides/", Target::Article(1, String::new())),
            ("../top", Target::Article(3, String::new())),
            ("../wip.md", Target::Draft("wip.md".into())),
            ("gone.md", Target::Missing("guides/gone.md".into())),
            ("../../out.md", Target::Missing("../../out.md".into())),
        ];
        for (url, expected) in cases {
            assert_eq!(library.resolve(&source, from, url), expected, "{url}");
        }
    }

    #[test]
    fn the_language_is_taken_from_front_matter_then_from_the_text() {
        let (_, lib, _) =
            library(&[("a.md", "---\nlang: de\n---\n"), ("b.md", "x")], &Options::default());
        assert_eq!(lib.languages, ["de"]);
        let spanish =
            "¿Cómo puedo cambiar la dirección de mi cuenta? Abre los ajustes y elige tu perfil.";
        let (_, lib, _) = library(&[("a.md", spanish)], &Options::default());
        assert_eq!(lib.languages, ["es"]);
        assert_eq!(library(&[], &Options::default()).1.languages, ["en"]);
    }
}
