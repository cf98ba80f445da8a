//! The first half of a build: everything that is read and checked, nothing that is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::Task;
use super::wiki::Wiki;
use crate::article::finish::{Finished, Link, Picture, Resolve, finish};
use crate::article::wiki::{Shown, WikiLink};
use crate::article::{Prepared, prepare};
use crate::diagnostic::{Diagnostic, Place, sort};
use crate::icon;
use crate::library::{Article, Library, Meant, Taking, Target, encoded};
use crate::lint::{
    AnchorLink, AnchorTarget, ByTitle, ExternalLink, Findings, advise, broken_anchors,
    empty_article, unknown_named_articles, unknown_related,
};
use crate::memory::{Key, Memory, key_of, key_of_file};
use crate::moment::now;
use crate::options::{self, Options};
use crate::pages::Templates;
use crate::picture::{MediaSet, is_picture};
use crate::redirects::{Redirect, redirects};
use crate::source::Source;
use crate::strings::Strings;
use crate::synonyms::{self, Synonyms};

/// A content folder, read and checked.
pub(crate) struct Content {
    pub(crate) source: Source,
    pub(crate) options: Options,
    /// Where the site will be, if that is known.
    pub(super) base_url: Option<String>,
    pub(super) synonyms: Synonyms,
    pub(crate) library: Library,
    pub(crate) redirects: Vec<Redirect>,
    /// By article number.
    pub(crate) texts: Vec<Finished>,
    pub(super) media: MediaSet,
    /// Links to pages of other sites, article by article.
    pub(crate) external: Vec<ExternalLink>,
    pub(super) templates: Templates,
    /// As bad as the settings want them.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Whether there are faults among them that no setting makes less bad.
    pub(crate) has_faults: bool,
}

/// Reads and checks a content folder.
///
/// # Errors
///
/// If the folder cannot be read, or its settings and the task contradict each other.
pub(super) fn read(task: &Task<'_>, memory: &mut Memory) -> Result<Content> {
    let (source, mut diagnostics) = Source::read(task.content, task.out)?;
    let mut options = match &source.options {
        Some(file) => {
            let (options, found) = options::parse(file);
            diagnostics.extend(found);
            options
        }
        None => Options::default(),
    };
    diagnostics.extend(icon::settle(&mut options, &source));
    let synonyms = match &source.synonyms {
        Some(file) => {
            let (synonyms, found) = synonyms::parse(file);
            diagnostics.extend(found);
            synonyms
        }
        None => Synonyms::default(),
    };
    if let (Some(tag), Some(first)) = (task.lang, options.languages.first()) {
        bail!(
            "docent.toml names the languages of this site (`{first}` first), so leave `--lang {tag}` out"
        );
    }
    let taking = Taking { lang: task.lang, drafts: task.drafts, now: now()? };
    let (library, found) = Library::assemble(&source, &options, taking, memory);
    diagnostics.extend(found);
    diagnostics.extend(languages_without_articles(&source, &library));
    let strings = strings_of(&library, &options);
    let kept = prepare_all(&source, &library, &strings, memory);
    diagnostics.extend(kept.iter().flat_map(|kept| kept.1.iter().cloned()));
    let prepared: Vec<_> = kept.iter().map(|kept| &kept.0).collect();
    let (media, found) = MediaSet::read(&source, &files_in_use(&source, &library, &prepared));
    diagnostics.extend(found);
    let (texts, external, found) = finish_all(&source, &library, &prepared, &media, &strings);
    diagnostics.extend(found);
    diagnostics.extend(unknown_named_articles(&options, &library));
    diagnostics.extend(unknown_related(&source, &library));
    let base_url = task.base_url.map(str::to_owned).or_else(|| options.base_url.clone());
    let (templates, found) = Templates::new(&source.templates);
    diagnostics.extend(found);
    let (redirects, found) = redirects(&source, &library, base_url.as_deref());
    diagnostics.extend(found);
    forget_what_follows_from_errors(&mut diagnostics);
    let has_faults = diagnostics.iter().any(Diagnostic::is_error);
    options.levels.apply(&mut diagnostics);
    sort(&mut diagnostics);
    advise(&mut diagnostics, &library, &source);
    Ok(Content {
        source,
        options,
        base_url,
        synonyms,
        library,
        redirects,
        texts,
        media,
        external,
        templates,
        diagnostics,
        has_faults,
    })
}

