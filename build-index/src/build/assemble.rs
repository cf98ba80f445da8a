//! The second half of a build: every file of the site as bytes.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use docent_protocol::{ArticlePage, CATALOG_FORMAT, Catalog, LanguageFiles, Site};
use docent_search::{DictionaryWord, RelatedWord};
use rayon::prelude::*;

use super::read::Content;
use super::report::Report;
use super::texts::Texts;
use crate::colour::accent_rule;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::emit::{Bundle, CATALOG, Effort, article_file, generator, page_key};
use crate::index::{Entry, index_of};
use crate::library::{Article, Library};
use crate::memory::Memory;
use crate::options::{Adapter, NETLIFY_FOLDER, Options, path_of};
use crate::pages::{Pages, Shared, Translation, sitemap};
use crate::redirects;
use crate::related;
use crate::synonyms::Used;
use crate::widget::{LoaderConfig, LoaderFace, LoaderLanguage, Widget};

const DEFAULT_NAME: &str = "Help";

/// All files of the site, and what to say about them.
pub(super) fn assemble(
    content: Content,
    widget: Option<Widget>,
    memory: &mut Memory,
) -> Result<(Bundle, Report, Vec<Diagnostic>)> {
    let Content { options, base_url, synonyms, library, redirects, texts, media, .. } = content;
    let base_url = base_url.as_deref();
    let mut diagnostics = Vec::new();
    let mut bundle = Bundle::default();
    let mut report = Report::default();
    report.pictures = media.contents.len();
    for (path, bytes) in media.contents {
        bundle.add(path, bytes, Effort::Quick);
    }
    let mut widget = widget;
    let widget_files =
        widget.as_mut().map(|widget| widget.add_files(&mut bundle, &options)).transpose()?;
    let files = widget.as_ref().map(|widget| widget.add_file_scripts(&mut bundle, &options));
    let files = files.transpose()?.flatten();
    if let Some(Adapter::Netlify(netlify)) = &options.contact.adapter {
        let page = netlify.page(&options.contact);
        bundle.add(format!("{NETLIFY_FOLDER}index.html"), page, Effort::Quick);
    }
    let name = options.name.clone().unwrap_or_else(|| DEFAULT_NAME.to_owned());
    let shared = Shared {
        name: &name,
        css: bundle.add_hashed("help", "css", style(&options), Effort::Best),
        widget: widget.is_some(),
        email: options.contact.email.as_deref(),
        base_url,
        default_lang: library.default_lang(),
    };
    let pages = Pages::new()?;
    let editions = Edition::all(&library, &options);
    let mut texts = Texts::new(texts, &editions);
    let mut languages = Vec::new();
    let mut lists = Vec::new();
    let mut used_synonyms = Used::default();
    for edition in &editions {
        let written = Written::of(edition, &library, &mut texts)?;
        let index = written.index(memory);
        let close = related_words(edition.lang, &index.words, &options, memory);
        let close = synonyms.apply(edition.lang, &index.words, close, &mut used_synonyms);
        let supplement = index.supplement(&close);
        let mut site = Site {
            more: widget_files.as_ref().map(|files| files.more.clone()).unwrap_or_default(),
            late: widget_files.as_ref().map(|files| files.late.clone()).unwrap_or_default(),
            debug: widget_files.as_ref().map(|files| files.debug.clone()).unwrap_or_default(),
            hours: widget_files.as_ref().and_then(|files| files.hours.clone()),
            plain: widget_files.as_ref().map(|files| files.plain.clone()).unwrap_or_default(),
            ..edition.site(&name, &options, &library)
        };
        site.contact.files.clone_from(&files);
        // Only scripts of the widget read it.
        let list = if widget.is_some() { written.add_list(&mut bundle)? } else { String::new() };
        let site = Site { list: list.clone(), ..site };
        lists.push(list);
        languages.push(written.add_data(&mut bundle, index.index, supplement, site)?);
        written.add_pages(&mut bundle, &pages, &shared, &editions)?;
        report.add_language(edition.lang, edition.own);
        report.add_untranslated(edition.lang, library.untranslated(edition.lang).len());
    }
    if let (Some(base), Some(first)) = (base_url, editions.first()) {
        let missing = pages.missing(&shared, first, path_of(base))?;
        bundle.add("404.html", missing, Effort::Quick);
        bundle.add("sitemap.xml", sitemap(base, &all_pages(&editions, &library)), Effort::Quick);
    }
    diagnostics.extend(synonyms.unused(&used_synonyms));
    redirects::add(&redirects, &library, base_url, &pages, &mut bundle)?;
    report.redirects = redirects.len();
    report.waiting.clone_from(&library.waiting);
    if library.fallback {
        report.fallback = Some(library.default_lang().to_owned());
    }
    if let (Some(widget), Some(files)) = (widget, &widget_files) {
        widget.add_worker(&mut bundle, files, &languages, &lists)?;
        let languages =
            languages.iter().map(|files: &LanguageFiles| loader_language(files)).collect();
        let email = options.contact.email.as_deref();
        let config = LoaderConfig {
            files: files.into(),
            theme: &options.theme,
            email,
            languages,
            faces: LoaderFace::all(&library.languages, &options.strings),
        };
        widget.add_loader(&mut bundle, &config)?;
    }
    let catalog =
        Catalog { format: CATALOG_FORMAT, generator: generator(), widget: widget_files, languages };
    bundle.add(CATALOG, serde_json::to_vec(&catalog)?, Effort::Best);
    options.levels.apply(&mut diagnostics);
    Ok((bundle, report, diagnostics))
}

