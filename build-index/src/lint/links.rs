//! Links that lead nowhere and pictures that are not there.

use std::collections::BTreeSet;

use crate::article::Prepared;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::SourceFile;

/// A link to a page of another site.
#[derive(Clone, Debug)]
pub(crate) struct ExternalLink {
    pub(crate) url: String,
    /// Where it stands first in its article.
    pub(crate) place: Place,
}

/// What is wrong with the links and pictures of one article. Each address is told of once.
pub(crate) struct Findings<'a> {
    file: &'a SourceFile,
    prepared: &'a Prepared,
    told: BTreeSet<String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(file: &'a SourceFile, prepared: &'a Prepared) -> Self {
        Self { file, prepared, told: BTreeSet::new(), diagnostics: Vec::new() }
    }

    pub(crate) fn broken_link(&mut self, url: &str, path: &str) {
        let help = "remove the link, or add what it leads to";
        self.tell(
            "broken-link",
            url,
            format!("there is no article or file `{path}`"),
            help,
            Some(path),
        );
    }

    pub(crate) fn link_to_draft(&mut self, url: &str, path: &str) {
        let help = "remove the link, or publish it: without `draft: true`, and without a `publish` \
                    that is still to come";
        self.tell(
            "link-to-draft",
            url,
            format!("`{path}` is a draft, so nothing is behind this link"),
            help,
            None,
        );
    }

    pub(crate) fn missing_picture(&mut self, url: &str, path: &str) {
        let help = "add the picture, or remove it from the text";
        self.tell(
            "missing-picture",
            url,
            format!("there is no picture `{path}`"),
            help,
            Some(path),
        );
    }

    pub(crate) fn remote_picture(&mut self, url: &str) {
        let help = "copy it into the content folder: other hosts see who reads, and may be blocked or gone";
        self.tell(
            "remote-picture",
            url,
            "this picture is loaded from another host".to_owned(),
            help,
            None,
        );
    }

    fn tell(
        &mut self,
        code: &'static str,
        url: &str,
        message: String,
        help: &str,
        wanted: Option<&str>,
    ) {
        if !self.told.insert(format!("{code} {url}")) {
            return;
        }
        let (place, more) = self.prepared.place(self.file, url);
        let message = match more {
            0 => message,
            1 => format!("{message} (and once more below)"),
            more => format!("{message} (and {more} more times below)"),
        };
        let mut diagnostic = Diagnostic::warning(code, place, message).help(help);
        diagnostic.wanted = wanted.map(str::to_owned);
        self.diagnostics.push(diagnostic);
    }
}
