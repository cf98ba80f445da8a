//! Pictures that those who do not see them learn nothing of.

use rayon::prelude::*;

use crate::article::pictures::without_alt;
use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::source::Source;

/// Pictures without alternative text.
pub(crate) fn missing_alt(library: &Library, source: &Source) -> Vec<Diagnostic> {
    let help_of_wiki = "say behind a stroke what it shows, as in `![[picture.png|what it shows]]`";
    let help = "say between `[` and `]` what it shows, or in `alt`; \
                for a mere ornament write `<img src=\"…\" alt=\"\">`";
    let of_article = |article: &crate::library::Article| {
        let (file, body) = (&source.articles[article.file], article.front.body);
        let found = without_alt(&file.text[body..]).into_iter().map(|range| {
            let is_wiki = file.text[range.start + body..].starts_with("![[");
            let place = file.place(range.start + body..range.end + body);
            let message = "this picture has no alternative text";
            Diagnostic::warning("missing-alt", place, message).help(if is_wiki {
                help_of_wiki
            } else {
                help
            })
        });
        found.collect::<Vec<_>>()
    };
    library.articles.par_iter().flat_map_iter(of_article).collect()
}
