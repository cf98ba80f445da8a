//! Links that lead nowhere and pictures that are not there.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::article::Prepared;
use crate::article::wiki::WikiLink;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::SourceFile;

/// A link to a page of another site.
#[derive(Clone, Debug)]
pub(crate) struct ExternalLink {
    pub(crate) url: String,
    /// Where it stands first in its article.
    pub(crate) place: Place,
}

/// How many files a message names.
const NAMED: usize = 3;

/// What is wrong with the links and pictures of one article. Each address is told of once.
pub(crate) struct Findings<'a> {
    file: &'a SourceFile,
    /// The same, read once something is wrong with it.
    read: OnceCell<Cow<'a, SourceFile>>,
    prepared: &'a Prepared,
    told: BTreeSet<String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(file: &'a SourceFile, prepared: &'a Prepared) -> Self {
        Self {
            file,
            read: OnceCell::new(),
            prepared,
            told: BTreeSet::new(),
            diagnostics: Vec::new(),
        }
    }

    pub(crate) fn broken_link(&mut self, url: &str, path: &str) {
        let help = "remove the link, or add what it leads to";
        let name = WikiLink::parse(url).map(|link| link.key());
        self.tell(
            "broken-link",
            url,
            format!("there is no article or file `{path}`"),
            help,
            Some(name.as_deref().unwrap_or(path)),
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

    /// A wiki link leads to the file `taken`, and can mean `others` just as well.
    pub(crate) fn ambiguous_link<'f>(
        &mut self,
        url: &str,
        taken: &str,
        others: impl ExactSizeIterator<Item = &'f str>,
    ) {
        let (all, more) = (others.len(), others.len().saturating_sub(NAMED));
        if all == 0 {
            return;
        }
        let named = others.take(NAMED).map(|file| format!("`{file}`"));
        let named = named.collect::<Vec<_>>().join(", ");
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let word = if all == 1 { "is" } else { "are" };
        let message = format!("this link leads to `{taken}`, but {named}{more} {word} as near");
        let help = "name the folder as well, as in `[[folder/page]]`";
        self.tell("ambiguous-link", url, message, help, None);
    }

    pub(crate) fn embedded(&mut self, url: &str) {
        let message = "only pictures are shown in an article; this becomes a link";
        let help = "take the `!` away, or copy here what readers should see";
        self.tell("embedded-article", url, message.to_owned(), help, None);
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
        // A wiki link with words of its own is the same as without.
        let is_picture = matches!(code, "embedded-article" | "missing-picture");
        let key = WikiLink::parse(url);
        let key = key.map(|link| if is_picture { link.picture_key() } else { link.key() });
        let url = key.as_deref().unwrap_or(url);
        if !self.told.insert(format!("{code} {url}")) {
            return;
        }
        let file = self.read.get_or_init(|| self.file.in_memory());
        let (place, more) = self.prepared.place(file, url);
        let mut diagnostic = Diagnostic::warning(code, place, message).help(help).and_below(more);
        diagnostic.wanted = wanted.map(str::to_owned);
        self.diagnostics.push(diagnostic);
    }
}
