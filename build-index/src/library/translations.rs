//! `translation_of`: articles whose path does not tell which article they translate.

use std::collections::HashMap;
use std::ops::Range;

use super::Library;
use super::names::without_suffix;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::Source;

const CODE: &str = "translation-of";

/// Ties each article that names another one in the default language to it. Slugs are settled.
pub(super) fn settle(library: &mut Library, source: &Source) -> Vec<Diagnostic> {
    let default = library.default_lang().to_owned();
    let named = |number: usize| {
        Some((number, library.articles[number].front.rare().translation_of.clone()?))
    };
    let named: Vec<_> = (0..library.articles.len()).filter_map(named).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let originals = library.articles.iter().filter(|article| article.lang == default);
    let keys: HashMap<_, _> = originals
        .flat_map(|article| {
            [&article.slug, &article.key].map(|name| (name.clone(), article.key.clone()))
        })
        .collect();
    let mut found = Vec::new();
    for (number, (written, span)) in named {
        let article = &library.articles[number];
        let place = |span: Range<usize>| source.articles[article.file].place(span);
        if article.lang == default {
            let message = "this article is in the default language, which others translate";
            let help =
                "remove `translation_of`, or put the article into the folder of its language";
            found.push(Diagnostic::warning(CODE, place(span), message).help(help));
            continue;
        }
        let name = without_suffix(written.trim_matches('/'));
        let name = name.strip_prefix(&format!("{default}/")).unwrap_or(name);
        let is_draft = [name.to_owned(), format!("{default}/{name}")]
            .iter()
            .any(|path| library.drafts.contains(path));
        match keys.get(name) {
            Some(key) => library.articles[number].key.clone_from(key),
            None if is_draft => {}
            None => {
                let help = match nearest(name, keys.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name its path without language folder and suffix".to_owned(),
                };
                let message = format!("there is no article `{name}` in `{default}`");
                found.push(Diagnostic::warning(CODE, place(span), message).help(help));
            }
        }
    }
    found
}
