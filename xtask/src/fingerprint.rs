//! Tells whether a step's inputs are the ones it ran with last time, so that it can be skipped.
//!
//! File contents are hashed, not times: a fresh clone or a changed branch leaves other times on
//! the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use walkdir::WalkDir;
use xxhash_rust::xxh64::Xxh64;

/// A running hash over everything a step depends on.
pub(crate) struct Fingerprint(Xxh64);

impl Fingerprint {
    pub(crate) fn new() -> Self {
        Self(Xxh64::new(0))
    }

    /// Adds a setting, such as the flags a tool is called with.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.part(text.as_bytes());
        self
    }

    /// Adds a file, or a folder with all that is in it. A path that is not there adds nothing
    /// but its absence.
    pub(crate) fn contents(mut self, path: &Path) -> Result<Self> {
        let walk = WalkDir::new(path).sort_by_file_name();
        for entry in walk.into_iter().filter_map(std::result::Result::ok) {
            if entry.file_type().is_dir() {
                continue;
            }
            let name = entry.path().strip_prefix(path).unwrap_or(entry.path());
            self.part(name.to_string_lossy().as_bytes());
            let bytes = fs::read(entry.path())
                .with_context(|| format!("{} could not be read", entry.path().display()))?;
            self.part(&bytes);
        }
        self.part(b"end of a path");
        Ok(self)
    }

    /// Adds a program by size and time: hashing a hundred megabytes would cost more than it saves.
    pub(crate) fn program(self, path: &Path) -> Result<Self> {
        let metadata =
            fs::metadata(path).with_context(|| format!("{} is missing", path.display()))?;
        let age = metadata.modified()?.duration_since(UNIX_EPOCH)?;
        Ok(self.text(&format!("{} bytes, {} ns", metadata.len(), age.as_nanos())))
    }

    /// The stamp to compare with, kept in `file`.
    pub(crate) fn stamp(self, file: PathBuf) -> Stamp {
        Stamp { file, value: format!("{:016x}", self.0.digest()) }
    }

    /// Lengths go in too, so that moving a byte from one part to the next is seen.
    fn part(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }
}

/// The hash of a step's inputs, and the file that remembers the one of its last good run.
pub(crate) struct Stamp {
    file: PathBuf,
    value: String,
}

impl Stamp {
    /// Whether the step can be skipped: same inputs, and everything it made is still there.
    pub(crate) fn is_fresh(&self, outputs: &[PathBuf]) -> bool {
        let same = fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.value);
        same && outputs.iter().all(|output| output.exists())
    }

    /// Remembers that the step ran well with these inputs.
    pub(crate) fn keep(&self) -> Result<()> {
        if let Some(parent) = self.file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&self.file, &self.value)
            .with_context(|| format!("{} could not be written", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp_of(folder: &Path, stamp: &Path) -> Stamp {
        Fingerprint::new().contents(folder).unwrap().stamp(stamp.to_path_buf())
    }

    #[test]
    fn a_step_is_fresh_until_an_input_or_an_output_changes() {
        let dir = std::env::temp_dir().join(format!("docent-fingerprint-{}", std::process::id()));
        let (input, output, stamp) = (dir.join("in"), dir.join("out"), dir.join("s/stamp"));
        fs::create_dir_all(&input).unwrap();
        fs::write(input.join("a"), "one").unwrap();
        fs::write(&output, "made").unwrap();
        let outputs = [output.clone()];

        assert!(!stamp_of(&input, &stamp).is_fresh(&outputs), "never ran");
        stamp_of(&input, &stamp).keep().unwrap();
        assert!(stamp_of(&input, &stamp).is_fresh(&outputs), "nothing changed");
        fs::write(input.join("a"), "two").unwrap();
        assert!(!stamp_of(&input, &stamp).is_fresh(&outputs), "a file changed");
        fs::write(input.join("a"), "one").unwrap();
        assert!(stamp_of(&input, &stamp).is_fresh(&outputs), "changed back");
        fs::rename(input.join("a"), input.join("b")).unwrap();
        assert!(!stamp_of(&input, &stamp).is_fresh(&outputs), "a file was renamed");
        fs::rename(input.join("b"), input.join("a")).unwrap();
        fs::remove_file(&output).unwrap();
        assert!(!stamp_of(&input, &stamp).is_fresh(&outputs), "an output is gone");
        fs::remove_dir_all(&dir).unwrap();
    }
}
