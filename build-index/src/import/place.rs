//! What addresses in one article become, seen from where it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::body::Addresses;
use super::layout::Layout;
use super::links::{Links, Target, relative};
use super::model::Centre;
use super::pictures::Pictures;
use crate::article::{SCHEMES, decoded, scheme};
use crate::library::encoded;

/// An article while it is written.
pub(super) struct Place<'a> {
    pub(super) links: &'a Links,
    pub(super) centre: &'a Centre,
    pub(super) layout: &'a Layout,
    /// Ids in each article, by its number.
    pub(super) ids: &'a [BTreeSet<String>],
    pub(super) number: usize,
    /// Path of its file in the content folder.
    pub(super) file: &'a str,
    pub(super) lang: &'a str,
    /// Where it was, which other addresses are relative to.
    pub(super) base: Option<&'a str>,
    /// Its address with the host, if that is known.
    pub(super) site: Option<&'a str>,
    /// The folder that its files are relative to.
    pub(super) folder: &'a Path,
    pub(super) pictures: &'a mut Pictures,
    /// Addresses that were not carried over, by what is wrong with them.
    pub(super) notes: BTreeMap<Fault, Vec<String>>,
}

/// Why an address is not what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    RemotePicture,
    MissingPicture,
    InlinePicture,
    OldHost,
    MissingFile,
    Unsafe,
}

impl Fault {
    fn says(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::RemotePicture, 1) => "a picture stays on another site:",
            (Self::RemotePicture, _) => "pictures stay on other sites:",
            (Self::MissingPicture, 1) => "a picture is not in the export:",
            (Self::MissingPicture, _) => "pictures are not in the export:",
            (Self::InlinePicture, 1) => "a picture in the text cannot be read:",
            (Self::InlinePicture, _) => "pictures in the text cannot be read:",
            (Self::OldHost, 1) => "a link leads to what was not imported:",
            (Self::OldHost, _) => "links lead to what was not imported:",
            (Self::MissingFile, 1) => "a link to a file that is not in the export is text now:",
            (Self::MissingFile, _) => "links to files that are not in the export are text now:",
            (Self::Unsafe, 1) => "a link that no article can have is text now:",
            (Self::Unsafe, _) => "links that no article can have are text now:",
        }
    }
}

/// How many addresses a note names.
const NAMED_MAX: usize = 3;

impl Place<'_> {
    fn note(&mut self, fault: Fault, url: &str) {
        let url: String = url.chars().take(120).collect();
        let known = self.notes.entry(fault).or_default();
        if !known.contains(&url) {
            known.push(url);
        }
    }

    /// Sentences about what was not carried over.
    pub(super) fn into_notes(self) -> Vec<String> {
        let all = self.notes.into_iter().map(|(fault, urls)| {
            let number = if urls.len() > 1 { format!("{} ", urls.len()) } else { String::new() };
            let named: Vec<_> = urls.iter().take(NAMED_MAX).cloned().collect();
            let more = match urls.len().saturating_sub(NAMED_MAX) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("{number}{} {}{more}", fault.says(urls.len()), named.join(" "))
        });
        all.collect()
    }

    /// The path to an article: in this language, else where another language has it.
    fn article(&self, number: usize, anchor: &str) -> String {
        let texts = &self.centre.articles[number].texts;
        let default = &self.layout.languages[0].0;
        let lang = if texts.contains_key(self.lang) || texts.contains_key(default) {
            self.lang
        } else {
            texts.keys().next().map_or(self.lang, String::as_str)
        };
        let folder = self.layout.languages.iter().find(|(known, _)| known == lang);
        let folder = folder.map_or(lang, |(_, folder)| folder);
        let to = format!("{folder}/{}.md", self.layout.slugs[number]);
        let is_there = self.ids[number].contains(anchor);
        let anchor = if is_there { format!("#{}", encoded(anchor)) } else { String::new() };
        if to == self.file && !anchor.is_empty() {
            return anchor;
        }
        format!("{}{anchor}", encoded(&relative(self.file, &to)))
    }

    /// Where an address of the old host was, if the host is known.
    fn absolute(&self, url: &str) -> Option<String> {
        if scheme(url).is_some() || url.starts_with("//") {
            return Some(url.to_owned());
        }
        let base = self.site?;
        let host_end = base.find("://").map(|at| at + 3)?;
        let end = base[host_end..].find('/').map_or(base.len(), |end| host_end + end);
        url.starts_with('/').then(|| format!("{}{url}", &base[..end]))
    }
}

impl Addresses for Place<'_> {
    fn link(&mut self, url: &str) -> Option<String> {
        let url = url.trim();
        if let Some(anchor) = url.strip_prefix('#') {
            return self.ids[self.number].contains(&decoded(anchor)).then(|| url.to_owned());
        }
        if url.is_empty() {
            return None;
        }
        match self.links.target(url, self.base) {
            Target::Article(number, anchor) => return Some(self.article(number, &anchor)),
            Target::OldHost => {
                let is_local = scheme(url).is_none() && !url.starts_with("//");
                if is_local && let Some(copy) = self.pictures.local(url, self.folder, self.file) {
                    return Some(encoded(&copy));
                }
                return match self.absolute(url) {
                    Some(url) => {
                        self.note(Fault::OldHost, &url);
                        Some(url)
                    }
                    None => {
                        self.note(Fault::MissingFile, url);
                        None
                    }
                };
            }
            Target::Other => {}
        }
        match scheme(url).map(str::to_ascii_lowercase) {
            Some(scheme) if !SCHEMES.contains(&scheme.as_str()) => {
                self.note(Fault::Unsafe, url);
                None
            }
            _ => Some(url.to_owned()),
        }
    }

    fn picture(&mut self, url: &str) -> Option<String> {
        let url = url.trim();
        if url.is_empty() {
            return None;
        }
        let kind = scheme(url).map(str::to_ascii_lowercase);
        match kind.as_deref() {
            Some("data") => {
                let copy = self.pictures.inline(url, self.file);
                if copy.is_none() {
                    self.note(Fault::InlinePicture, url.split(',').next().unwrap_or_default());
                }
                return copy.map(|path| encoded(&path));
            }
            Some("http" | "https") => {
                self.note(Fault::RemotePicture, url);
                return Some(url.to_owned());
            }
            Some("file") | None if !url.starts_with("//") => {}
            _ => {
                self.note(Fault::RemotePicture, url);
                return Some(format!("https:{url}"));
            }
        }
        if let Some(copy) = self.pictures.local(url, self.folder, self.file) {
            return Some(encoded(&copy));
        }
        if kind.is_none()
            && let Some(url) = self.absolute(url)
        {
            self.note(Fault::RemotePicture, &url);
            return Some(url);
        }
        self.note(Fault::MissingPicture, url);
        None
    }
}
