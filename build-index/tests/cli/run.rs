//! Running the program, and looking at what it leaves.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// How a run ended.
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    #[track_caller]
    pub(crate) fn succeeded(self) -> Self {
        assert_eq!(self.code, Some(0), "{}{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn failed_saying(self, text: &str) -> Self {
        assert_eq!(self.code, Some(1), "{}{}", self.stdout, self.stderr);
        assert!(self.stderr.contains(text), "expected “{text}” in:\n{}", self.stderr);
        self
    }
}

/// Runs `docent` in a folder.
pub(crate) fn docent<S: AsRef<OsStr>>(folder: &Path, args: &[S]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_docent"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        // What the tests hold is no part of the repository around them.
        .env("GIT_CEILING_DIRECTORIES", workspace())
        // The tenth of March 2026.
        .env("SOURCE_DATE_EPOCH", "1773144000")
        .output()
        .unwrap_or_else(|error| panic!("cannot start docent: {error}"));
    output.into()
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A folder that is gone after the test, with `content/` in it.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let place = Self(tempfile::tempdir().unwrap_or_else(|error| panic!("{error}")));
        place.write("content/.keep", b"");
        for (path, bytes) in files {
            place.write(&format!("content/{path}"), bytes);
        }
        place
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, bytes))
            .unwrap_or_else(|error| panic!("{error}"));
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Builds `content` into `site` without the widget.
    pub(crate) fn build(&self, more: &[&str]) -> Outcome {
        let args = [&["build", "content", "--out", "site", "--no-widget"], more].concat();
        docent(self.path(), &args)
    }

    /// The finished article pages of the site, by slug.
    pub(crate) fn article_pages(&self) -> BTreeMap<String, serde_json::Value> {
        let pages = files(&self.path().join("site/_docent/articles"));
        pages
            .into_iter()
            .filter(|(path, _)| path.ends_with(".json"))
            .map(|(path, bytes)| {
                let page: serde_json::Value = serde_json::from_slice(&bytes)
                    .unwrap_or_else(|error| panic!("{path}: {error}"));
                (page["slug"].as_str().unwrap_or_default().to_owned(), page)
            })
            .collect()
    }
}

/// All files below a folder by path.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let bytes = fs::read(entry.path()).unwrap_or_else(|error| panic!("{error}"));
            (path.to_string_lossy().replace('\\', "/"), bytes)
        })
        .collect()
}

/// The folder around all crates.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap_or_default()
}

/// The folder of this crate's tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}
