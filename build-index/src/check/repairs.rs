//! What is wrong and has only one right form.
//!
//! A link whose target has another letter case, or is the only file of that name; an anchor in
//! another letter case; a misspelt key of the front matter. Addresses that are not written out
//! where they are used are left to the writer.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::article::wiki::WikiLink;
use crate::article::{Mention, mentions};
use crate::build::Content;
use crate::library::{Article, IN_PATH, Target, encoded};

/// Bytes to replace, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    pub(super) range: Range<usize>,
    pub(super) new: String,
    pub(super) what: What,
}

/// What stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A key of the front matter.
    Key,
    /// An address in the text, as it is read.
    Address {
        /// The wrong one.
        old: String,
    },
    /// The name in a wiki link.
    Name,
}

/// Characters that would end an address in Markdown or HTML.
const IN_ADDRESS: &AsciiSet = &IN_PATH.add(b':').add(b'(').add(b')').add(b'\'').add(b'&');

/// Names that say nothing about what a file is.
const NAMELESS: [&str; 3] = ["index.md", "_index.md", "readme.md"];

/// All repairs in the order of the text, by number of the article.
pub(super) fn repairs(content: &Content) -> BTreeMap<usize, Vec<Repair>> {
    let mut all = BTreeMap::new();
    for (number, article) in content.library.articles.iter().enumerate() {
        let mut repairs = of_keys(content, article);
        repairs.extend(of_links(content, article));
        repairs.sort_by_key(|repair| (repair.range.start, repair.range.end));
        repairs.dedup();
        if !repairs.is_empty() {
            all.insert(number, repairs);
        }
    }
    all
}

fn of_keys(content: &Content, article: &Article) -> Vec<Repair> {
    let text = content.source.articles[article.file].text();
    let keys = article.front.rare().misspelt.iter();
    // A key in quotes is longer than it says.
    keys.filter(|key| text.get(key.span.clone()) == Some(&key.key))
        .map(|key| Repair { range: key.span.clone(), new: key.meant.to_owned(), what: What::Key })
        .collect()
}

fn of_links(content: &Content, article: &Article) -> Vec<Repair> {
    let file = &content.source.articles[article.file];
    let text = file.text();
    let mentions = mentions(file, article.front.body);
    let broken = broken_names(content, article, &mentions);
    let repair = |Mention { url, range }: Mention| {
        if let Some(link) = WikiLink::parse(url.strip_prefix('!').unwrap_or(&url)) {
            if !broken.contains(&url) {
                return None;
            }
            let new = right_name(content, article, &link)?;
            return Some(Repair { range, new, what: What::Name });
        }
        let is_there = text.get(range.clone()) == Some(url.as_str());
        let new = is_there.then(|| repaired(content, article, &url)).flatten()?;
        (new != url).then_some(Repair { range, new, what: What::Address { old: url } })
    };
    mentions.into_iter().filter_map(repair).collect()
}

/// The wiki links of an article that the build says lead nowhere. Two brackets that it takes for text
/// are none of them.
fn broken_names(content: &Content, article: &Article, mentions: &[Mention]) -> HashSet<String> {
    let file = &content.source.articles[article.file];
    let is_told = |code: &str| matches!(code, "broken-link" | "missing-picture");
    let told = content.diagnostics.iter().filter(|found| is_told(found.code));
    let told: HashSet<_> =
        told.map(|found| &found.place).filter(|place| place.file == file.path).collect();
    if told.is_empty() {
        return HashSet::new();
    }
    // The build tells of a name once, where it stands first.
    let mut seen = HashSet::new();
    let names =
        mentions.iter().filter(|mention| mention.url.trim_start_matches('!').starts_with("[["));
    let first = names.filter(|mention| seen.insert(&mention.url));
    first
        .filter(|mention| told.contains(&file.place(mention.range.clone())))
        .map(|mention| mention.url.clone())
        .collect()
}

