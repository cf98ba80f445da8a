//! What the name in a wiki link means: a file's name or path first, then other names and titles.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::links::joined;
use super::{Article, Library, Target, without_suffix};
use crate::article::front_matter::fold_blanks;
use crate::article::post::Post;
use crate::article::wiki::WikiLink;
use crate::nearest::nearest;
use crate::source::Source;

/// What a wiki link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    /// With the heading as it was written in the place of an anchor.
    pub(crate) target: Target,
    /// Numbers of the articles that could be meant just as well.
    pub(crate) others: Arc<[usize]>,
}

/// Everything that a wiki link can name, in small letters.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Of each article by its number.
    paths: Vec<String>,
    /// Numbers of articles. A key is without the language folder, so it stands with the language.
    by_path: HashMap<String, usize>,
    by_key: HashMap<(String, String), usize>,
    by_file: HashMap<String, Vec<usize>>,
    by_other_name: HashMap<String, Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
    drafts: Paths,
    files: Paths,
    /// What was found out, by the number of the article and what stands between the brackets.
    meant: Vec<Mutex<HashMap<String, Meant>>>,
}

/// Paths as they are, to be found in small letters.
#[derive(Debug, Default)]
struct Paths {
    /// Of several that differ in letter case the first.
    by_path: HashMap<String, String>,
    /// By the last part, each in small letters and as it is.
    by_name: HashMap<String, Vec<(String, String)>>,
}

impl Names {
    fn of(library: &Library, source: &Source) -> Self {
        let mut names = Self::default();
        for (number, article) in library.articles.iter().enumerate() {
            let path = folded(&article.path);
            names.by_file.entry(last(&path).to_owned()).or_default().push(number);
            if let Some(post) = Post::of(&path).filter(|post| post.name != last(&path)) {
                names.by_other_name.entry(post.name.to_owned()).or_default().push(number);
            }
            names.by_title.entry(folded(&article.title)).or_default().push(number);
            for name in &article.front.rare().other_names {
                let called = names.by_other_name.entry(folded(name)).or_default();
                // The same name in other letter cases.
                if called.last() != Some(&number) {
                    called.push(number);
                }
            }
            names.by_path.entry(path.clone()).or_insert(number);
            names.by_key.entry((article.lang.clone(), folded(&article.key))).or_insert(number);
            names.paths.push(path);
        }
        let mut drafts: Vec<_> = library.drafts.iter().collect();
        drafts.sort_unstable();
        for path in drafts {
            names.drafts.push(path);
        }
        for path in &source.files {
            names.files.push(path);
        }
        names.meant.resize_with(library.articles.len(), Mutex::default);
        names
    }
}

impl Paths {
    fn push(&mut self, path: &str) {
        let small = folded(path);
        let called = self.by_name.entry(last(&small).to_owned()).or_default();
        called.push((small.clone(), path.to_owned()));
        self.by_path.entry(small).or_insert_with(|| path.to_owned());
    }

    /// The path with a name that is nearest to a file, the first of several that are as near.
    fn nearest(&self, from: &str, name: &str) -> Option<&str> {
        let wanted = folded(name);
        let wanted = wanted.trim_matches('/');
        let called = self.by_name.get(last(wanted))?;
        // None is nearer than a file beside, which spares looking at thousands of the same name.
        let beside = || {
            let path = joined(folder(from), name)?;
            self.by_path.get(&folded(&path))
        };
        let exact = if wanted.contains('/') { self.by_path.get(wanted) } else { None };
        let near = || {
            let found = called.iter().filter(|(small, _)| ends_with(small, wanted));
            found.map(|(_, path)| path).min_by_key(|path| apart(from, path))
        };
        exact.or_else(beside).or_else(near).map(String::as_str)
    }
}

