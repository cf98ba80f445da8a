//! Articles that the content folder has already, known by their old addresses.
//!
//! So an article that was imported before is found again wherever its file is now, and a new one
//! does not take the name of another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use walkdir::WalkDir;

use super::links::old_path;
use super::model::ArticleText;
use crate::article::front_matter;
use crate::source::SourceFile;

/// Files with old addresses in the folders of some languages.
#[derive(Debug, Default)]
pub(super) struct There {
    /// Paths below the folder of the language, without suffix, by the language's folder and the
    /// address in small letters.
    by_address: BTreeMap<(String, String), String>,
    /// Those paths, in small letters.
    names: BTreeSet<String>,
}

impl There {
    /// Looks into a content folder. What cannot be read is not there.
    pub(super) fn read(to: &Path, languages: &[(String, String)]) -> Self {
        let mut there = Self::default();
        for (_, folder) in languages {
            let root = to.join(folder);
            for entry in WalkDir::new(&root).sort_by_file_name().into_iter().flatten() {
                let path = entry.path();
                if path.extension().is_none_or(|suffix| suffix != "md") {
                    continue;
                }
                let (Ok(below), Ok(text)) =
                    (path.strip_prefix(&root), std::fs::read_to_string(path))
                else {
                    continue;
                };
                let parts = below.iter().map(|part| part.to_string_lossy());
                let name = parts.collect::<Vec<_>>().join("/");
                let name = name.strip_suffix(".md").unwrap_or(&name).to_owned();
                let file = SourceFile { path: name.clone(), text: text.into() };
                there.add(folder, &name, &front_matter::parse(&file).0.rare().redirects);
            }
        }
        there
    }

    fn add(&mut self, folder: &str, name: &str, redirects: &[(String, std::ops::Range<usize>)]) {
        for (address, _) in redirects {
            let key = (folder.to_owned(), address.trim_matches('/').to_lowercase());
            self.by_address.entry(key).or_insert_with(|| name.to_owned());
            self.names.insert(name.to_lowercase());
        }
    }

    /// The path of the file that an article in one language has already.
    pub(super) fn name_of(&self, folder: &str, text: &ArticleText) -> Option<&str> {
        text.addresses.iter().find_map(|address| {
            let key = (folder.to_owned(), old_path(address).to_lowercase());
            self.by_address.get(&key).map(String::as_str)
        })
    }

    /// Paths that are taken by articles with old addresses, in small letters.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.names.iter()
    }
}
