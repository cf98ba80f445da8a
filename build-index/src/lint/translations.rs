//! Articles of the default language that other languages do not have, or not as they are now.

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

/// How many hexadecimal digits tell one text of an article from its next.
const HASH_DIGITS: usize = 8;

/// Translations whose `source_hash` is not that of the article in the default language.
pub(crate) fn outdated_translations(library: &Library, source: &Source) -> Vec<Diagnostic> {
    let default = library.default_lang();
    let found = library.articles.iter().filter(|article| article.lang != default);
    let found = found.filter_map(|article| {
        let (written, span) = article.front.rare().source_hash.clone()?;
        let original = &library.articles[library.of_key(default, &article.key)?];
        let file = &source.articles[original.file];
        let now = hash_of_text(&file.text()[original.front.body..]);
        if written.eq_ignore_ascii_case(&now) {
            return None;
        }
        let message = format!("`{}` has changed since this was translated", file.path);
        let help = format!("bring the translation up to date, then write `source_hash: {now}`");
        let place = source.articles[article.file].place(span);
        Some(Diagnostic::warning("outdated-translation", place, message).help(help))
    });
    found.collect()
}

/// The hash of a text below the front matter. How lines end and what is blank around it does not
/// count.
pub(crate) fn hash_of_text(text: &str) -> String {
    let lines: Vec<_> = text.trim().lines().map(str::trim_end).collect();
    let hash = blake3::hash(lines.join("\n").as_bytes()).to_hex();
    // A number of digits alone would lose its zeros in YAML, or be taken for one with an exponent.
    format!("h{}", &hash[..HASH_DIGITS])
}
