//! Pictures that those who do not see them learn nothing of.

use rayon::prelude::*;

use crate::article::pictures::without_alt;
use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::source::Source;

/// Pictures without alternative text.
pub(crate) fn missing_alt(library: &Library, source: &Source) -> Vec<Diagnostic> {
    let help = |picture: &str| {
        if picture.starts_with("![[") {
            "say behind a stroke what it shows, as in `![[picture.png|what it shows]]`"
        } else if picture.starts_with('<') {
            "say in `alt=\"…\"` what it shows; for a mere ornament write `alt=\"\"`"
        } else {
            "say between `[` and `]` what it shows; \
             for a mere ornament write `<img src=\"…\" alt=\"\">`"
        }
    };
    let of_article = |article: &crate::library::Article| {
        let (file, body) = (&source.articles[article.file], article.front.body);
        let file = &*file.in_memory();
        let text = file.text();
        let found = without_alt(&text[body..]).into_iter().map(|range| {
            let help = help(&text[range.start + body..]);
            let place = file.place(range.start + body..range.end + body);
            let message = "this picture has no alternative text";
            Diagnostic::warning("missing-alt", place, message).help(help)
        });
        found.collect::<Vec<_>>()
    };
    library.articles.par_iter().flat_map_iter(of_article).collect()
}
