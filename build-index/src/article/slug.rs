//! Names for links: of articles (from their paths) and of headings (from their text).

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

/// The slug of a path without its suffix: lower case, letters and digits of any script, single
/// dashes, folders kept.
pub(crate) fn of_path(path: &str) -> String {
    path.split('/').map(of_name).collect::<Vec<_>>().join("/")
}

/// One part of a path. A name without any letter or digit is spelled by its code points.
pub(crate) fn of_name(name: &str) -> String {
    let words = name.split(|c: char| !(c.is_alphanumeric() || c == '_' || is_mark(c)));
    let slug = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-").to_lowercase();
    if !slug.is_empty() {
        return slug;
    }
    name.chars().map(|c| format!("{:x}", u32::from(c))).collect::<Vec<_>>().join("-")
}

/// The id of a heading, as GitHub forms it: lower case, blanks to dashes, letters, digits, `-` and
/// `_` of any script kept, everything else dropped.
pub(crate) fn of_heading(text: &str) -> String {
    text.trim()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' || is_mark(c) => Some(c),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Combining marks, without which words of many scripts fall apart: Latin accents in decomposed
/// form, Hebrew and Arabic points, the vowel signs of South and South-East Asia.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36f | 0x483..=0x487 | 0x591..=0x5bd | 0x5bf | 0x5c1 | 0x5c2 | 0x5c4 | 0x5c5 | 0x5c7
        | 0x610..=0x61a | 0x64b..=0x65f
        | 0x900..=0x903 | 0x93a..=0x94f | 0x981..=0x983 | 0x9bc..=0x9cd | 0xa01..=0xa03
        | 0xa3c..=0xa4d | 0xabc..=0xacd | 0xb3c..=0xb4d | 0xbbe..=0xbcd | 0xc3e..=0xc4d
        | 0xcbc..=0xccd | 0xd3e..=0xd4d | 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e
        | 0x200c | 0x200d | 0x3099 | 0x309a)
}

/// Ids in use in one article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Ids {
    taken: HashSet<String>,
    /// The last number tried for an id, so that thousands of equal headings stay cheap.
    #[serde(skip)]
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// Takes an id if it is free and can be an id at all.
    pub(crate) fn claim(&mut self, id: &str) -> bool {
        let can_be = !id.is_empty() && !id.contains(char::is_whitespace);
        can_be && self.taken.insert(id.to_owned())
    }

    /// Takes this id, or the first free one of `id-1`, `id-2` … that is not reserved.
    pub(crate) fn claim_like(&mut self, id: &str, reserved: &HashSet<String>) -> String {
        let id = if id.is_empty() { "section" } else { id };
        let mut free = id.to_owned();
        let mut number = self.numbers.get(id).copied().unwrap_or_default();
        while reserved.contains(&free) || !self.claim(&free) {
            number += 1;
            free = format!("{id}-{number}");
        }
        self.numbers.insert(id.to_owned(), number);
        free
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.taken.iter().map(String::as_str)
    }
}

/// Why a text cannot be a slug, if it cannot.
pub(crate) fn fault_of(slug: &str) -> Option<&'static str> {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "?#%\\:*\"'<>|&".contains(c);
    if slug.contains(forbidden) {
        return Some("it may hold letters, digits, `-`, `_`, `.` and `/` only");
    }
    if slug.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Some("a part between slashes is empty or consists of dots");
    }
    let first = slug.split('/').next().unwrap_or_default();
    let of_docent =
        matches!(first, "_docent" | "_redirects" | "404.html" | "index.html" | "sitemap.xml")
            || first.starts_with("docent.");
    let is_page = slug.split('/').any(|part| {
        ["index.html", "index.md", "feed.xml", "llms.txt"]
            .iter()
            .any(|file| part.eq_ignore_ascii_case(file))
    });
    (of_docent || is_page).then_some("this name is used by a file of the built site")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_slugs() {
        let cases = [
            ("guides/embedding", "guides/embedding"),
            ("Store Support/Payments & Invoices", "store-support/payments-invoices"),
            ("Ärger mit Geräten", "ärger-mit-geräten"),
            ("日本語/よくある質問", "日本語/よくある質問"),
            ("_drafts/a_b", "_drafts/a_b"),
            ("v1.2", "v1-2"),
            ("😀", "1f600"),
            ("a/😀😀/b", "a/1f600-1f600/b"),
        ];
        for (path, slug) in cases {
            assert_eq!(of_path(path), slug);
            assert_eq!(fault_of(&of_path(path)), None, "{path}");
        }
    }

    #[test]
    fn headings_become_ids_as_on_github() {
        let cases = [
            ("What's next?", "whats-next"),
            ("1. Add e-mail", "1-add-e-mail"),
            ("A -- B", "a----b"),
            ("Größe ändern", "größe-ändern"),
            ("よくある質問", "よくある質問"),
            ("!?", ""),
        ];
        for (text, id) in cases {
            assert_eq!(of_heading(text), id);
        }
    }

    #[test]
    fn equal_ids_are_numbered() {
        let reserved = HashSet::from(["b".to_owned()]);
        let mut ids = Ids::default();
        let all: Vec<_> =
            ["a", "a", "a-1", "", "", "b"].map(|id| ids.claim_like(id, &reserved)).into();
        assert_eq!(all, ["a", "a-1", "a-1-1", "section", "section-1", "b-1"]);
    }

    #[test]
    fn slugs_that_would_break_the_site_are_refused() {
        for slug in [
            "a b",
            "../up",
            "a//b",
            "/a",
            "_docent/x",
            "docent.js",
            "index.html",
            "404.html",
            "feed.xml",
            "a/index.md",
            "llms.txt",
            "_redirects/x",
            "a?b",
            "a%20b",
        ] {
            assert!(fault_of(slug).is_some(), "{slug}");
        }
        for slug in ["lencr.org", "guides/embedding", "ärger"] {
            assert!(fault_of(slug).is_none(), "{slug}");
        }
    }
}
