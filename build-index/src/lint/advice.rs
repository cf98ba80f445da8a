//! The nearest existing path for one that was not found.

use rayon::prelude::*;

use crate::article::wiki::WikiLink;
use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::nearest::nearest;
use crate::source::Source;

/// For how many findings the nearest path is looked up. A site with more of them was moved from
/// elsewhere as a whole, and looking for every one would take longer than the build.
const LOOKED_UP: usize = 100;

/// Completes the advice of sorted diagnostics.
pub(crate) fn advise(diagnostics: &mut [Diagnostic], library: &Library, source: &Source) {
    let paths: Vec<_> =
        library.articles.iter().map(|a| source.articles[a.file].path.as_str()).collect();
    let mut wanting: Vec<_> = diagnostics
        .iter_mut()
        .filter(|diagnostic| diagnostic.wanted.is_some())
        .take(LOOKED_UP)
        .collect();
    wanting.par_iter_mut().for_each(|diagnostic| {
        let Some(path) = diagnostic.wanted.take() else { return };
        let near = if diagnostic.code == "missing-picture" {
            nearest(&path, source.files.iter().map(String::as_str))
        } else if let Some(link) = WikiLink::parse(&path) {
            library.nearest_name(link.page())
        } else {
            nearest(&path, paths.iter().copied())
        };
        if let (Some(near), Some(help)) = (near, &mut diagnostic.help) {
            *help = format!("the nearest one is `{near}`; else {help}");
        }
    });
}
