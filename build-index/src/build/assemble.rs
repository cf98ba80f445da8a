//! The second half of a build: every file of the site as bytes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Result;
use docent_protocol::{ArticlePage, CATALOG_FORMAT, Catalog, LanguageFiles, Site};
use docent_search::{DictionaryWord, RelatedWord};
use rayon::prelude::*;

use super::centre::Centre;
use super::read::Content;
use super::report::Report;
use super::stand_in::stand_in;
use crate::article::finish::Finished;
use crate::colour::accent_rule;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, addresses};
use crate::emit::{Bundle, CATALOG, Effort, article_file, generator, page_key};
use crate::favicon;
use crate::index::{Entry, Indexing, PageFile};
use crate::library::Library;
use crate::memory::{Memory, rounds};
use crate::options::{Adapter, NETLIFY_FOLDER, Options};
use crate::pages::{Pages, Shared};
use crate::redirects;
use crate::related;
use crate::source::Source;
use crate::spool::Shelf;
use crate::synonyms::Used;
use crate::widget::{LoaderConfig, LoaderFace, LoaderLanguage, Widget};

const DEFAULT_NAME: &str = "Help";

/// Makes all files of the site, and tells what to say about them.
pub(super) fn assemble(
    content: Content,
    widget: Option<Widget>,
    memory: &mut Memory,
    bundle: &mut Bundle,
) -> Result<(Report, Vec<Diagnostic>)> {
    let Content {
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
        ..
    } = content;
    // Of no more use, and in memory where the site is.
    drop(prepared);
    let base_url = base_url.as_deref();
    let mut diagnostics = Vec::new();
    let mut report = Report::default();
    report.pictures = media.len();
    media.add_files(&source, bundle)?;
    let mut widget = widget;
    let widget_files =
        widget.as_mut().map(|widget| widget.add_files(bundle, &options)).transpose()?;
    let files = widget.as_ref().map(|widget| widget.add_file_scripts(bundle, &options));
    let files = files.transpose()?.flatten();
    if let Some(Adapter::Netlify(netlify)) = &options.contact.adapter {
        let page = netlify.page(&options.contact);
        bundle.add(format!("{NETLIFY_FOLDER}index.html"), page, Effort::Quick);
    }
    let name = options.name.clone().unwrap_or_else(|| DEFAULT_NAME.to_owned());
    let accent = options.theme.accent.as_deref().map(accent_rule).unwrap_or_default();
    let style = templates.style(&accent).into_bytes();
    let (favicons, found) = favicon::add(&source, options.theme.accent.as_deref(), bundle);
    diagnostics.extend(found);
    let mut editions = Edition::all(&library, &options);
    diagnostics.extend(addresses::settle(&mut editions, &library, &redirects, &source));
    let dated = library.articles.iter().filter(|article| article.front.has_date());
    let dated = dated.map(|article| article.lang.as_str());
    let shared = Shared {
        name: &name,
        description: options.description.as_ref(),
        css: bundle.add_hashed("help", "css", style, Effort::Best),
        favicons,
        widget: widget.is_some(),
        email: options.contact.email.as_deref(),
        base_url,
        default_lang: library.default_lang(),
        feeds: if base_url.is_some() { dated.collect() } else { BTreeSet::new() },
    };
    let pages = Pages { templates: &templates, shared: &shared };
    let time_zone = options.time_zone.as_ref();
    let centre =
        Centre { source: &source, library: &library, editions: &editions, time_zone, pages };
    let mut languages = Vec::new();
    let mut lists = Vec::new();
    let mut keys = Keys::new();
    let mut used_synonyms = Used::default();
    for edition in &editions {
        let mut written = Written::of(edition, &library, &source, &texts);
        // All words of the index go before pages are made.
        let (index_file, supplement) = {
            let mut index = written.add_pages(memory, &mut keys, bundle)?;
            // Before the supplement is made, as its compression takes longest of all.
            let index_file = written.add_index(bundle, std::mem::take(&mut index.index));
            let close = related_words(edition.lang, &index.words, &options);
            let close = synonyms.apply(edition.lang, &index.words, close, &mut used_synonyms);
            (index_file, index.supplement(&close))
        };
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
        let list = if widget.is_some() { written.add_list(bundle)? } else { String::new() };
        let site = Site { list: list.clone(), ..site };
        lists.push(list);
        languages.push(written.add_data(bundle, index_file, supplement, site)?);
        centre.add_edition(bundle, edition, &written.related, |doc| written.page(doc))?;
        report.add_language(edition.lang, edition.own);
        report.add_untranslated(edition.lang, library.untranslated(edition.lang).len());
    }
    centre.add_for_programs(bundle);
    redirects::add(&redirects, &library, base_url, pages, bundle);
    diagnostics.extend(synonyms.unused(&used_synonyms));
    diagnostics.extend(templates.faults());
    report.redirects = redirects.len();
    report.waiting.clone_from(&library.waiting);
    if library.fallback {
        report.fallback = Some(library.default_lang().to_owned());
    }
    if let (Some(widget), Some(files)) = (widget, &widget_files) {
        widget.add_worker(bundle, files, &languages, &lists)?;
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
        widget.add_loader(bundle, &config)?;
    }
    let catalog =
        Catalog { format: CATALOG_FORMAT, generator: generator(), widget: widget_files, languages };
    bundle.add(CATALOG, serde_json::to_vec(&catalog)?, Effort::Best);
    options.levels.apply(&mut diagnostics);
    spool.check()?;
    Ok((report, diagnostics))
}

/// Words with a close meaning, unless the settings want none.
fn related_words(lang: &str, words: &[DictionaryWord], options: &Options) -> Vec<RelatedWord> {
    if options.related_words == Some(false) {
        return Vec::new();
    }
    related::related_words(lang, words)
}

