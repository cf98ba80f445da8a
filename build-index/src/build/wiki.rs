//! Wiki links of a build: which of them are meant as links, and the ids of the headings they name.
//!
//! Two brackets are also how people write other things, and a site that knows nothing of wiki links
//! shall not hear of them: arrays, tests of shells, tables of TOML. So text that names nothing stays as
//! it was written, without a word, until a site surely has such links, or its name is that of an article
//! but for a slip. One small word in brackets that is a page as well, like a table of TOML, proves
//! nothing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;
use strsim::normalized_damerau_levenshtein;

use crate::article::Prepared;
use crate::article::html::{Token, tokens};
use crate::article::slug::{of_heading, of_name};
use crate::article::wiki::{WikiLink, text_with_brackets};
use crate::library::{Article, Library, Target};
use crate::source::Source;
use crate::spool::Shelf;

/// How many names that lead nowhere are compared with those of all articles, on a site without a
/// wiki link that leads somewhere. Who has more of them means something else.
const COMPARED: usize = 50;

/// Shorter names are like others by chance.
const LONG_ENOUGH: usize = 4;

/// How alike two names are of which one is the other with a slip.
const ALIKE: f64 = 0.8;

/// What the wiki links of a site have in common.
pub(super) struct Wiki<'a> {
    prepared: &'a Shelf<Prepared>,
    /// Whether two names of them lead somewhere, or one that can be nothing else.
    is_used: bool,
    /// Names that are nearly those of articles.
    nearly: BTreeMap<String, bool>,
    headings: Vec<OnceLock<HashMap<String, Heading>>>,
}

/// Whether two brackets that lead somewhere can be nothing else than a link.
fn is_surely_meant(prepared: &Prepared, link: &WikiLink<'_>) -> bool {
    let is_sign = |c: char| "#/".contains(c) || c.is_uppercase() || c.is_whitespace();
    link.inside().trim().contains(is_sign)
        || prepared.html.contains(&link.address_of(true))
        || prepared.html.contains(&format!("src=\"{}", link.address_of(false)))
}

struct Heading {
    id: String,
    text: String,
}

/// What the wiki links of some articles say about whether their site has such links.
#[derive(Debug, Default)]
pub(super) struct WikiLinks {
    /// Whether there is one that can be nothing else, or two names that lead somewhere.
    is_used: bool,
    /// The first name that leads somewhere.
    leading: Option<String>,
    /// Names that lead nowhere; of too many not all.
    unknown: BTreeSet<String>,
}

impl WikiLinks {
    /// Those of an article.
    pub(super) fn of(
        source: &Source,
        library: &Library,
        article: &Article,
        prepared: &Prepared,
    ) -> Self {
        let mut all = Self::default();
        let headings = OnceCell::new();
        let has_heading = |_, name: &str| {
            let headings = headings.get_or_init(|| headings_of(&prepared.html));
            headings.contains_key(&of_name(name))
        };
        // Of many names two that lead somewhere are enough.
        let mut leading = 0;
        for link in prepared.wiki_links() {
            let page = link.page();
            if leads(&library.wiki(source, article, &link).target, &link, has_heading) {
                leading += 1;
                all.is_used |= leading <= 2 && is_surely_meant(prepared, &link);
                all.lead(page.to_owned());
            } else if link.is_likely() && page.chars().count() >= LONG_ENOUGH {
                all.unknown.insert(page.to_owned());
            }
        }
        all
    }

    fn lead(&mut self, page: String) {
        let first = self.leading.get_or_insert_with(|| page.clone());
        self.is_used |= *first != page;
    }

    /// Adds those of articles that come after.
    pub(super) fn join(&mut self, later: Self) {
        self.is_used |= later.is_used;
        if let Some(page) = later.leading {
            self.lead(page);
        }
        if self.unknown.len() <= COMPARED {
            self.unknown.extend(later.unknown);
        }
    }
}

/// Whether something is behind a link, be it a draft.
fn leads(
    target: &Target,
    link: &WikiLink<'_>,
    has_heading: impl FnOnce(usize, &str) -> bool,
) -> bool {
    match target {
        Target::Article(number, heading) => {
            !link.page().is_empty() || has_heading(*number, heading)
        }
        Target::File(_) | Target::Draft(_) => true,
        Target::External | Target::Host | Target::Missing(_) => false,
    }
}

impl<'a> Wiki<'a> {
    /// `links` are those of all articles.
    pub(super) fn of(library: &Library, prepared: &'a Shelf<Prepared>, links: WikiLinks) -> Self {
        let WikiLinks { is_used, unknown, .. } = links;
        let mut wiki = Self {
            prepared,
            is_used,
            nearly: BTreeMap::new(),
            headings: std::iter::repeat_with(OnceLock::new).take(library.articles.len()).collect(),
        };
        if !is_used && unknown.len() <= COMPARED {
            let near = unknown.into_par_iter().map(|page| {
                let near = library.nearest_name(&page).map(str::to_lowercase);
                let alike =
                    near.map(|near| normalized_damerau_levenshtein(&near, &page.to_lowercase()));
                (page, alike.is_some_and(|alike| alike >= ALIKE))
            });
            wiki.nearly = near.collect();
        }
        wiki
    }

    /// Whether two brackets are a link, even if a broken one.
    pub(super) fn is_meant(&self, target: &Target, link: &WikiLink<'_>) -> bool {
        let is_near = || self.nearly.get(link.page()).copied().unwrap_or_default();
        let has_heading = |article, name: &str| self.heading(article, name).is_some();
        leads(target, link, has_heading) || (link.is_likely() && (self.is_used || is_near()))
    }

    /// Id and text of a heading of an article that is called so.
    fn heading(&self, article: usize, name: &str) -> Option<&Heading> {
        let headings = self.headings.get(article)?;
        let headings = headings.get_or_init(|| headings_of(&self.prepared.get(article).html));
        headings.get(&of_name(name))
    }

    /// The anchor for a heading.
    pub(super) fn anchor(&self, article: usize, heading: &str) -> String {
        let known = self.heading(article, heading).map(|heading| heading.id.clone());
        known.unwrap_or_else(|| of_heading(heading))
    }

    /// The words for a link to an article, for which the writer gave none: the title, the heading,
    /// or both.
    pub(super) fn words(&self, library: &Library, link: &WikiLink<'_>, article: usize) -> String {
        let title = &library.articles[article].title;
        let heading = link.heading();
        let text = self.heading(article, heading).map_or(heading, |heading| &heading.text);
        match (link.page().is_empty(), heading.is_empty()) {
            (_, true) => title.clone(),
            (true, false) => text.to_owned(),
            (false, false) => format!("{title} › {text}"),
        }
    }
}

/// The headings of cleaned HTML by their words, and by their ids. Of equal ones the first is meant.
fn headings_of(html: &str) -> HashMap<String, Heading> {
    let tokens = tokens(html);
    let mut all = HashMap::new();
    let mut open = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(element) if element.heading_level().is_some() => {
                open = Some((at + 1, element.get("id").map(str::to_owned)));
            }
            Token::Close(name) if matches!(name.as_bytes(), [b'h', b'1'..=b'6']) => {
                let Some((start, chosen)) = open.take() else { continue };
                let text = text_with_brackets(&tokens[start..at]);
                let id = chosen.unwrap_or_else(|| of_heading(&text));
                for name in [of_name(&text), of_name(&id)] {
                    let heading = || Heading { id: id.clone(), text: text.clone() };
                    all.entry(name).or_insert_with(heading);
                }
            }
            _ => {}
        }
    }
    all
}