/// All pages of a site, each with the languages that have it.
fn all_pages<'a>(editions: &[Edition<'a>], library: &'a Library) -> Vec<Vec<Translation<'a>>> {
    let homes = editions
        .iter()
        .map(|edition| Translation { lang: edition.lang, url: edition.home.clone() })
        .collect();
    let translations = translations(library);
    let is_translated = |article: &Article| {
        translations
            .get(article.key.as_str())
            .is_some_and(|page| page.iter().any(|(_, url)| *url == article.url))
    };
    // Of two articles of a language with one key, only the first has translations.
    let alone = library.articles.iter().filter(|article| !is_translated(article));
    let alone = alone.map(|article| vec![(article.lang.as_str(), article.url.as_str())]);
    let pages = translations.values().cloned().chain(alone).map(|page| {
        page.into_iter().map(|(lang, url)| Translation { lang, url: url.to_owned() }).collect()
    });
    [homes].into_iter().chain(pages).collect()
}

/// Words with a close meaning, unless the settings want none.
fn related_words(
    lang: &str,
    words: &[DictionaryWord],
    options: &Options,
    memory: &mut Memory,
) -> Vec<RelatedWord> {
    if options.related_words == Some(false) {
        return Vec::new();
    }
    related::related_words(lang, words, &mut memory.nearness)
}

fn style(options: &Options) -> Vec<u8> {
    let accent = options.theme.accent.as_deref().map(accent_rule).unwrap_or_default();
    format!("{}{accent}", include_str!("../../templates/help.css")).into_bytes()
}

fn loader_language(files: &LanguageFiles) -> LoaderLanguage {
    LoaderLanguage {
        lang: files.lang.clone(),
        site: files.site.clone(),
        index: files.index.clone(),
        home: files.home.clone(),
    }
}

/// An edition with its article pages, by document number.
struct Written<'a> {
    edition: &'a Edition<'a>,
    library: &'a Library,
    pages: Vec<ArticlePage>,
    related: BTreeMap<u32, Vec<u32>>,
    /// The pages as JSON, each with its key.
    json: Vec<(String, Vec<u8>)>,
}

impl<'a> Written<'a> {
    fn of(edition: &'a Edition<'a>, library: &'a Library, texts: &mut Texts) -> Result<Self> {
        let related = edition.related(library);
        let slugs: Vec<_> = edition.documents(library).map(|(_, article)| &article.slug).collect();
        let mut pages = Vec::with_capacity(slugs.len());
        for (doc, article) in edition.documents(library) {
            let mut text = texts.take(edition.articles[doc as usize]);
            if edition.is_stand_in(doc) {
                text = text.standing_in(edition.lang, library);
            }
            let slug = |doc: u32| slugs.get(doc as usize).map(|slug| (*slug).clone());
            let next = edition.next(doc);
            let others = related.get(&doc).into_iter().flatten().copied();
            pages.push(ArticlePage {
                slug: article.slug.clone(),
                lang: article.lang.clone(),
                title: shown_title(article),
                description: article.front.description.clone().unwrap_or_default(),
                url: article.url.clone(),
                contents: text.contents,
                sections: text.sections,
                next: next.and_then(slug),
                related: others.filter(|other| Some(*other) != next).filter_map(slug).collect(),
            });
        }
        let json: Vec<Vec<u8>> =
            pages.par_iter().map(serde_json::to_vec).collect::<Result<_, _>>()?;
        let json = with_keys(json);
        Ok(Self { edition, library, pages, related, json })
    }

