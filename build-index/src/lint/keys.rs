//! Keys of the front matter that are nearly ones that Docent knows.

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::source::Source;

/// Misspelt keys. Other unknown ones belong to other tools.
pub(crate) fn misspelt_keys(library: &Library, source: &Source) -> Vec<Diagnostic> {
    let keys = library.articles.iter().flat_map(|article| {
        let file = &source.articles[article.file];
        article.front.rare().misspelt.iter().map(move |key| (file, key))
    });
    keys.map(|(file, key)| {
        let message = format!("`{}` means nothing here", key.key);
        Diagnostic::warning("misspelt-key", file.place(key.span.clone()), message)
            .help(format!("did you mean `{}`?", key.meant))
    })
    .collect()
}