impl Library {
    /// What a wiki link means in an article.
    pub(crate) fn wiki(&self, source: &Source, from: &Article, link: &WikiLink<'_>) -> Meant {
        let names = self.wiki_names.get_or_init(|| Names::of(self, source));
        let own = self.of_path(&from.path).and_then(|number| names.meant.get(number));
        let known = || own.map(|meant| meant.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(meant) = known().and_then(|known| known.get(link.inside()).cloned()) {
            return meant;
        }
        let meant = self.find_wiki(names, from, link);
        if let Some(mut known) = known() {
            known.insert(link.inside().to_owned(), meant.clone());
        }
        meant
    }

    fn find_wiki(&self, names: &Names, from: &Article, link: &WikiLink<'_>) -> Meant {
        let one = |target| Meant { target, others: Arc::default() };
        if link.page().is_empty() {
            let own = self.of_path(&from.path);
            let here = |own| Target::Article(own, link.heading().to_owned());
            return one(own.map_or(Target::Host, here));
        }
        // A name may have the sign that begins a heading: `[[C#]]`.
        let whole = (link.inside().trim(), "");
        for (page, heading) in [(link.page(), link.heading()), whole] {
            if let Some((number, others)) = self.article_called(names, from, page) {
                let target = Target::Article(number, heading.to_owned());
                return Meant { target, others: others.into() };
            }
            if let Some(path) = names.files.nearest(&from.path, page) {
                return one(Target::File(path.to_owned()));
            }
            if let Some(path) = names.drafts.nearest(&from.path, without_suffix(page)) {
                return one(Target::Draft(path.to_owned()));
            }
        }
        one(Target::Missing(link.page().to_owned()))
    }

    /// The name of an article that is most like one that leads nowhere, if any is alike enough.
    pub(crate) fn nearest_name(&self, wanted: &str) -> Option<&str> {
        let names = self.articles.iter().flat_map(|article| {
            let others = article.front.rare().other_names.iter().map(String::as_str);
            [last(&article.path), article.title.as_str()].into_iter().chain(others)
        });
        nearest(wanted, names)
    }

    fn article_called(
        &self,
        names: &Names,
        from: &Article,
        page: &str,
    ) -> Option<(usize, Vec<usize>)> {
        let wanted = folded(without_suffix(page));
        let path = wanted.trim_matches('/');
        let beside = joined(folder(&folded(&from.path)), path);
        let beside = beside.and_then(|path| names.by_path.get(&path).copied());
        let exact = if path.contains('/') {
            let by_key = || names.by_key.get(&(from.lang.clone(), path.to_owned()));
            names.by_path.get(path).or_else(by_key).copied().or(beside)
        } else {
            // As near as can be, which spares looking at thousands of the same name.
            beside.filter(|number| self.articles[*number].lang == from.lang)
        };
        if let Some(number) = exact {
            return Some((number, Vec::new()));
        }
        let called = names.by_file.get(last(path)).map(Vec::as_slice).unwrap_or_default();
        let by_end = called.iter().copied().filter(|number| ends_with(&names.paths[*number], path));
        let by_end: Vec<_> = by_end.collect();
        let page = folded(page);
        let known = [&names.by_other_name, &names.by_title].map(|names| names.get(&page));
        let known = known.into_iter().flatten().map(Vec::as_slice);
        let mut all = std::iter::once(by_end.as_slice()).chain(known);
        let (number, others) = self.nearest_of(from, all.find(|found| !found.is_empty())?)?;
        // Who names a page means the one that readers of this language have.
        Some((self.shown(&from.lang, number).unwrap_or(number), others))
    }

    /// Of some articles the nearest to another one, and those that are as near: first by language,
    /// then by folder.
    fn nearest_of(&self, from: &Article, found: &[usize]) -> Option<(usize, Vec<usize>)> {
        let far = |number: usize| {
            let article = &self.articles[number];
            let (strange, apart) = if article.lang == from.lang {
                (0, apart(&from.path, &article.path))
            } else {
                let order = self.languages.iter().position(|lang| *lang == article.lang);
                (1 + order.unwrap_or(self.languages.len()), apart(&from.key, &article.key))
            };
            (strange, apart)
        };
        let least = found.iter().map(|number| far(*number)).min()?;
        let mut near = found.iter().copied().filter(|number| far(*number) == least);
        let first = near.next()?;
        // Translations of one article are no rivals.
        let key = &self.articles[first].key;
        Some((first, near.filter(|number| self.articles[*number].key != *key).collect()))
    }
}

/// A name as it is compared: `Page` is `page`.
fn folded(name: &str) -> String {
    fold_blanks(name).to_lowercase()
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether the last parts of a path are those of another one.
fn ends_with(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// How many folders lie between two files.
fn apart(a: &str, b: &str) -> usize {
    let parts = |path| folder(path).split('/').filter(|part| !part.is_empty());
    let same = parts(a).zip(parts(b)).take_while(|(a, b)| a == b).count();
    parts(a).count() + parts(b).count() - 2 * same
}