fn loader_language(files: &LanguageFiles) -> LoaderLanguage {
    LoaderLanguage {
        lang: files.lang.clone(),
        site: files.site.clone(),
        index: files.index.clone(),
        home: files.home.clone(),
    }
}

/// An edition whose files are made.
struct Written<'a> {
    edition: &'a Edition<'a>,
    library: &'a Library,
    source: &'a Source,
    texts: &'a Shelf<Finished>,
    /// What to read after each document.
    related: BTreeMap<u32, Vec<u32>>,
    /// Keys of the article pages, by document number.
    keys: Vec<String>,
}

impl<'a> Written<'a> {
    fn of(
        edition: &'a Edition<'a>,
        library: &'a Library,
        source: &'a Source,
        texts: &'a Shelf<Finished>,
    ) -> Self {
        let related = edition.related(library);
        let keys = Vec::with_capacity(edition.articles.len());
        Self { edition, library, source, texts, related, keys }
    }

    /// What the widget shows of a document.
    fn page(&self, doc: u32) -> ArticlePage {
        let Self { edition, library, texts, related, .. } = self;
        let article = edition.article(doc, library);
        let text = texts.get(edition.articles[doc as usize]);
        let mut sections = text.sections.clone();
        if edition.is_stand_in(doc) {
            stand_in(&mut sections, edition.lang, library);
        }
        let slug = |doc: u32| edition.article(doc, library).slug.clone();
        let next = edition.next(doc);
        let others = related.get(&doc).into_iter().flatten().copied();
        ArticlePage {
            slug: article.slug.clone(),
            lang: article.lang.clone(),
            title: article.shown_title().into_owned(),
            description: article.front.description.clone().unwrap_or_default(),
            url: article.url.clone(),
            contents: text.contents.clone(),
            sections,
            next: next.map(slug),
            related: others.filter(|other| Some(*other) != next).map(slug).collect(),
        }
    }

    /// Adds the article pages and counts their words.
    fn add_pages(
        &mut self,
        memory: &mut Memory,
        keys: &mut Keys,
        bundle: &mut Bundle,
    ) -> Result<docent_search::Written> {
        let lang = self.edition.lang;
        let mut index = Indexing::begin(lang, memory.counted(lang));
        let docs: Vec<_> = self.edition.documents(self.library).collect();
        for some in rounds(&docs, |(_, article)| self.source.articles[article.file].len()) {
            let pages: Vec<_> = some.par_iter().map(|(doc, _)| self.page(*doc)).collect();
            let files = add_files(&pages, keys, bundle)?;
            let entries = some.iter().zip(&pages).zip(&files);
            let entries: Vec<_> =
                entries.map(|(((_, article), page), file)| Entry { article, page, file }).collect();
            index.add(&entries);
            self.keys.extend(files.into_iter().map(|file| file.key));
        }
        Ok(index.finish())
    }

    /// Adds the index. Returns its path.
    fn add_index(&self, bundle: &mut Bundle, index: Vec<u8>) -> String {
        bundle.add_hashed(&format!("index-{}", self.edition.lang), "idx", index, Effort::Best)
    }

    /// Adds what the widget and tools read beside the index. Returns the paths of all.
    fn add_data(
        &self,
        bundle: &mut Bundle,
        index: String,
        supplement: Vec<u8>,
        site: Site,
    ) -> Result<LanguageFiles> {
        let edition = self.edition;
        let mut hashed = |stem: &str, suffix: &str, bytes: Vec<u8>| {
            bundle.add_hashed(&format!("{stem}-{}", edition.lang), suffix, bytes, Effort::Best)
        };
        let supplement = hashed("supplement", "idx", supplement);
        let site = serde_json::to_vec(&Site { supplement: supplement.clone(), ..site })?;
        Ok(LanguageFiles {
            lang: edition.lang.to_owned(),
            dir: edition.dir,
            site: hashed("site", "json", site),
            index,
            supplement,
            home: edition.home.clone(),
        })
    }

    /// Adds slug, title and key of each article, by document number. Returns the path.
    fn add_list(&self, bundle: &mut Bundle) -> Result<String> {
        let articles = self.edition.documents(self.library).map(|(_, article)| article);
        let list: Vec<_> = articles
            .zip(&self.keys)
            .map(|(article, key)| (&article.slug, article.shown_title(), key))
            .collect();
        let stem = format!("list-{}", self.edition.lang);
        Ok(bundle.add_hashed(&stem, "json", serde_json::to_vec(&list)?, Effort::Best))
    }
}

/// What the keys of a site stand for.
type Keys = HashMap<String, blake3::Hash>;

/// Adds pages of a language as JSON. What two languages have in common is one file.
fn add_files(pages: &[ArticlePage], keys: &mut Keys, bundle: &mut Bundle) -> Result<Vec<PageFile>> {
    let made: Result<Vec<_>, _> = pages.par_iter().map(hashed_json).collect();
    let mut named = Vec::with_capacity(pages.len());
    let mut files = Vec::with_capacity(pages.len());
    for (mut json, mut hash) in made? {
        // Two pages that meet in one key are as rare as they are fatal; a blank makes another.
        while *keys.entry(page_key(&hash)).or_insert(hash) != hash {
            json.push(b' ');
            hash = blake3::hash(&json);
        }
        let key = page_key(&hash);
        named.push((article_file(&key), json));
        files.push(PageFile { key, hash: hash.into() });
    }
    bundle.add_many(named)?;
    Ok(files)
}

fn hashed_json(page: &ArticlePage) -> serde_json::Result<(Vec<u8>, blake3::Hash)> {
    let json = serde_json::to_vec(page)?;
    let hash = blake3::hash(&json);
    Ok((json, hash))
}
