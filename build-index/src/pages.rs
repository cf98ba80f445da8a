//! The static help centre: a page per article and a start page per language, which need no
//! script and work from any folder, because every address in them is relative.

mod meta;
mod sitemap;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use docent_protocol::{ArticlePage, Category, Direction};
use minijinja::{Environment, Value, context};

use crate::article::contents::CONTENTS_MIN;
use crate::article::slug::of_name;
use crate::article::{push_escaped, rewritten, scheme};
use crate::edition::Edition;
use crate::language::{direction, name_of};
use crate::library::encoded;

use meta::Step;
pub(crate) use sitemap::sitemap;

/// What every page of a build shares.
#[derive(Debug)]
pub(crate) struct Shared<'a> {
    pub(crate) name: &'a str,
    pub(crate) css: String,
    pub(crate) widget: bool,
    pub(crate) email: Option<&'a str>,
    pub(crate) base_url: Option<&'a str>,
    pub(crate) default_lang: &'a str,
}

/// The same page in another language.
#[derive(Clone, Debug)]
pub(crate) struct Translation<'a> {
    pub(crate) lang: &'a str,
    /// Address below the site's root.
    pub(crate) url: String,
}

/// Renders pages.
pub(crate) struct Pages {
    environment: Environment<'static>,
}

impl Pages {
    /// # Errors
    ///
    /// If a template is wrong, which a test rules out.
    pub(crate) fn new() -> Result<Self> {
        let mut environment = Environment::new();
        environment.set_formatter(|out, _, value| {
            if value.is_undefined() || value.is_none() {
                return Ok(());
            }
            let text = value.to_string();
            let mut escaped = String::with_capacity(text.len());
            if value.is_safe() {
                escaped = text;
            } else {
                push_escaped(&text, &mut escaped);
            }
            Ok(out.write_str(&escaped)?)
        });
        for (name, template) in [
            ("layout.html", include_str!("../templates/layout.html")),
            ("article.html", include_str!("../templates/article.html")),
            ("home.html", include_str!("../templates/home.html")),
            ("missing.html", include_str!("../templates/missing.html")),
            ("link.html", include_str!("../templates/link.html")),
            ("redirect.html", include_str!("../templates/redirect.html")),
        ] {
            environment
                .add_template(name, template)
                .with_context(|| format!("in the template {name}"))?;
        }
        Ok(Self { environment })
    }