/// A file whose front matter is broken may look as if it had no text.
fn forget_what_follows_from_errors(diagnostics: &mut Vec<Diagnostic>) {
    let broken: BTreeSet<_> = diagnostics
        .iter()
        .filter(|found| found.is_error())
        .map(|found| found.place.file.clone())
        .collect();
    diagnostics
        .retain(|found| found.code != "empty-article" || !broken.contains(&found.place.file));
}

fn languages_without_articles(source: &Source, library: &Library) -> Vec<Diagnostic> {
    let Some(settings) = source.options.as_ref().filter(|_| !library.articles.is_empty()) else {
        return Vec::new();
    };
    let empty = |lang: &&String| !library.articles.iter().any(|article| article.lang == **lang);
    let place = || {
        let at = settings.text.find("languages").unwrap_or_default();
        Place::of(&settings.path, &settings.text, at..at + "languages".len())
    };
    library
        .languages
        .iter()
        .filter(empty)
        .map(|lang| {
            let message = format!("there is no article in the language `{lang}`");
            let help = format!("put some into the folder `{lang}/`, or remove it from `languages`");
            if lang == library.default_lang() {
                let help =
                    format!("{help}; the first language is the default one and cannot be empty");
                Diagnostic::error("empty-language", place(), message).help(help)
            } else {
                Diagnostic::warning("empty-language", place(), message).help(help)
            }
        })
        .collect()
}

fn prepare_all(
    source: &Source,
    library: &Library,
    strings: &AllStrings<'_>,
    memory: &mut Memory,
) -> Vec<Arc<(Prepared, Vec<Diagnostic>)>> {
    let file = |article: &Article| &source.articles[article.file];
    let key = |article: &Article| key_of(&[&key_of_file(file(article)), &strings.of(article).1]);
    memory.prepared.of_all(&library.articles, key, |article| {
        prepare(file(article), article.front.body, &strings.of(article).0)
    })
}

/// Texts of the languages of a library, each with a key of them all.
struct AllStrings<'a>(Vec<(&'a str, (Strings, Key))>);

fn strings_of<'a>(library: &'a Library, options: &Options) -> AllStrings<'a> {
    let of = |lang: &'a String| {
        let strings = Strings::with(lang, &options.strings);
        let texts = strings.keys().flat_map(|key| [key, strings.get(key)]).map(str::as_bytes);
        let key = key_of(&texts.collect::<Vec<_>>());
        (lang.as_str(), (strings, key))
    };
    AllStrings(library.languages.iter().map(of).collect())
}

impl AllStrings<'_> {
    /// The texts of an article's language, which is one of the library's; its default otherwise.
    fn of(&self, article: &Article) -> &(Strings, Key) {
        let own = self.0.iter().find(|(lang, _)| *lang == article.lang);
        &own.unwrap_or(&self.0[0]).1
    }
}

fn files_in_use(source: &Source, library: &Library, prepared: &[&Prepared]) -> BTreeSet<String> {
    library
        .articles
        .par_iter()
        .zip(prepared)
        .flat_map_iter(|(article, prepared)| {
            prepared.urls().into_iter().filter_map(|url| {
                match library.resolve(source, article, &url) {
                    Target::File(path) => Some(path),
                    _ => None,
                }
            })
        })
        .collect()
}

fn finish_all(
    source: &Source,
    library: &Library,
    prepared: &[&Prepared],
    media: &MediaSet,
    strings: &AllStrings<'_>,
) -> (Vec<Finished>, Vec<ExternalLink>, Vec<Diagnostic>) {
    let wiki = Wiki::of(source, library, prepared);
    let results: Vec<_> = library
        .articles
        .par_iter()
        .zip(prepared)
        .map(|(article, prepared)| {
            let file = &source.articles[article.file];
            let findings = Findings::new(file, prepared);
            let mut resolver = Resolver {
                source,
                library,
                media,
                article,
                wiki: &wiki,
                findings,
                anchors: Vec::new(),
                external: BTreeSet::new(),
            };
            let finished =
                finish(&prepared.html, &article.title, &strings.of(article).0, &mut resolver);
            let external = resolver.external.into_iter().map(|url| {
                let place = prepared.place(file, &url).0;
                ExternalLink { url, place }
            });
            let external: Vec<_> = external.collect();
            let mut found = resolver.findings.diagnostics;
            // Where tags were left out, that is told, and is why there is nothing.
            if !prepared.lacks_tags {
                found.extend(empty_article(&file.path, &finished.sections));
            }
            (finished, resolver.anchors, external, found)
        })
        .collect();
    let mut diagnostics = Vec::new();
    let mut texts = Vec::with_capacity(results.len());
    let mut anchors = Vec::with_capacity(results.len());
    let mut external = Vec::new();
    for (finished, links, away, found) in results {
        diagnostics.extend(found);
        external.extend(away);
        texts.push(finished);
        anchors.push(links);
    }
    let target_of = |number: usize| AnchorTarget {
        title: &library.articles[number].title,
        ids: &texts[number].ids,
        lacks_tags: prepared[number].lacks_tags,
    };
    let by_title = ByTitle::of(library, source);
    let found: Vec<_> = (0..texts.len())
        .into_par_iter()
        .flat_map_iter(|number| {
            let article = &library.articles[number];
            let file = &source.articles[article.file];
            let (prepared, links) = (prepared[number], &anchors[number]);
            broken_anchors((number, article), file, prepared, links, target_of, &by_title)
        })
        .collect();
    diagnostics.extend(found);
    (texts, external, diagnostics)
}

