//! Pictures and other files that lie with an export, and pictures that lie in the text itself.
//!
//! Nothing is fetched, and nothing is read that does not lie in the folder of the export.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;

use crate::article::decoded;
use crate::article::slug::of_name;

/// Files to copy, by their path in the content folder.
#[derive(Debug)]
pub(super) struct Pictures {
    root: Option<PathBuf>,
    files: BTreeMap<String, Source>,
}

/// Where a file comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl Source {
    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        match self {
            Self::File(path) => std::fs::read(path),
            Self::Bytes(bytes) => Ok(bytes.clone()),
        }
    }
}

/// Kinds of files that are pages or programs, not something to look at or to download.
const NO_FILES: [&str; 10] =
    ["html", "htm", "xhtml", "js", "mjs", "css", "php", "json", "md", "toml"];

/// Kinds of pictures that articles can show.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

impl Pictures {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.canonicalize().ok(), files: BTreeMap::new() }
    }

    pub(super) fn files(&self) -> impl Iterator<Item = (&String, &Source)> {
        self.files.iter()
    }

    /// The path, seen from the article `file`, to a copy of the file that `url` names in `folder`.
    pub(super) fn local(&mut self, url: &str, folder: &Path, file: &str) -> Option<String> {
        let root = self.root.as_ref()?;
        let path = decoded(url.split(['?', '#']).next().unwrap_or_default());
        let path = path.strip_prefix("file://").unwrap_or(&path);
        let found = match path.strip_prefix('/') {
            // Of a site, the root is the folder that was exported.
            Some(below) => root.join(below),
            None => folder.join(path),
        };
        // Whatever the path says, and wherever links of the file system lead.
        let found = found.canonicalize().ok().filter(|path| path.starts_with(root))?;
        let suffix = found.extension()?.to_str()?.to_lowercase();
        if !found.is_file() || NO_FILES.contains(&suffix.as_str()) {
            return None;
        }
        let name = of_name(found.file_stem()?.to_str()?);
        Some(self.add(Source::File(found), &name, &suffix, file))
    }

    /// The same for a picture that stands in its address.
    pub(super) fn inline(&mut self, url: &str, file: &str) -> Option<String> {
        let (kind, data) = url.trim().strip_prefix("data:image/")?.split_once(";base64,")?;
        let suffix = match kind.to_lowercase().as_str() {
            "svg+xml" => "svg".to_owned(),
            "jpeg" => "jpg".to_owned(),
            kind => kind.to_owned(),
        };
        let data: String = decoded(data).split_whitespace().collect();
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).ok()?;
        if !PICTURES.contains(&suffix.as_str()) || bytes.is_empty() {
            return None;
        }
        let name = file.rsplit('/').next().unwrap_or_default();
        let name = name.strip_suffix(".md").unwrap_or(name).to_owned();
        Some(self.add(Source::Bytes(bytes), &name, &suffix, file))
    }

    /// Puts a file into the folder `images` beside an article.
    fn add(&mut self, source: Source, name: &str, suffix: &str, file: &str) -> String {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut number = 1;
        loop {
            let end = if number > 1 { format!("-{number}") } else { String::new() };
            let name = format!("images/{name}{end}.{suffix}");
            let path = format!("{folder}/{name}");
            match self.files.get(&path) {
                Some(known) if *known != source => number += 1,
                Some(_) => return name,
                None => {
                    self.files.insert(path, source);
                    return name;
                }
            }
        }
    }
}