    /// The page of an article. `translations` are the other languages that have it.
    pub(crate) fn article(
        &self,
        shared: &Shared<'_>,
        edition: &Edition<'_>,
        doc: u32,
        pages: &[ArticlePage],
        related: &[u32],
        translations: &[Translation<'_>],
    ) -> Result<String> {
        let page = &pages[doc as usize];
        let place = Place::of(&page.url);
        let category = edition.category_of(doc).filter(|category| !category.id.is_empty());
        let html: String = page
            .sections
            .iter()
            .map(|section| place.html(&section.html, &page.slug) + "\n")
            .collect();
        let headings: Vec<_> = page.sections.iter().filter(|section| section.level == 2).collect();
        let headings = if headings.len() < CONTENTS_MIN { Vec::new() } else { headings };
        let article = context! {
            html => html.trim(),
            category => category.map(|category| context! {
                title => category.title.clone(),
                anchor => anchor_of(category),
            }),
            contents => headings.iter().map(|section| context! {
                id => section.id.clone(),
                title => section.title.clone(),
            }).collect::<Vec<_>>(),
            related => related.iter().filter_map(|doc| pages.get(*doc as usize)).map(|other| place.link(other, edition)).collect::<Vec<_>>(),
        };
        let about =
            self.about(shared, edition, &place, &page.title, &page.description, translations);
        let data = shared.base_url.map(|base| {
            let home = format!("{base}{}", edition.home);
            let mut way = vec![Step { name: shared.name, url: home.clone() }];
            way.extend(category.map(|category| {
                let anchor = encoded(&anchor_of(category));
                Step { name: &category.title, url: format!("{home}#{anchor}") }
            }));
            meta::of_article(page, &format!("{base}{}", page.url), &way)
        });
        let own = context! { page => about, article, data, kind => "article" };
        self.render("article.html", shared, edition, own)
    }

    /// The start page of a language.
    pub(crate) fn home(
        &self,
        shared: &Shared<'_>,
        edition: &Edition<'_>,
        pages: &[ArticlePage],
        translations: &[Translation<'_>],
    ) -> Result<String> {
        let place = Place::of(&edition.home);
        let links = |docs: &[u32]| {
            docs.iter()
                .filter_map(|doc| pages.get(*doc as usize))
                .map(|page| place.link(page, edition))
                .collect::<Vec<_>>()
        };
        let categories: Vec<_> = edition
            .categories
            .iter()
            .map(|category| {
                context! {
                    title => category.title.clone(),
                    description => category.description.clone(),
                    anchor => anchor_of(category),
                    articles => links(&category.articles),
                }
            })
            .collect();
        // Where the categories show all articles at a glance, the main ones would only repeat them.
        let main = if pages.len() > edition.main.len() && categories.len() > 1 {
            links(&edition.main)
        } else {
            Vec::new()
        };
        let about = self.about(shared, edition, &place, shared.name, "", translations);
        let data = shared.base_url.map(|base| {
            meta::of_home(shared.name, edition.lang, &format!("{base}{}", edition.home))
        });
        self.render(
            "home.html",
            shared,
            edition,
            context! { page => about, data, kind => "website", home => context! { main, categories } },
        )
    }

    /// What is shown where there is no page. It can be asked for at any address, so its own
    /// addresses begin at the root of the host.
    pub(crate) fn missing(
        &self,
        shared: &Shared<'_>,
        edition: &Edition<'_>,
        root: &str,
    ) -> Result<String> {
        let page = context! {
            title => edition.strings.get("page.missing"),
            root,
            home => format!("{root}{}", edition.home),
        };
        self.render("missing.html", shared, edition, context! { page })
    }

    /// The page at an old address of an article, `from` and `url` below the site's root.
    pub(crate) fn redirect(
        &self,
        from: &str,
        lang: &str,
        title: &str,
        url: &str,
        base_url: Option<&str>,
    ) -> Result<String> {
        let place = Place::of(&format!("{from}/"));
        let canonical = base_url.map(|base| format!("{base}{url}"));
        let own = context! { lang, title, href => place.to(url), canonical };
        Ok(self.environment.get_template("redirect.html")?.render(own)?)
    }

    fn about(
        &self,
        shared: &Shared<'_>,
        edition: &Edition<'_>,
        place: &Place,
        title: &str,
        description: &str,
        translations: &[Translation<'_>],
    ) -> Value {
        let absolute = |url: &str| shared.base_url.map(|base| format!("{base}{url}"));
        context! {
            title,
            description,
            root => place.root.clone(),
            home => place.to(&edition.home),
            canonical => absolute(&place.url),
            // For visitors whose language the site does not have.
            default => (!translations.is_empty()).then(|| {
                let default = translations.iter().find(|other| other.lang == shared.default_lang);
                absolute(default.map_or(&place.url, |other| &other.url))
            }),
            translations => translations.iter().map(|other| context! {
                lang => other.lang,
                name => name_of(other.lang),
                href => place.to(&other.url),
                absolute => absolute(&other.url),
            }).collect::<Vec<_>>(),
        }
    }

    fn render(
        &self,
        template: &str,
        shared: &Shared<'_>,
        edition: &Edition<'_>,
        own: Value,
    ) -> Result<String> {
        let text: BTreeMap<String, String> = edition.strings.for_pages();
        let site = context! {
            lang => edition.lang,
            dir => value_of(edition.dir),
            name => shared.name,
            css => shared.css.clone(),
            widget => shared.widget,
            email => shared.email,
        };
        let page =
            self.environment.get_template(template)?.render(context! { site, text, ..own })?;
        Ok(page)
    }
}

/// The value of the attribute `dir`.
fn value_of(dir: Direction) -> &'static str {
    match dir {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}

/// Id of a category's heading on the start page.
fn anchor_of(category: &Category) -> String {
    format!("category:{}", of_name(&category.id))
}

/// Where a page stands, and how others are reached from there.
struct Place {
    url: String,
    /// Relative address of the site's root: empty or `../../`.
    root: String,
}

impl Place {
    fn of(url: &str) -> Self {
        Self { url: url.to_owned(), root: "../".repeat(url.matches('/').count()) }
    }

    /// A relative address for one below the site's root.
    fn to(&self, url: &str) -> String {
        let href = format!("{}{url}", self.root);
        if href.is_empty() { "./".to_owned() } else { href }
    }

    /// A link as templates see it; of another language it says which.
    fn link(&self, page: &ArticlePage, edition: &Edition<'_>) -> Value {
        let other = (page.lang != edition.lang).then(|| {
            context! {
                lang => page.lang.clone(),
                dir => value_of(direction(&page.lang)),
                name => name_of(&page.lang),
            }
        });
        context! { href => self.to(&page.url), title => page.title.clone(), other }
    }

    /// An article's HTML with addresses that are right on this page.
    fn html(&self, html: &str, slug: &str) -> String {
        rewritten(html, |element| {
            let article = element.remove("data-docent-article");
            let is_here =
                article.is_some_and(|a| a.strip_prefix(slug).is_some_and(|a| a.starts_with('#')));
            let anchor =
                element.get("href").and_then(|href| href.find('#').map(|at| href[at..].to_owned()));
            if let (true, Some(anchor)) = (is_here, anchor) {
                element.set("href", anchor);
                return;
            }
            for name in ["href", "src"] {
                let url = element.get(name).filter(|url| is_own(url)).map(|url| self.to(url));
                if let Some(url) = url {
                    element.set(name, url);
                }
            }
        })
    }
}

/// Whether an address of a finished article is below the site's root.
fn is_own(url: &str) -> bool {
    scheme(url).is_none() && !url.starts_with(['/', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_to_the_page() {
        let place = Place::of("es/guides/start/");
        assert_eq!(place.to("docent.js"), "../../../docent.js");
        assert_eq!(Place::of("").to(""), "./");
        let cases = [
            (
                "<a href=\"es/b/\" data-docent-article=\"b\">x</a>",
                "<a href=\"../../../es/b/\">x</a>",
            ),
            (
                "<a href=\"es/guides/start/#a\" data-docent-article=\"guides/start#a\">x</a>",
                "<a href=\"#a\">x</a>",
            ),
            ("<img src=\"_docent/media/a.png\">", "<img src=\"../../../_docent/media/a.png\">"),
            (
                "<a href=\"https://x.example\">x</a><a href=\"/y\">y</a>",
                "<a href=\"https://x.example\">x</a><a href=\"/y\">y</a>",
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(place.html(html, "guides/start"), expected);
        }
    }
}
