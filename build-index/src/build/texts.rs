//! Finished texts on their way into the editions: the last one that shows an article takes its
//! text, so that each is in memory only as often as it has to be.

use docent_protocol::PageSection;

use crate::article::finish::Finished;
use crate::article::rewritten;
use crate::edition::Edition;
use crate::library::{Library, encoded};

/// The text of an article, as the widget shows it.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) sections: Vec<PageSection>,
    pub(super) contents: String,
}

/// The texts of all articles, by their numbers.
pub(super) struct Texts {
    texts: Vec<Text>,
    /// How many editions still show each of them.
    left: Vec<usize>,
}

impl Texts {
    pub(super) fn new(finished: Vec<Finished>, editions: &[Edition<'_>]) -> Self {
        let texts = finished.into_iter().map(|finished| {
            let Finished { sections, contents, .. } = finished;
            Text { sections, contents }
        });
        let texts: Vec<_> = texts.collect();
        let mut left = vec![0; texts.len()];
        for number in editions.iter().flat_map(|edition| &edition.articles) {
            left[*number] += 1;
        }
        Self { texts, left }
    }

    /// The text of an article for one of the editions that show it.
    pub(super) fn take(&mut self, number: usize) -> Text {
        self.left[number] = self.left[number].saturating_sub(1);
        let text = &mut self.texts[number];
        if self.left[number] == 0 { std::mem::take(text) } else { text.clone() }
    }
}

impl Text {
    /// The same where it stands in: its links to other articles lead to what the language has of
    /// them.
    pub(super) fn standing_in(mut self, lang: &str, library: &Library) -> Self {
        for section in &mut self.sections {
            if !section.html.contains(LINK) {
                continue;
            }
            section.html = rewritten(&section.html, |element| {
                let Some((url, place)) = element.get(LINK).and_then(|to| shown(to, lang, library))
                else {
                    return;
                };
                element.set("href", url);
                element.set(LINK, place);
            });
        }
        self
    }
}

/// What a link to an article has besides its address.
const LINK: &str = "data-docent-article";

/// Address and place of what a language shows for an article of the default one.
fn shown(place: &str, lang: &str, library: &Library) -> Option<(String, String)> {
    let (slug, anchor) = place.split_once('#').unwrap_or((place, ""));
    let number = library.by_slug(library.default_lang(), slug)?;
    let article = &library.articles[library.shown(lang, number)?];
    let (mut url, mut place) = (article.url.clone(), article.slug.clone());
    if !anchor.is_empty() {
        url = format!("{url}#{}", encoded(anchor));
        place = format!("{place}#{anchor}");
    }
    Some((url, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Taking;
    use crate::memory::Memory;
    use crate::options::Options;
    use crate::source::{Source, SourceFile};

    #[test]
    fn links_of_what_stands_in_lead_to_translations() {
        let mut source = Source::default();
        for (path, text) in [
            ("en/a.md", "x"),
            ("en/b.md", "x"),
            ("en/c.md", "x"),
            ("es/b.md", "---\nslug: segundo\n---\n"),
        ] {
            source.articles.push(SourceFile { path: path.into(), text: text.into() });
        }
        let options = Options { languages: vec!["en".into(), "es".into()], ..Options::default() };
        let library =
            Library::assemble(&source, &options, Taking::default(), &mut Memory::default()).0;
        let cases = [
            ("b/", "b", "es/segundo/", "segundo"),
            ("b/#%C3%A9", "b#é", "es/segundo/#%C3%A9", "segundo#é"),
            ("a/#x", "a#x", "a/#x", "a#x"),
            ("c/", "c", "c/", "c"),
        ];
        for (href, to, new_href, new_to) in cases {
            let link = |href, to| format!("<p><a href=\"{href}\" {LINK}=\"{to}\">x</a> &amp;</p>");
            let section = PageSection { html: link(href, to), ..PageSection::default() };
            let text = Text { sections: vec![section], ..Text::default() };
            let text = text.standing_in("es", &library);
            assert_eq!(text.sections[0].html, link(new_href, new_to));
        }
    }

    #[test]
    fn the_last_edition_takes_the_text() {
        let text = |html: &str| {
            let section = PageSection { html: html.into(), ..PageSection::default() };
            Text { sections: vec![section], ..Text::default() }
        };
        let mut texts = Texts { texts: vec![text("a"), text("b")], left: vec![2, 1] };
        let mut html = |number| texts.take(number).sections.pop().map(|section| section.html);
        assert_eq!([html(0), html(1), html(0)].map(Option::unwrap_or_default), ["a", "b", "a"]);
        assert_eq!([html(0), html(1)], [None, None]);
    }
}
