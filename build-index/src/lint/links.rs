//! Links that lead nowhere and pictures that are not there.

use std::collections::BTreeSet;

use crate::article::Prepared;
use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::nearest::nearest;
use crate::source::{Source, SourceFile};

/// What is wrong with the links and pictures of one article. Each address is told of once.
pub(crate) struct Findings<'a> {
    library: &'a Library,
    source: &'a Source,
    file: &'a SourceFile,
    prepared: &'a Prepared,
    told: BTreeSet<String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(library: &'a Library, source: &'a Source, file: &'a SourceFile, prepared: &'a Prepared) -> Self {
        Self { library, source, file, prepared, told: BTreeSet::new(), diagnostics: Vec::new() }
    }

    pub(crate) fn broken_link(&mut self, url: &str, path: &str) {
        let paths = self.library.articles.iter().map(|article| self.source.articles[article.file].path.as_str());
        let help = match nearest(path, paths) {
            Some(near) => format!("the nearest article is `{near}`"),
            None => "remove the link, or add what it leads to".to_owned(),
        };
        self.tell("broken-link", url, format!("there is no article or file `{path}`"), help);
    }

    pub(crate) fn link_to_draft(&mut self, url: &str, path: &str) {
        let help = "publish it by removing `draft: true`, or remove the link".to_owned();
        self.tell("link-to-draft", url, format!("`{path}` is a draft, so nothing is behind this link"), help);
    }

    pub(crate) fn missing_picture(&mut self, url: &str, path: &str) {
        let help = match nearest(path, self.source.files.iter().map(String::as_str)) {
            Some(near) => format!("the nearest file is `{near}`"),
            None => "add the picture, or remove it from the text".to_owned(),
        };
        self.tell("missing-picture", url, format!("there is no picture `{path}`"), help);
    }

    pub(crate) fn remote_picture(&mut self, url: &str) {
        let help = "copy it into the content folder: other hosts see who reads, and may be blocked or gone".to_owned();
        self.tell("remote-picture", url, "this picture is loaded from another host".to_owned(), help);
    }

    fn tell(&mut self, code: &'static str, url: &str, message: String, help: String) {
        if !self.told.insert(format!("{code} {url}")) {
            return;
        }
        let (place, more) = self.prepared.place(self.file, url);
        let message = match more {
            0 => message,
            1 => format!("{message} (and once more below)"),
            more => format!("{message} (and {more} more times below)"),
        };
        self.diagnostics.push(Diagnostic::warning(code, place, message).help(help));
    }
}
