//! The text of an article of the default language, where it stands in for what another one has not.

use docent_protocol::PageSection;

use crate::article::rewritten;
use crate::library::{Library, encoded};

/// Leads the links to other articles to what the language has of them.
pub(super) fn stand_in(sections: &mut [PageSection], lang: &str, library: &Library) {
    for section in sections.iter_mut().filter(|section| section.html.contains(LINK)) {
        section.html = rewritten(&section.html, |element| {
            let Some((url, place)) = element.get(LINK).and_then(|to| shown(to, lang, library))
            else {
                return;
            };
            element.set("href", url);
            element.set(LINK, place);
        });
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
            let mut sections = [section];
            stand_in(&mut sections, "es", &library);
            assert_eq!(sections[0].html, link(new_href, new_to));
        }
    }
}
