//! What a language shows in place of articles that it does not have: those of the default language.

use super::{Article, Library};

impl Library {
    /// The article that a language shows for another one, by their numbers: the same, its
    /// translation, or the same again where it stands in for one. Nothing where the language has no
    /// part in it.
    pub(crate) fn shown(&self, lang: &str, number: usize) -> Option<usize> {
        let article = &self.articles[number];
        if article.lang == lang {
            return Some(number);
        }
        if article.lang != self.default_lang() {
            return None;
        }
        self.translation(lang, article).or(self.fallback.then_some(number))
    }

    /// The article that a language shows for a slug of its own or of the default language.
    pub(crate) fn named(&self, lang: &str, slug: &str) -> Option<usize> {
        let own = self.by_slug(lang, slug);
        own.or_else(|| self.shown(lang, self.by_slug(self.default_lang(), slug)?))
    }

    /// Numbers of the articles of the default language that a language does not have.
    pub(crate) fn untranslated(&self, lang: &str) -> Vec<usize> {
        let default = self.default_lang();
        let is_missing = |article: &Article| {
            article.lang == default && lang != default && self.translation(lang, article).is_none()
        };
        (0..self.articles.len()).filter(|number| is_missing(&self.articles[*number])).collect()
    }

    /// The article at a path, or what stands in for it there.
    pub(super) fn at_path(&self, path: &str) -> Option<usize> {
        self.of_path(path).or_else(|| {
            let (lang, key) = self.language_folder(path);
            self.shown(lang?, self.of_key(self.default_lang(), key)?)
        })
    }

    /// A translation has the same path in its folder. One with the same slug counts as well: the
    /// widget, votes and settings know an article of a language by nothing else.
    fn translation(&self, lang: &str, article: &Article) -> Option<usize> {
        self.of_key(lang, &article.key).or_else(|| self.by_slug(lang, &article.slug))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Library, Taking, Target};
    use crate::memory::Memory;
    use crate::options::Options;
    use crate::source::{Source, SourceFile};

    fn library(files: &[(&str, &str)], fallback: bool) -> (Source, Library) {
        let mut source = Source::default();
        for (path, text) in files {
            source.articles.push(SourceFile { path: (*path).into(), text: (*text).into() });
        }
        let languages = ["en", "es", "ar"].map(str::to_owned).to_vec();
        let options =
            Options { languages, fallback: Some(fallback).filter(|on| !on), ..Options::default() };
        let library =
            Library::assemble(&source, &options, Taking::default(), &mut Memory::default()).0;
        (source, library)
    }

    fn paths(library: &Library, numbers: &[usize]) -> Vec<String> {
        numbers.iter().map(|number| library.articles[*number].path.clone()).collect()
    }

    const FILES: [(&str, &str); 8] = [
        ("ar/x.md", "x"),
        ("en/billing/cards.md", "x"),
        ("en/billing/refunds.md", "x"),
        ("en/plans.md", "x"),
        ("en/terms.md", "x"),
        ("es/billing/cards.md", "---\nslug: tarjetas\n---\n"),
        ("es/condiciones.md", "---\nslug: terms\n---\n"),
        ("es/plans.md", "---\ndraft: true\n---\n"),
    ];

    #[test]
    fn what_has_no_translation_by_path_or_slug_stands_in() {
        let (_, library) = library(&FILES, true);
        let untranslated = |lang| paths(&library, &library.untranslated(lang));
        assert_eq!(untranslated("es"), ["en/billing/refunds", "en/plans"], "a draft is none yet");
        assert_eq!(untranslated("ar").len(), 4);
        assert_eq!(untranslated("en"), [""; 0]);
    }

    #[test]
    fn a_name_means_the_same_article_in_every_language() {
        let (_, on) = library(&FILES, true);
        let (_, off) = library(&FILES, false);
        let named = |library: &Library, lang, slug| {
            library.named(lang, slug).map(|number| library.articles[number].path.clone())
        };
        let es = |slug| [named(&on, "es", slug), named(&off, "es", slug)];
        let both = |path: &str| [Some(path.to_owned()), Some(path.to_owned())];
        assert_eq!(es("billing/cards"), both("es/billing/cards"));
        assert_eq!(es("tarjetas"), both("es/billing/cards"));
        assert_eq!(es("terms"), both("es/condiciones"));
        assert_eq!(es("plans"), [Some("en/plans".to_owned()), None]);
        assert_eq!(named(&on, "en", "tarjetas"), None);
        assert_eq!(named(&on, "ar", "tarjetas"), None);
    }

    #[test]
    fn a_link_to_what_is_not_translated_leads_to_what_stands_in() {
        let target = |fallback, url| {
            let (source, library) = library(&FILES, fallback);
            let from = library.of_path("es/billing/cards").unwrap();
            match library.resolve(&source, &library.articles[from], url) {
                Target::Article(number, _) => Ok(library.articles[number].path.clone()),
                other => Err(other),
            }
        };
        let missing = |path: &str| Err(Target::Missing(path.to_owned()));
        let cases = [
            ("refunds.md", "en/billing/refunds", missing("es/billing/refunds.md")),
            ("refunds", "en/billing/refunds", missing("es/billing/refunds")),
            ("../plans.md#a", "en/plans", Err(Target::Draft("es/plans.md".into()))),
            ("../terms.md", "es/condiciones", Ok("es/condiciones".to_owned())),
            ("../../en/plans.md", "en/plans", Ok("en/plans".to_owned())),
        ];
        for (url, with, without) in cases {
            assert_eq!(target(true, url), Ok(with.to_owned()), "{url}");
            assert_eq!(target(false, url), without, "{url}");
        }
        assert_eq!(target(true, "gone.md"), missing("es/billing/gone.md"));
    }
}
