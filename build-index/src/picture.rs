//! Files that articles show or link to: under which name they are copied, and how large a
//! picture is.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use anyhow::{Context as _, Result, bail};
use rayon::prelude::*;

use crate::article::slug::of_name;
use crate::diagnostic::{Diagnostic, Place};
use crate::emit::{Bundle, hash_of};
use crate::source::Source;

/// Whether a name is that of a picture.
pub(crate) fn is_picture(name: &str) -> bool {
    mime_guess::from_path(name).first().is_some_and(|kind| kind.type_() == "image")
}

/// A file to copy.
#[derive(Clone, Debug)]
pub(crate) struct Media {
    /// Address below the site's root.
    pub(crate) url: String,
    /// Width and height in pixels, for a picture whose format is known.
    pub(crate) size: Option<(usize, usize)>,
}

/// Files in use by path, and which of them to write by address.
#[derive(Debug, Default)]
pub(crate) struct MediaSet {
    by_path: BTreeMap<String, Media>,
    by_url: BTreeMap<String, Original>,
}

/// A file to copy, which is read again then: all of them may be more than the memory holds.
#[derive(Debug)]
struct Original {
    path: String,
    hash: String,
}

impl MediaSet {
    /// Reads the files in use. Equal contents are written once, under the name of the first.
    pub(crate) fn read(source: &Source, paths: &BTreeSet<String>) -> (Self, Vec<Diagnostic>) {
        let paths: Vec<_> = paths.iter().collect();
        let read: Vec<_> = paths
            .par_iter()
            .map(|path| source.bytes(path).map(|bytes| (hash_of(&bytes), size_of(path, &bytes))))
            .collect();
        let mut set = Self::default();
        let mut diagnostics = Vec::new();
        let mut first_of = BTreeMap::new();
        for (path, outcome) in paths.into_iter().zip(read) {
            match outcome {
                Ok((hash, size)) => {
                    let url = first_of
                        .entry((hash.clone(), suffix(path)))
                        .or_insert_with(|| name(path, &hash))
                        .clone();
                    set.by_path.insert(path.clone(), Media { url: url.clone(), size });
                    let original = || Original { path: path.clone(), hash };
                    set.by_url.entry(url).or_insert_with(original);
                }
                Err(error) => diagnostics.push(unreadable(path, &error)),
            }
        }
        (set, diagnostics)
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Media> {
        self.by_path.get(path)
    }

    /// How many files are to be written.
    pub(crate) fn len(&self) -> usize {
        self.by_url.len()
    }

    /// Adds the files to the site, a few at a time.
    ///
    /// # Errors
    ///
    /// One of them is not what it was, or cannot be written.
    pub(crate) fn add_files(&self, source: &Source, bundle: &mut Bundle) -> Result<()> {
        let read = |(url, original): &(&String, &Original)| {
            let path = &original.path;
            let bytes = source.bytes(path).with_context(|| format!("cannot read `{path}`"))?;
            if hash_of(&bytes) != original.hash {
                bail!("`{path}` was changed while the site was built; build again");
            }
            Ok(((*url).clone(), bytes))
        };
        let all: Vec<_> = self.by_url.iter().collect();
        for some in all.chunks(rayon::current_num_threads()) {
            bundle.add_many(some.par_iter().map(read).collect::<Result<_>>()?)?;
        }
        Ok(())
    }
}

/// What to say of a file that is there and cannot be read.
pub(crate) fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let message = format!("cannot be read: {error}");
    Diagnostic::error("unreadable-file", Place::file(path), message)
        .help("give this user the right to read it")
}

fn suffix(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    suffix.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

/// Address of a copy: ASCII only, so that no server or archive can garble it.
fn name(path: &str, hash: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem: String =
        of_name(stem).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    let stem = stem.trim_matches('-');
    let stem = if stem.is_empty() { "file" } else { stem };
    let suffix = suffix(path);
    let dot = if suffix.is_empty() { "" } else { "." };
    format!("_docent/media/{stem}-{hash}{dot}{suffix}")
}

/// Width and height in pixels, for a picture whose format is known.
pub(crate) fn size_of(path: &str, bytes: &[u8]) -> Option<(usize, usize)> {
    if suffix(path) == "svg" {
        return size_of_svg(std::str::from_utf8(bytes).ok()?);
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width, size.height))
}

/// Width and height of the root element, or those of its view box.
fn size_of_svg(text: &str) -> Option<(usize, usize)> {
    let root = &text[text.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let attribute = |name: &str| {
        let (_, after) = root.split_once(&format!(" {name}="))?;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after[1..].split(quote).next()
    };
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok();
    let size = match (attribute("width").and_then(pixels), attribute("height").and_then(pixels)) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let sides: Vec<_> =
                attribute("viewBox")?.split([' ', ',']).filter_map(pixels).collect();
            (*sides.get(2)?, *sides.get(3)?)
        }
    };
    let whole = |side: f64| (1.0..=100_000.0).contains(&side).then_some(side.round() as usize);
    Some((whole(size.0)?, whole(size.1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_copies_are_plain() {
        let cases = [
            ("img/Screen Shot 1.PNG", "_docent/media/screen-shot-1-h.png"),
            ("日本.jpeg", "_docent/media/file-h.jpeg"),
            ("LICENSE", "_docent/media/license-h"),
            ("archive.tar.gz", "_docent/media/archive-tar-h.gz"),
        ];
        for (path, url) in cases {
            assert_eq!(name(path, "h"), url);
        }
    }

    #[test]
    fn a_picture_that_is_not_what_it_was_is_not_written() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let picture = folder.path().join("a.svg");
        let write = |text: &str| std::fs::write(&picture, text).unwrap();
        write("<svg width=\"1\" height=\"2\"/>");
        let spool = std::sync::Arc::default();
        let (source, _) = Source::read(folder.path(), None, &spool).unwrap();
        let (set, found) = MediaSet::read(&source, &["a.svg".to_owned()].into());
        assert!(found.is_empty() && set.len() == 1, "{found:?}");
        let add = || {
            let mut bundle = Bundle::default();
            let added = set.add_files(&source, &mut bundle);
            added.map(|()| bundle.files.len()).map_err(|error| format!("{error:#}"))
        };
        assert_eq!(add(), Ok(1));
        write("<svg width=\"3\" height=\"2\"/>");
        let changed = "`a.svg` was changed while the site was built; build again";
        assert_eq!(add(), Err(changed.to_owned()));
        std::fs::remove_file(&picture).unwrap();
        assert!(add().is_err_and(|error| error.starts_with("cannot read `a.svg`: ")));
    }

    #[test]
    fn svg_pictures_are_measured() {
        let cases = [
            (
                "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\" width=\"120px\" height='80'>",
                Some((120, 80)),
            ),
            ("<svg viewBox=\"0 0 24.4 12\" fill=\"none\">", Some((24, 12))),
            ("<svg width=\"100%\" height=\"100%\">", None),
            ("<html>", None),
        ];
        for (text, size) in cases {
            assert_eq!(size_of_svg(text), size, "{text}");
        }
    }
}
