//! Which article an address of the old help centre means.

use std::collections::{HashMap, HashSet};

use super::model::Centre;
use crate::article::{decoded, scheme};

/// All old addresses.
#[derive(Debug, Default)]
pub(super) struct Links {
    by_path: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    hosts: HashSet<String>,
}

/// What an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An article by number, and the anchor in it, which may be empty.
    Article(usize, String),
    /// A path of the old host that no article had.
    OldHost,
    /// Something else: another site, a mail address, a place in the same article.
    Other,
}

impl Links {
    pub(super) fn of(centre: &Centre) -> Self {
        let mut links = Self::default();
        // Pages lead to each other by where they lie, whatever address they say they have.
        for (number, article) in centre.articles.iter().enumerate() {
            let pages = article.texts.values().filter(|text| text.is_page);
            for address in pages.filter_map(|text| text.addresses.last()) {
                links.by_path.entry(key(parts(address).1)).or_insert(number);
            }
        }
        for (number, article) in centre.articles.iter().enumerate() {
            let is_page = article.texts.values().any(|text| text.is_page);
            for address in article.texts.values().flat_map(|text| &text.addresses) {
                let (host, path) = parts(address);
                links.hosts.extend(host.map(str::to_lowercase));
                links.by_path.entry(key(path)).or_insert(number);
                // The number in the address, which is not always the id.
                if let Some(id) = id_in(path).filter(|_| !is_page) {
                    links.by_id.entry(id).or_insert(number);
                }
            }
            if !is_page {
                links.by_id.entry(article.id.to_lowercase()).or_insert(number);
            }
        }
        links
    }

    /// What `url` means in an article that was at `base`.
    pub(super) fn target(&self, url: &str, base: Option<&str>) -> Target {
        let url = url.trim();
        let is_web =
            |scheme: &str| ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
        if url.is_empty() || url.starts_with('#') || scheme(url).is_some_and(|s| !is_web(s)) {
            return Target::Other;
        }
        let anchor = url.split_once('#').map(|(_, anchor)| decoded(anchor)).unwrap_or_default();
        let (host, path) = parts(url);
        let path = match (host, base) {
            (None, Some(base)) if !path.starts_with('/') => joined(parts(base).1, path),
            _ => path.to_owned(),
        };
        let key = key(&path);
        let is_known_host = host.is_none_or(|host| self.hosts.contains(&host.to_lowercase()));
        // Help desks are reached by more than one name.
        let is_help_desk = key.contains("hc/") && key.contains("/articles/")
            || key.contains("solutions/articles/");
        if !is_known_host && !is_help_desk {
            return Target::Other;
        }
        let number = self.by_path.get(&key).or_else(|| self.by_id.get(&id_in(&path)?));
        match number {
            Some(number) => Target::Article(*number, anchor),
            None if is_known_host => Target::OldHost,
            None => Target::Other,
        }
    }
}

/// The path of an address as it can be a redirect, without slashes around it.
pub(super) fn old_path(address: &str) -> String {
    decoded(parts(address).1).trim_matches('/').to_owned()
}

/// Host, if there is one, and path of an address.
pub(super) fn parts(url: &str) -> (Option<&str>, &str) {
    let rest = match scheme(url) {
        Some(scheme) => url[scheme.len() + 1..].strip_prefix("//"),
        None => url.strip_prefix("//"),
    };
    let (host, path) = match rest {
        Some(rest) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, url),
    };
    (host, path.split(['?', '#']).next().unwrap_or_default())
}

/// A path in the form in which two are compared.
fn key(path: &str) -> String {
    let path = decoded(path).to_lowercase();
    let path = path.trim_matches('/');
    let path =
        [".html", ".htm", ".json"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    path.strip_suffix("/index").unwrap_or(if path == "index" { "" } else { path }).to_owned()
}

/// The id in a path such as `/hc/en-us/articles/123-get-a-refund`: digits only, or 24 of them
/// with letters, as Help Scout has them. The path of a file has none.
fn id_in(path: &str) -> Option<String> {
    let is_file = |name: &str| {
        name.rsplit_once('.').is_some_and(|(_, suffix)| {
            (1..=5).contains(&suffix.len())
                && suffix.starts_with(|c: char| c.is_ascii_alphabetic())
                && suffix.chars().all(|c| c.is_ascii_alphanumeric())
                && !suffix.eq_ignore_ascii_case("json")
        })
    };
    if is_file(path.rsplit('/').next().unwrap_or_default()) {
        return None;
    }
    let key = key(path);
    let (_, rest) = key.split_once("articles/").or_else(|| key.split_once("article/"))?;
    let id = rest.split(['/', '-']).next().unwrap_or_default();
    let is_number = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit());
    let is_of_helpscout = id.len() == 24 && id.chars().all(|c| c.is_ascii_hexdigit());
    (is_number || is_of_helpscout).then(|| id.to_owned())
}

/// A path seen from another one; what leads out at the top stays there.
fn joined(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    if !from.ends_with('/') {
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

/// The path from one file to another, both below the same folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<_> = from.split('/').collect();
    let to: Vec<_> = to.split('/').collect();
    let folders = &from[..from.len() - 1];
    let shared = folders.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let shared = shared.min(to.len() - 1);
    let mut parts = vec![".."; folders.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}
