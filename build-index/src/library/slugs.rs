//! A slug for every article, unique in its language.

use std::collections::HashMap;

use super::{Article, Library};
use crate::article::post::Post;
use crate::article::slug::{fault_of, of_path};
use crate::diagnostic::{Diagnostic, Place};
use crate::source::Source;

/// Settles the slugs of all articles: chosen ones first, then the others take what their paths
/// give, made unique.
pub(super) fn settle(library: &mut Library, source: &Source) -> Vec<Diagnostic> {
    let mut articles = std::mem::take(&mut library.articles);
    let mut slugs = Slugs {
        source,
        default_lang: library.default_lang().to_owned(),
        homes: library.languages.iter().skip(1).map(|lang| lang.to_lowercase()).collect(),
        first_posts: first_posts(&articles),
        taken: HashMap::new(),
        diagnostics: Vec::new(),
    };
    for article in &mut articles {
        if let Some(slug) = slugs.chosen(article) {
            article.slug = slug;
        }
    }
    // A name without its day steps aside for one that never had any.
    let (others, posts): (Vec<_>, Vec<_>) = articles
        .iter_mut()
        .filter(|article| article.slug.is_empty())
        .partition(|article| Post::of(&article.path).is_none());
    for article in others.into_iter().chain(posts) {
        article.slug = slugs.made(article);
    }
    library.articles = articles;
    slugs.diagnostics
}

struct Slugs<'a> {
    source: &'a Source,
    default_lang: String,
    /// Folders of the languages other than the default one, in small letters.
    homes: Vec<String>,
    /// The key of the earliest post of a name, which has it for its address.
    first_posts: HashMap<String, String>,
    /// The file that has a slug, by language and slug in small letters: some file systems do
    /// not tell them apart.
    taken: HashMap<(String, String), usize>,
    diagnostics: Vec<Diagnostic>,
}

/// Of posts that have one name on several days, such as monthly news, the earliest in any language.
fn first_posts(articles: &[Article]) -> HashMap<String, String> {
    let mut first: HashMap<String, String> = HashMap::new();
    for article in articles {
        let Some(post) = Post::of(&article.key) else { continue };
        let key = first.entry(post.plain_path()).or_insert_with(|| article.key.clone());
        if article.key < *key {
            key.clone_from(&article.key);
        }
    }
    first
}

impl Slugs<'_> {
    /// The path that the address of an article follows. The same for its translations, whatever
    /// other posts each language has.
    fn path(&self, article: &Article) -> String {
        let Some(post) = Post::of(&article.key) else { return article.key.clone() };
        let plain = post.plain_path();
        let is_first = self.first_posts.get(&plain).is_none_or(|key| *key == article.key);
        if is_first { plain } else { post.dated_path() }
    }

    /// The slug that the front matter names, if it can be used.
    fn chosen(&mut self, article: &Article) -> Option<String> {
        let (slug, span) = article.front.rare().slug.clone()?;
        let slug = slug.trim_matches('/').to_owned();
        let source = self.source;
        let place = || source.articles[article.file].place(span);
        if let Some(fault) = self.fault(&article.lang, &slug) {
            let help = format!("for example `{}`", of_path(&self.path(article)));
            let message = format!("`{slug}` cannot be a slug: {fault}");
            self.diagnostics.push(Diagnostic::error("slug", place(), message).help(help));
            return None;
        }
        if let Some(first) = self.take(article, &slug) {
            let message = format!("the slug `{slug}` is taken by another article");
            let help = format!("the other one is `{first}`; give one of them another slug");
            self.diagnostics.push(Diagnostic::error("duplicate-slug", place(), message).help(help));
            return None;
        }
        Some(slug)
    }

    /// The slug that the path gives, with a number where that one is taken.
    fn made(&mut self, article: &Article) -> String {
        let mut made = of_path(&self.path(article));
        if self.fault(&article.lang, &made).is_some() {
            // What is in the way is always the first part.
            made = format!("page-{made}");
        }
        let mut slug = made.clone();
        let mut number = 1;
        loop {
            let Some(first) = self.take(article, &slug) else { return slug };
            if number == 1 && article.front.rare().slug.is_none() {
                self.warn(article, &made, &first);
            }
            number += 1;
            slug = format!("{made}-{number}");
        }
    }

    fn warn(&mut self, article: &Article, made: &str, first: &str) {
        let place = Place::file(&self.source.articles[article.file].path);
        let message = format!("the address `{made}` is taken by another article");
        let help = format!(
            "the other one is `{first}`; rename one of them or give it a `slug`, \
             or its address may change later"
        );
        self.diagnostics.push(Diagnostic::warning("similar-path", place, message).help(help));
    }

    fn fault(&self, lang: &str, slug: &str) -> Option<&'static str> {
        let first = slug.split('/').next().unwrap_or_default().to_lowercase();
        let is_home = lang == self.default_lang && self.homes.contains(&first);
        fault_of(slug).or(is_home.then_some("addresses that begin so belong to another language"))
    }

    /// Takes a slug, or returns the path of the file that has it already.
    fn take(&mut self, article: &Article, slug: &str) -> Option<String> {
        let key = (article.lang.clone(), slug.to_lowercase());
        if let Some(first) = self.taken.get(&key) {
            return Some(self.source.articles[*first].path.clone());
        }
        self.taken.insert(key, article.file);
        None
    }
}
