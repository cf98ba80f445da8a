//! The static help centre: a page per article and category and a start page per language, which
//! need no script and work from any folder, because every address in them is relative.
//!
//! It knows what a page says. How it looks is the business of the templates, which a content folder
//! may replace, so the names below are promises: the manual lists them.

mod article;
mod category;
mod feed;
mod home;
mod llms;
mod meta;
mod place;
mod sitemap;
mod templates;

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use crate::edition::Edition;
use crate::favicon::Favicon;
use crate::language::name_of;
use crate::options::PerLanguage;

pub(crate) use article::ArticleFacts;
pub(crate) use feed::{About, FEED, News, feed};
pub(crate) use llms::{Part, llms};
pub(crate) use place::{COPY, copy_of, relative};
use place::{Place, value_of};
pub(crate) use sitemap::{Page, sitemap};
pub(crate) use templates::Templates;

/// What every page of a build shares.
#[derive(Debug)]
pub(crate) struct Shared<'a> {
    pub(crate) name: &'a str,
    /// What the help centre is about, in a sentence of each language.
    pub(crate) description: Option<&'a PerLanguage<String>>,
    pub(crate) css: String,
    /// What browsers show in the tab.
    pub(crate) favicons: Vec<Favicon>,
    pub(crate) widget: bool,
    pub(crate) email: Option<&'a str>,
    pub(crate) base_url: Option<&'a str>,
    pub(crate) default_lang: &'a str,
    /// Languages that have a feed.
    pub(crate) feeds: BTreeSet<&'a str>,
}

/// The same page in another language.
#[derive(Clone, Debug)]
pub(crate) struct Translation<'a> {
    pub(crate) lang: &'a str,
    /// Address below the site's root.
    pub(crate) url: String,
}

/// Makes pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pages<'a> {
    pub(crate) templates: &'a Templates,
    pub(crate) shared: &'a Shared<'a>,
}

/// What is said of a page in its head.
struct Head<'a> {
    kind: &'static str,
    title: &'a str,
    description: &'a str,
    data: Option<Value>,
    /// Whether there is a copy in Markdown beside it.
    has_copy: bool,
    translations: &'a [Translation<'a>],
}

impl Shared<'_> {
    /// The sentence on the help centre as a whole; may be empty.
    pub(crate) fn description_in(&self, lang: &str) -> &str {
        let text = self.description.and_then(|each| each.get(lang, self.default_lang));
        text.map_or("", String::as_str)
    }
}

impl Pages<'_> {
    /// What is shown where there is no page. It can be asked for at any address, so its own
    /// addresses begin at the root of the host.
    pub(crate) fn missing(&self, edition: &Edition<'_>, root: &str) -> String {
        let nowhere = Place { url: String::new(), root: root.to_owned() };
        let title = edition.strings.get("page.missing");
        let head = Head {
            kind: "website",
            title,
            description: "",
            data: None,
            has_copy: false,
            translations: &[],
        };
        let page = self.page(edition, &nowhere, head);
        self.render(
            "missing.html",
            edition,
            context! { page => context! { canonical => (), ..page } },
        )
    }

    /// The page at an old address of an article, `from` and `url` below the site's root.
    pub(crate) fn redirect(&self, from: &str, lang: &str, title: &str, url: &str) -> String {
        let place = Place::of(&format!("{from}/"));
        let canonical = self.absolute(url);
        let redirect = context! { lang, title, href => place.to(url), canonical };
        self.templates.render("redirect.html", &context! { redirect })
    }

    /// A whole address, if it is known where the site will be.
    fn absolute(&self, url: &str) -> Option<String> {
        self.shared.base_url.map(|base| format!("{base}{url}"))
    }

    fn page(&self, edition: &Edition<'_>, place: &Place, head: Head<'_>) -> Value {
        let Head { kind, title, description, data, has_copy, translations } = head;
        let has_feed = self.shared.feeds.contains(edition.lang);
        context! {
            kind,
            title,
            description,
            data,
            root => place.root.clone(),
            home => place.to(&edition.home),
            canonical => self.absolute(&place.url),
            // For visitors whose language the site does not have.
            default => (!translations.is_empty()).then(|| {
                let default = self.shared.default_lang;
                let default = translations.iter().find(|other| other.lang == default);
                self.absolute(default.map_or(&place.url, |other| &other.url))
            }),
            translations => translations.iter().map(|other| context! {
                lang => other.lang,
                name => name_of(other.lang),
                href => place.to(&other.url),
                absolute => self.absolute(&other.url),
            }).collect::<Vec<_>>(),
            feed => has_feed.then(|| place.to(&format!("{}{FEED}", edition.home))),
            markdown => has_copy.then_some(COPY),
        }
    }

    fn render(&self, template: &str, edition: &Edition<'_>, own: Value) -> String {
        let text: BTreeMap<String, String> = edition.strings.for_pages();
        let Shared { name, css, favicons, widget, email, .. } = self.shared;
        let site = context! {
            lang => edition.lang,
            dir => value_of(edition.dir),
            name => *name,
            css => css.clone(),
            icons => favicons.iter().map(|icon| context! {
                href => icon.href.clone(),
                kind => icon.kind,
                sizes => icon.sizes.clone(),
            }).collect::<Vec<_>>(),
            widget => *widget,
            email => *email,
        };
        self.templates.render(template, &context! { site, text, ..own })
    }
}