/// Answers for one article what its addresses mean, and notes what is wrong with them.
struct Resolver<'a> {
    source: &'a Source,
    library: &'a Library,
    media: &'a MediaSet,
    article: &'a Article,
    wiki: &'a Wiki<'a>,
    findings: Findings<'a>,
    anchors: Vec<AnchorLink>,
    external: BTreeSet<String>,
}

impl Resolve for Resolver<'_> {
    fn link(&mut self, href: &str) -> Link {
        match self.library.resolve(self.source, self.article, href) {
            Target::External => {
                if href.starts_with("http://") || href.starts_with("https://") {
                    self.external.insert(href.to_owned());
                }
                Link::Kept { external: !href.starts_with("mailto:") }
            }
            Target::Host => Link::Kept { external: false },
            Target::Article(number, heading) if WikiLink::parse(href).is_some() => {
                let is_whole = heading.is_empty();
                let anchor = if is_whole { heading } else { self.wiki.anchor(number, &heading) };
                self.link_to_article(href, number, anchor)
            }
            Target::Article(number, anchor) => self.link_to_article(href, number, anchor),
            Target::File(path) => match self.media.get(&path) {
                Some(media) => Link::Own { url: media.url.clone(), article: None },
                None => Link::Broken,
            },
            Target::Draft(path) => {
                self.findings.link_to_draft(href, &path);
                Link::Broken
            }
            Target::Missing(path) => {
                self.findings.broken_link(href, &path);
                Link::Broken
            }
        }
    }

    fn picture(&mut self, src: &str) -> Picture {
        match self.library.resolve(self.source, self.article, src) {
            Target::External => {
                self.findings.remote_picture(src);
                Picture::Kept
            }
            Target::Host => Picture::Kept,
            Target::File(path) => match self.media.get(&path) {
                Some(media) => Picture::Own { url: media.url.clone(), size: media.size },
                None => Picture::Missing,
            },
            Target::Article(..) => {
                self.findings.missing_picture(src, src);
                Picture::Missing
            }
            Target::Draft(path) | Target::Missing(path) => {
                self.findings.missing_picture(src, &path);
                Picture::Missing
            }
        }
    }

    fn wiki(&mut self, link: &WikiLink<'_>, embedded: bool) -> Shown {
        let Meant { target, others } = self.library.wiki(self.source, self.article, link);
        if !self.wiki.is_meant(&target, link) {
            return Shown::AsWritten;
        }
        let shown = match &target {
            _ if embedded && is_picture(link.page()) => Shown::Picture,
            Target::Article(number, _) => {
                let path = |number: &usize| {
                    let file = self.library.articles[*number].file;
                    self.source.articles[file].path.as_str()
                };
                let others = others.iter().map(path);
                self.findings.ambiguous_link(&link.key(), path(number), others);
                Shown::Link(self.wiki.words(self.library, link, *number))
            }
            _ => Shown::Link(link.page().rsplit('/').next().unwrap_or_default().to_owned()),
        };
        if embedded && shown != Shown::Picture {
            self.findings.embedded(&link.key());
        }
        shown
    }
}

impl Resolver<'_> {
    fn link_to_article(&mut self, href: &str, number: usize, anchor: String) -> Link {
        let target = &self.library.articles[number];
        let (mut url, mut slug) = (target.url.clone(), target.slug.clone());
        if !anchor.is_empty() {
            url = format!("{url}#{}", encoded(&anchor));
            slug = format!("{slug}#{anchor}");
            self.anchors.push(AnchorLink { url: href.to_owned(), article: number, anchor });
        }
        // The widget shows one language at a time, with what stands in where that has no article;
        // a translation opens as a page.
        let shown = self.library.shown(&self.article.lang, number);
        let article = (shown == Some(number)).then_some(slug);
        Link::Own { url, article }
    }
}
