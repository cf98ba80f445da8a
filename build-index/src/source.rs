//! The content folder: the only place of a build that reads it.
//!
//! The texts of articles are read and put away; of other files only the names are known until one is
//! used.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Diagnostic, Place};
use crate::spool::{Spool, Text};

/// Name of the settings file in the root of the content folder.
pub(crate) const OPTIONS_FILE: &str = "docent.toml";

/// Name of the file of synonyms beside it.
pub(crate) const SYNONYMS_FILE: &str = "synonyms.toml";

/// Folder of the templates and styles that take the place of Docent's own.
pub(crate) const TEMPLATES_FOLDER: &str = "templates/";

/// A text file of the content folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceFile {
    /// Path below the content folder with `/` between parts.
    pub(crate) path: String,
    /// Its text without a byte order mark.
    pub(crate) text: Text,
}

impl SourceFile {
    pub(crate) fn text(&self) -> Cow<'_, str> {
        self.text.read()
    }

    /// How many bytes its text has.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn place(&self, range: std::ops::Range<usize>) -> Place {
        Place::of(&self.path, &self.text(), range)
    }

    /// The same with its text in memory.
    pub(crate) fn in_memory(&self) -> Cow<'_, Self> {
        match self.text() {
            Cow::Borrowed(_) => Cow::Borrowed(self),
            Cow::Owned(text) => Cow::Owned(Self { path: self.path.clone(), text: text.into() }),
        }
    }
}

/// Everything a build may use.
#[derive(Debug, Default)]
pub(crate) struct Source {
    root: PathBuf,
    /// `**/*.md`, sorted by path.
    pub(crate) articles: Vec<SourceFile>,
    /// `docent.toml`, if there is one.
    pub(crate) options: Option<SourceFile>,
    /// `synonyms.toml`, if there is one.
    pub(crate) synonyms: Option<SourceFile>,
    /// `templates/*.html` and `templates/*.css`, sorted by path.
    pub(crate) templates: Vec<SourceFile>,
    /// Paths of all other files.
    pub(crate) files: BTreeSet<String>,
}

impl Source {
    /// Reads a content folder. What cannot be read becomes an error diagnostic. The folder `output`,
    /// where there is one, is left out, in case it lies inside.
    ///
    /// # Errors
    ///
    /// Only if the folder itself cannot be read.
    pub(crate) fn read(
        root: &Path,
        output: Option<&Path>,
        spool: &Arc<Spool>,
    ) -> Result<(Self, Vec<Diagnostic>)> {
        let meta = root.metadata().with_context(|| {
            format!("cannot read the content folder `{}`; is the path right?", root.display())
        })?;
        if !meta.is_dir() {
            bail!("`{}` is a file; name the folder that holds the articles", root.display());
        }
        let mut source = Self { root: root.to_owned(), ..Self::default() };
        let mut diagnostics = Vec::new();
        let paths = source.walk(output, &mut diagnostics);
        let (texts, others): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| is_text(path));
        // An article may also link to one of them as to any other file.
        let templates = texts.iter().filter(|path| is_template(path)).cloned();
        source.files = others.into_iter().chain(templates).collect();
        let read = |path: String| {
            let text = source.read_text(&path)?;
            let text = if is_markdown(&path) { spool.text(text) } else { text.into() };
            Ok(SourceFile { path, text })
        };
        let read: Vec<Result<_, Box<_>>> = texts.into_par_iter().map(read).collect();
        for outcome in read {
            match outcome {
                Ok(file) if file.path == OPTIONS_FILE => source.options = Some(file),
                Ok(file) if file.path == SYNONYMS_FILE => source.synonyms = Some(file),
                Ok(file) if is_template(&file.path) => source.templates.push(file),
                Ok(file) => source.articles.push(file),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        Ok((source, diagnostics))
    }

    /// Bytes of one of `files`.
    pub(crate) fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(path))
    }

    fn walk(&self, output: Option<&Path>, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
        let output = output.and_then(|output| output.canonicalize().ok());
        let wanted = |entry: &DirEntry| {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let is_output = entry.file_type().is_dir()
                && output.is_some()
                && entry.path().canonicalize().ok() == output;
            entry.depth() == 0 || !(hidden || is_output)
        };
        let mut paths = Vec::new();
        for entry in WalkDir::new(&self.root).follow_links(true).into_iter().filter_entry(wanted) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => match self.relative(entry.path()) {
                    Ok(path) => paths.push(path),
                    Err(path) => diagnostics.push(
                        Diagnostic::error(
                            "file-name",
                            Place::file(&path),
                            "the name of this file is not UTF-8",
                        )
                        .help("rename it"),
                    ),
                },
                Ok(_) => {}
                Err(error) => diagnostics.push(self.unreadable(&error)),
            }
        }
        paths.sort_unstable();
        paths
    }

    /// Path below the root; what can be shown of it where it is not UTF-8.
    fn relative(&self, path: &Path) -> Result<String, String> {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        let text = path.to_str().ok_or_else(|| path.to_string_lossy().into_owned())?;
        Ok(text.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    fn unreadable(&self, error: &walkdir::Error) -> Diagnostic {
        let path = error.path().unwrap_or(&self.root);
        let path = self.relative(path).unwrap_or_else(|lossy| lossy);
        let target = error.path().and_then(|path| path.read_link().ok());
        let (why, help) = match (target, error.io_error()) {
            _ if error.loop_ancestor().is_some() => {
                let why = "this link leads back to a folder that holds it".to_owned();
                (why, "remove the link")
            }
            (Some(target), Some(io)) if io.kind() == io::ErrorKind::NotFound => {
                let why = format!("this link leads to `{}`, which is not there", target.display());
                (why, "remove the link, or put back what it leads to")
            }
            (_, io) => {
                let why = io.map_or_else(|| error.to_string(), ToString::to_string);
                let help =
                    "remove it from the content folder, or give this user the right to read it";
                (format!("cannot be read: {why}"), help)
            }
        };
        Diagnostic::error("unreadable-file", Place::file(&path), why).help(help)
    }

    fn read_text(&self, path: &str) -> Result<String, Box<Diagnostic>> {
        let bytes = self.bytes(path).map_err(|error| {
            Diagnostic::error(
                "unreadable-file",
                Place::file(path),
                format!("cannot be read: {error}"),
            )
            .help("give this user the right to read it")
        })?;
        let mut text = String::from_utf8(bytes).map_err(|error| not_utf8(path, &error))?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Ok(text)
    }
}

fn is_text(path: &str) -> bool {
    is_markdown(path) || is_settings(path) || is_template(path)
}

/// Whether a file is for the pages around the articles. Articles in such a folder stay articles.
fn is_template(path: &str) -> bool {
    let name = path.strip_prefix(TEMPLATES_FOLDER).unwrap_or_default();
    !name.contains('/') && (name.ends_with(".html") || name.ends_with(".css"))
}

fn is_settings(path: &str) -> bool {
    path == OPTIONS_FILE || path == SYNONYMS_FILE
}

fn is_markdown(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("md"))
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let found = bytes.get(valid).copied().unwrap_or_default();
    // Some bytes more than the valid part, so that the fault can be seen where it stands.
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(valid + 60)]);
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let help = if wide {
        "it looks like UTF-16; save it as UTF-8"
    } else {
        "save it as UTF-8; it may be in an older encoding such as Windows-1252"
    };
    Diagnostic::error(
        "not-utf8",
        Place::of(path, &text, valid..valid + 1),
        format!("this file is not UTF-8: byte {valid} is 0x{found:02x}"),
    )
    .help(help)
}
