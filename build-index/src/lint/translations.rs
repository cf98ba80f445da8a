//! Articles of the default language that other languages do not have.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::library::Library;
use crate::source::Source;

/// One finding for each article, with the languages that do not have it. A language without any
/// article is another rule's matter.
pub(crate) fn missing_translations(library: &Library, source: &Source) -> Vec<Diagnostic> {
    let mut missing: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for lang in &library.languages {
        if library.articles.iter().any(|article| article.lang == *lang) {
            for number in library.untranslated(lang) {
                missing.entry(number).or_default().push(lang);
            }
        }
    }
    let found = missing.into_iter().map(|(number, languages)| {
        let article = &library.articles[number];
        let message = format!("this article is not translated into {}", languages.join(", "));
        let files = languages.iter().map(|lang| format!("`{lang}/{}.md`", article.key));
        let help = format!("add {}", files.collect::<Vec<_>>().join(", "));
        let place = Place::file(&source.articles[article.file].path);
        Diagnostic::warning("missing-translation", place, message).help(help)
    });
    found.collect()
}