    fn index(&self, memory: &mut Memory) -> docent_search::Written {
        let entries = self.edition.documents(self.library).zip(&self.pages).zip(&self.json);
        let entries: Vec<_> = entries
            .map(|(((_, article), page), (key, json))| Entry { article, page, key, json })
            .collect();
        let lang = self.edition.lang;
        index_of(lang, &entries, memory.counted.entry(lang.to_owned()).or_default())
    }

    /// Adds what the widget and tools read.
    fn add_data(
        &self,
        bundle: &mut Bundle,
        index: Vec<u8>,
        supplement: Vec<u8>,
        site: Site,
    ) -> Result<LanguageFiles> {
        let edition = self.edition;
        for (key, json) in &self.json {
            bundle.add(article_file(key), json.clone(), Effort::Quick);
        }
        let mut hashed = |stem: &str, suffix: &str, bytes: Vec<u8>| {
            bundle.add_hashed(&format!("{stem}-{}", edition.lang), suffix, bytes, Effort::Best)
        };
        let supplement = hashed("supplement", "idx", supplement);
        let site = serde_json::to_vec(&Site { supplement: supplement.clone(), ..site })?;
        Ok(LanguageFiles {
            lang: edition.lang.to_owned(),
            dir: edition.dir,
            site: hashed("site", "json", site),
            index: hashed("index", "idx", index),
            supplement,
            home: edition.home.clone(),
        })
    }

    /// Adds slug, title and key of each article, by document number. Returns the path.
    fn add_list(&self, bundle: &mut Bundle) -> Result<String> {
        let pages = self.pages.iter().zip(&self.json);
        let list: Vec<[&str; 3]> =
            pages.map(|(page, (key, _))| [page.slug.as_str(), page.title.as_str(), key]).collect();
        let stem = format!("list-{}", self.edition.lang);
        Ok(bundle.add_hashed(&stem, "json", serde_json::to_vec(&list)?, Effort::Best))
    }

    /// Adds the static pages.
    fn add_pages(
        &self,
        bundle: &mut Bundle,
        pages: &Pages,
        shared: &Shared<'_>,
        editions: &[Edition<'_>],
    ) -> Result<()> {
        let others = || editions.iter().filter(|other| other.lang != self.edition.lang);
        let homes: Vec<_> = others()
            .map(|other| Translation { lang: other.lang, url: other.home.clone() })
            .collect();
        let home = pages.home(shared, self.edition, &self.pages, &homes)?;
        bundle.add(format!("{}index.html", self.edition.home), home, Effort::Quick);
        let translations = translations(self.library);
        let rendered: Vec<_> = self
            .edition
            .own_documents(self.library)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(doc, article)| {
                let same: Vec<_> = translations
                    .get(article.key.as_str())
                    .into_iter()
                    .flatten()
                    .filter(|(lang, _)| *lang != article.lang)
                    .map(|(lang, url)| Translation { lang, url: (*url).to_owned() })
                    .collect();
                let next = self.related.get(&doc).map(Vec::as_slice).unwrap_or_default();
                pages.article(shared, self.edition, doc, &self.pages, next, &same)
            })
            .collect::<Result<_>>()?;
        for ((_, article), html) in self.edition.own_documents(self.library).zip(rendered) {
            let html: String = html;
            bundle.add(
                format!("{}{}/index.html", self.edition.home, article.slug),
                html,
                Effort::Quick,
            );
        }
        Ok(())
    }
}

/// The title under which readers see an article. Drafts are shown to their writers only, who shall
/// not take them for anything else.
fn shown_title(article: &Article) -> String {
    let title = &article.title;
    if article.draft { format!("Draft: {title}") } else { title.clone() }
}

/// Gives each page the key that names its file and that the index stores.
fn with_keys(json: Vec<Vec<u8>>) -> Vec<(String, Vec<u8>)> {
    let mut taken = BTreeSet::new();
    let keyed = json.into_iter().map(|mut json| {
        let mut key = page_key(&json);
        // Two pages that meet in one key are as rare as they are fatal; a blank makes another.
        while !taken.insert(key.clone()) {
            json.push(b' ');
            key = page_key(&json);
        }
        (key, json)
    });
    keyed.collect()
}

/// Languages and addresses of articles that are translations of each other, by what they share.
fn translations(library: &Library) -> BTreeMap<&str, Vec<(&str, &str)>> {
    let mut all: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for lang in &library.languages {
        for article in library.articles.iter().filter(|article| article.lang == *lang) {
            let same = all.entry(&article.key).or_default();
            if !same.iter().any(|(known, _)| known == lang) {
                same.push((&article.lang, &article.url));
            }
        }
    }
    all
}
