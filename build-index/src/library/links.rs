//! What an address in an article means.

use super::{Article, Library, without_suffix};
use crate::article::wiki::WikiLink;
use crate::article::{decoded, scheme};
use crate::source::Source;

/// What a link in an article leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Another site, or a mail address and the like.
    External,
    /// A path on the host that is none of the content's files.
    Host,
    /// An article by number, and the anchor in it, which may be empty.
    Article(usize, String),
    /// Another file of the content folder.
    File(String),
    /// An article that is not published.
    Draft(String),
    /// Nothing, at this path.
    Missing(String),
}

impl Library {
    /// What `url` means in an article.
    pub(crate) fn resolve(&self, source: &Source, from: &Article, url: &str) -> Target {
        let url = url.trim();
        if let Some(link) = WikiLink::parse(url) {
            return self.wiki(source, from, &link).target;
        }
        if scheme(url).is_some() || url.starts_with("//") {
            return Target::External;
        }
        let (path, anchor) = url.split_once('#').unwrap_or((url, ""));
        let path = decoded(path.split('?').next().unwrap_or_default());
        let anchor = decoded(anchor);
        if path.is_empty() {
            let own = self.of_path(&from.path);
            return own.map_or(Target::Host, |own| Target::Article(own, anchor));
        }
        if let Some(absolute) = path.strip_prefix('/') {
            // A path of the host may be right without the content knowing it.
            return self.find(source, from, absolute, anchor).unwrap_or(Target::Host);
        }
        let folder = from.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(path) = joined(folder, &path) else { return Target::Missing(path) };
        self.find(source, from, &path, anchor).unwrap_or(Target::Missing(path))
    }

    /// The article or file at a path below the content folder.
    fn find(&self, source: &Source, from: &Article, path: &str, anchor: String) -> Option<Target> {
        let bare = without_suffix(path);
        if let Some(number) = self.at_path(bare) {
            return Some(Target::Article(number, anchor));
        }
        if self.drafts.contains(bare) {
            return Some(Target::Draft(path.to_owned()));
        }
        if source.files.contains(path) {
            return Some(Target::File(path.to_owned()));
        }
        if bare != path {
            return None;
        }
        // Links as other tools write them: to a folder, or by the address of a page.
        let trimmed = path.trim_end_matches('/');
        let candidates =
            [trimmed.to_owned(), format!("{trimmed}/index"), format!("{trimmed}/README")];
        let number = candidates
            .iter()
            .find_map(|path| self.at_path(path))
            .or_else(|| self.named(&from.lang, trimmed))?;
        Some(Target::Article(number, anchor))
    }
}

/// Joins a relative path to a folder; `None` where it leads out of the content folder.
pub(super) fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<_> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