/// What an address must have meant, if that is certain.
fn repaired(content: &Content, article: &Article, url: &str) -> Option<String> {
    let (page, anchor) = match url.split_once('#') {
        Some((page, anchor)) => (page, Some(anchor)),
        None => (url, None),
    };
    let with_anchor = |page: String, number: Option<usize>| match (anchor, number) {
        (None, _) => page,
        (Some(anchor), Some(number)) => format!("{page}#{}", right_anchor(content, number, anchor)),
        (Some(anchor), None) => format!("{page}#{anchor}"),
    };
    match content.library.resolve(&content.source, article, url) {
        Target::Article(number, _) => Some(with_anchor(page.to_owned(), Some(number))),
        Target::Missing(path) => {
            let (path, number) = right_path(content, article, &path)?;
            let query = page.find('?').map_or("", |at| &page[at..]);
            let folder = article.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let new = utf8_percent_encode(&relative(folder, path), IN_ADDRESS).to_string();
            Some(with_anchor(new + query, number))
        }
        _ => None,
    }
}

/// The name for a wiki link whose file has moved and is the only one that is called so.
fn right_name(content: &Content, from: &Article, link: &WikiLink<'_>) -> Option<String> {
    let Target::Missing(wrong) = content.library.wiki(&content.source, from, link).target else {
        return None;
    };
    let (_, name) = wrong.rsplit_once('/')?;
    let with_suffix = if name.contains('.') { wrong.clone() } else { format!("{wrong}.md") };
    let (path, number) = right_path(content, from, &with_suffix)?;
    let path = number.map_or(path, |number| &content.library.articles[number].path);
    let heading = link.inside().find('#').map_or("", |at| &link.inside()[at..]);
    Some(format!("{path}{heading}"))
}

/// The only file that a path can have meant, with its number if it is an article.
fn right_path<'c>(
    content: &'c Content,
    from: &Article,
    wrong: &str,
) -> Option<(&'c str, Option<usize>)> {
    // Without a suffix it may be meant for something else.
    let wrong = wrong.to_lowercase();
    let name = wrong.rsplit('/').next().filter(|name| name.contains('.'))?;
    let file = |number: usize| content.source.articles[number].path.as_str();
    let mut by_case = Vec::new();
    let mut by_name = Vec::new();
    let articles = (0..content.source.articles.len()).map(|number| (file(number), Some(number)));
    let files = content.source.files.iter().map(|path| (path.as_str(), None));
    for (path, number) in articles.chain(files) {
        let folded = path.to_lowercase();
        let article = number
            .map(|file| content.library.articles.iter().position(|article| article.file == file));
        // A draft makes the choice uncertain and cannot be chosen itself.
        let found = match article {
            None => Some((path, None)),
            Some(None) => None,
            Some(Some(number)) => Some((path, Some(number))),
        };
        let lang = found.and_then(|(_, number)| Some(&content.library.articles[number?].lang));
        if folded == wrong {
            by_case.push(found);
        } else if folded.rsplit('/').next() == Some(name)
            && lang.is_none_or(|lang| *lang == from.lang)
        {
            by_name.push(found);
        }
    }
    match (by_case.as_slice(), by_name.as_slice()) {
        ([only], _) => *only,
        ([], [only]) if !NAMELESS.contains(&name) => *only,
        _ => None,
    }
}

/// The anchor itself, or the only one of an article that differs from it in letter case alone.
fn right_anchor(content: &Content, number: usize, anchor: &str) -> String {
    let wanted = crate::article::decoded(anchor);
    let text = content.texts.get(number);
    let ids = &text.ids;
    if wanted.is_empty() || ids.contains(&wanted) {
        return anchor.to_owned();
    }
    let folded = wanted.to_lowercase();
    let mut alike = ids.iter().filter(|id| id.to_lowercase() == folded);
    match (alike.next(), alike.next()) {
        (Some(only), None) => encoded(only),
        _ => anchor.to_owned(),
    }
}

/// A path as it is written in a file of a folder.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<_> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<_> = path.split('/').collect();
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let same = same.min(to.len() - 1);
    let up = std::iter::repeat_n("..", from.len() - same);
    up.chain(to[same..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_seen_from_a_folder() {
        let cases = [
            ("", "a.md", "a.md"),
            ("en", "en/a.md", "a.md"),
            ("en/x", "en/y/a.md", "../y/a.md"),
            ("en/x/y", "img/a b.png", "../../../img/a b.png"),
            ("en", "en", "../en"),
        ];
        for (folder, path, expected) in cases {
            assert_eq!(relative(folder, path), expected, "{folder} {path}");
        }
    }
}
