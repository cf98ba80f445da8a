//! The first half of a build: everything that is read and checked, nothing that is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::Task;
use super::resolve::{Resolver, Scene};
use super::wiki::{Wiki, WikiLinks};
use crate::article::finish::{Finished, finish};
use crate::article::{Prepared, prepare};
use crate::diagnostic::{Diagnostic, sort};
use crate::icon;
use crate::library::{Article, Library, Taking, Target};
use crate::lint::{
    AnchorTarget, ByTitle, ExternalLink, Findings, advise, broken_anchors, empty_article,
    unknown_named_articles, unknown_related,
};
use crate::memory::{Key, Memory, key_of, key_of_file, rounds};
use crate::moment::now;
use crate::options::{self, Options};
use crate::pages::Templates;
use crate::picture::MediaSet;
use crate::redirects::{Redirect, redirects};
use crate::source::Source;
use crate::spool::{Shelf, Spool};
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
    pub(super) prepared: Shelf<Prepared>,
    /// By article number.
    pub(crate) texts: Shelf<Finished>,
    pub(super) media: MediaSet,
    pub(super) templates: Templates,
    /// Where the texts are.
    pub(crate) spool: Arc<Spool>,
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
    let spool = memory.spool(task.out);
    let (source, mut diagnostics) = Source::read(task.content, task.out, &spool)?;
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
    let Rough { prepared, lacks_tags, files, links, diagnostics: found } =
        prepare_all(&source, &library, &strings, memory, &spool);
    diagnostics.extend(found);
    let (media, found) = MediaSet::read(&source, &files);
    diagnostics.extend(found);
    let wiki = Wiki::of(&library, &prepared, links);
    let scene = Scene { source: &source, library: &library, media: &media, wiki: &wiki };
    let (texts, found) = finish_all(scene, &prepared, &lacks_tags, &strings, &spool);
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
    spool.check()?;
    Ok(Content {
        source,
        options,
        base_url,
        synonyms,
        library,
        redirects,
        prepared,
        texts,
        media,
        templates,
        spool,
        diagnostics,
        has_faults,
    })
}

