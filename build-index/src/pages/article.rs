//! The page of an article.

use std::borrow::Cow;

use docent_protocol::ArticlePage;
use docent_search::text_of_html;
use minijinja::{Value, context};

use super::meta::{self, Step};
use super::place::Place;
use super::{Head, Pages, Translation};
use crate::article::contents::CONTENTS_MIN;
use crate::article::copy::copy;
use crate::dates::{Dates, day, whole};
use crate::edition::Edition;
use crate::library::Library;

/// How many characters search engines show of a description.
const DESCRIPTION_MAX: usize = 160;

/// What the page of an article says besides its text.
#[derive(Debug)]
pub(crate) struct ArticleFacts<'a> {
    /// Document numbers of what to read next.
    pub(crate) related: &'a [u32],
    /// The other languages that have it.
    pub(crate) translations: &'a [Translation<'a>],
    pub(crate) dates: Dates,
}

impl Pages<'_> {
    /// The page of an article.
    pub(crate) fn article(
        &self,
        edition: &Edition<'_>,
        library: &Library,
        doc: u32,
        page: &ArticlePage,
        facts: &ArticleFacts<'_>,
    ) -> String {
        let place = Place::of(&page.url);
        let category = edition.category_of(doc);
        let category = category.and_then(|at| Some((edition.category_url(at)?, at)));
        let category = category.map(|(url, at)| (url, &edition.categories[at].title));
        let html = html_of(page, &place);
        let headings: Vec<_> = page.sections.iter().filter(|section| section.level == 2).collect();
        let headings = if headings.len() < CONTENTS_MIN { Vec::new() } else { headings };
        let article = context! {
            html => html.trim(),
            category => category.as_ref().map(|(url, title)| context! { title => title.as_str(), href => place.to(url) }),
            contents => headings.iter().map(|section| context! {
                id => section.id.clone(),
                title => section.title.clone(),
            }).collect::<Vec<_>>(),
            related => place.links(facts.related, edition, library),
            updated => facts.dates.updated.as_ref().map(|moment| context! {
                day => day(moment, &page.lang),
                moment => whole(moment),
            }),
        };
        let data = self.absolute(&edition.home).zip(self.absolute(&page.url)).map(|(home, own)| {
            let mut way = vec![Step { name: self.shared.name, url: home }];
            way.extend(
                category
                    .as_ref()
                    .and_then(|(url, title)| Some(Step { name: title, url: self.absolute(url)? })),
            );
            meta::of_article(page, &own, &way, &facts.dates)
        });
        let head = Head {
            kind: "article",
            title: &page.title,
            description: &description_of(page),
            data,
            has_copy: true,
            translations: facts.translations,
        };
        let page: Value = self.page(edition, &place, head);
        self.render("article.html", edition, context! { page, article })
    }

    /// The same as Markdown, for beside it. Its links lead to other copies.
    pub(crate) fn copy(page: &ArticlePage) -> String {
        let place = Place::of(&page.url);
        copy(&page.title, &place.to_copies(&html_of(page, &place)))
    }
}

/// What search engines and social networks are told: the description, else how the text begins.
fn description_of(page: &ArticlePage) -> Cow<'_, str> {
    if !page.description.is_empty() {
        return Cow::Borrowed(&page.description);
    }
    let sections = page.sections.iter().map(|section| text_of_html(&section.html));
    let text = sections.map(|text| text.trim().to_owned()).find(|text| !text.is_empty());
    Cow::Owned(beginning(&text.unwrap_or_default()))
}

/// The first whole words of a text, and a sign that it goes on.
fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(DESCRIPTION_MAX) else { return text.to_owned() };
    let end = text[..end].rfind(' ').filter(|at| *at > 0).unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([' ', ',', ';', ':', '.', '–']))
}

fn html_of(page: &ArticlePage, place: &Place) -> String {
    let sections = page.sections.iter();
    sections.map(|section| place.html(&section.html, &page.slug) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_one_without_blanks_between_characters() {
        assert_eq!(beginning("Short."), "Short.");
        let long = beginning(&"word, ".repeat(60));
        assert!(long.ends_with("word…") && long.chars().count() <= DESCRIPTION_MAX + 1, "{long}");
        let wide = beginning(&"語".repeat(200));
        assert_eq!(wide.chars().count(), DESCRIPTION_MAX + 1);
    }
}
