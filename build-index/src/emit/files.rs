//! What is known of the files of a build once they are written: what became of each, and their
//! sizes. There are hundreds of thousands of them, so none keeps its path.

use std::collections::HashMap;

/// Sizes of a file, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
}

/// Sizes of what a build consists of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) files: usize,
    pub(crate) all: Size,
    /// The scripts that every visitor loads.
    pub(crate) widget: Size,
    /// Of the index of each language, by path.
    pub(crate) indexes: Vec<(String, Size)>,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.brotli += other.brotli;
    }
}

impl Sizes {
    pub(crate) fn add(&mut self, path: &str, size: Size) {
        self.files += 1;
        self.all.add(size);
        if path.starts_with("_docent/index-") {
            self.indexes.push((path.to_owned(), size));
        } else if path.starts_with("_docent/widget-") || path == "docent.js" {
            self.widget.add(size);
        }
    }
}

/// What the names of a file and its twins end with.
const SUFFIXES: [&str; 3] = ["", ".br", ".gz"];

/// A file and those of its twins that a build has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts([bool; SUFFIXES.len()]);

impl Parts {
    /// Notes the part whose name ends so.
    pub(super) fn add(&mut self, suffix: &str) {
        let place = SUFFIXES.iter().position(|known| *known == suffix);
        place.into_iter().for_each(|place| self.0[place] = true);
    }
}

/// A file that was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) path: String,
    pub(super) parts: Parts,
    pub(super) size: Size,
}

/// The files of a build, by hashes of their paths.
#[derive(Debug, Default)]
pub(super) struct Files {
    parts: HashMap<[u8; 16], Parts>,
    pub(super) sizes: Sizes,
}

impl Files {
    /// Whether this path was not known. From now on it is.
    pub(super) fn begin(&mut self, path: &str) -> bool {
        let is_new = !self.has(path);
        if is_new {
            self.parts.insert(hash_of(path), Parts::default());
        }
        is_new
    }

    /// Notes what was written.
    pub(super) fn add(&mut self, written: Written) {
        let Written { path, parts, size } = written;
        self.parts.insert(hash_of(&path), parts);
        self.sizes.add(&path, size);
    }

    /// Whether a path is that of a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.parts.contains_key(&hash_of(path))
    }

    /// Whether a path is that of a file or of a twin of one.
    pub(super) fn has_part(&self, path: &str) -> bool {
        (0..SUFFIXES.len()).any(|at| {
            let file = path.strip_suffix(SUFFIXES[at]);
            file.and_then(|file| self.parts.get(&hash_of(file))).is_some_and(|parts| parts.0[at])
        })
    }
}

/// What tells a path from all others, in little memory.
fn hash_of(path: &str) -> [u8; 16] {
    let mut hash = [0; 16];
    blake3::Hasher::new().update(path.as_bytes()).finalize_xof().fill(&mut hash);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_has_the_twins_that_were_written_and_no_others() {
        let mut files = Files::default();
        assert!(files.begin("a.html") && !files.begin("a.html"));
        let mut parts = Parts::default();
        ["", ".br"].into_iter().for_each(|suffix| parts.add(suffix));
        let size = Size { raw: 9, brotli: 3 };
        files.add(Written { path: "a.html".into(), parts, size });
        assert!(!files.begin("a.html"), "two languages may share a page");
        assert!(files.has("a.html") && !files.has("a.html.br"));
        assert!(files.has_part("a.html") && files.has_part("a.html.br"));
        for other in ["a.html.gz", "a.html.br.br", "a", "", ".br"] {
            assert!(!files.has_part(other), "{other}");
        }
        // A file of the site may end like a twin.
        let mut alone = Parts::default();
        alone.add("");
        files.add(Written { path: "data.gz".into(), parts: alone, size });
        assert!(files.has_part("data.gz") && !files.has_part("data"));
        assert_eq!(files.sizes.files, 2);
    }
}