impl Content {
    /// Links to pages of other sites, article by article.
    pub(crate) fn external_links(&self) -> impl Iterator<Item = ExternalLink> {
        self.library.articles.iter().enumerate().flat_map(|(number, article)| {
            let urls = self.texts.get(number).external.clone();
            let prepared = self.prepared.get(number);
            let file = &self.source.articles[article.file];
            urls.into_iter().map(move |url| {
                let place = prepared.place(file, &url).0;
                ExternalLink { url, place }
            })
        })
    }
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
        let at = settings.text().find("languages").unwrap_or_default();
        settings.place(at..at + "languages".len())
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

/// What is known of all articles once each is cleaned HTML.
struct Rough {
    /// By article number.
    prepared: Shelf<Prepared>,
    /// Whether tags of other tools were left out of them.
    lacks_tags: Vec<bool>,
    /// Files that they use.
    files: BTreeSet<String>,
    links: WikiLinks,
    diagnostics: Vec<Diagnostic>,
}

fn prepare_all(
    source: &Source,
    library: &Library,
    strings: &AllStrings<'_>,
    memory: &mut Memory,
    spool: &Arc<Spool>,
) -> Rough {
    let mut rough = Rough {
        prepared: Shelf::with_capacity(spool, library.articles.len()),
        lacks_tags: Vec::with_capacity(library.articles.len()),
        files: BTreeSet::new(),
        links: WikiLinks::default(),
        diagnostics: Vec::new(),
    };
    let file = |article: &Article| &source.articles[article.file];
    let key = |article: &Article| key_of(&[&key_of_file(file(article)), &strings.of(article).1]);
    let make = |article: &Article| {
        let file = file(article).in_memory();
        let (prepared, found) = prepare(&file, article.front.body, &strings.of(article).0);
        (Arc::new(prepared), found)
    };
    let mut round = memory.prepared.round();
    for some in rounds(&library.articles, |article| file(article).len()) {
        let made = round.of(some, key, make);
        let known = some.par_iter().zip(&made).map(|(article, made)| {
            let (prepared, found) = &**made;
            let files = files_in_use(source, library, article, prepared);
            let links = WikiLinks::of(source, library, article, prepared);
            let stored = spool.value(prepared.clone(), prepared.html.len());
            (stored, prepared.lacks_tags, files, links, found.clone())
        });
        for (stored, lacks_tags, files, links, found) in known.collect::<Vec<_>>() {
            rough.prepared.push(stored);
            rough.lacks_tags.push(lacks_tags);
            rough.files.extend(files);
            rough.links.join(links);
            rough.diagnostics.extend(found);
        }
    }
    rough
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

fn files_in_use(
    source: &Source,
    library: &Library,
    article: &Article,
    prepared: &Prepared,
) -> Vec<String> {
    let of_url = |url: String| match library.resolve(source, article, &url) {
        Target::File(path) => Some(path),
        _ => None,
    };
    prepared.urls().into_iter().filter_map(of_url).collect()
}

fn finish_all(
    scene: Scene<'_>,
    all_prepared: &Shelf<Prepared>,
    lacks_tags: &[bool],
    strings: &AllStrings<'_>,
    spool: &Arc<Spool>,
) -> (Shelf<Finished>, Vec<Diagnostic>) {
    let Scene { source, library, .. } = scene;
    let articles: Vec<_> = library.articles.iter().enumerate().collect();
    let finish = |(number, article): &(usize, &Article)| {
        let file = &source.articles[article.file];
        let prepared = all_prepared.get(*number);
        let findings = Findings::new(file, &prepared);
        let mut resolver = Resolver::new(scene, article, findings);
        let mut finished =
            finish(&prepared.html, &article.title, &strings.of(article).0, &mut resolver);
        finished.external = resolver.external.into_iter().collect();
        let mut found = resolver.findings.diagnostics;
        // Where tags were left out, that is told, and is why there is nothing.
        if !prepared.lacks_tags {
            found.extend(empty_article(&file.path, &finished.sections));
        }
        let mut anchors = resolver.anchors;
        anchors.retain(|link| link.article != *number || !finished.ids.contains(&link.anchor));
        let size = finished.size();
        (spool.value(Arc::new(finished), size), anchors, found)
    };
    let mut texts = Shelf::with_capacity(spool, articles.len());
    let mut anchors = Vec::new();
    let mut diagnostics = Vec::new();
    for some in rounds(&articles, |(_, article)| source.articles[article.file].len()) {
        let finished: Vec<_> = some.par_iter().map(finish).collect();
        for ((number, article), (finished, links, found)) in some.iter().zip(finished) {
            texts.push(finished);
            diagnostics.extend(found);
            if !links.is_empty() {
                anchors.push((*number, *article, links));
            }
        }
    }
    let targets = anchors.iter().flat_map(|(.., links)| links).map(|link| link.article);
    let targets: BTreeSet<_> = targets.collect();
    let ids = targets.into_par_iter().map(|number| (number, texts.get(number).ids.clone()));
    let ids: BTreeMap<_, _> = ids.collect();
    let target_of = |number: usize| AnchorTarget {
        title: &library.articles[number].title,
        ids: &ids[&number],
        lacks_tags: lacks_tags[number],
    };
    let by_title = ByTitle::of(library, source);
    let found: Vec<_> = anchors
        .into_par_iter()
        .flat_map_iter(|(number, article, links)| {
            let file = &source.articles[article.file];
            let prepared = all_prepared.get(number);
            broken_anchors((number, article), file, &prepared, &links, target_of, &by_title)
        })
        .collect();
    diagnostics.extend(found);
    (texts, diagnostics)
}
