//! The files of a build on the disk: all of them, or only those that an earlier build has not.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;

use super::twins::twins;
use super::{Bundle, Output};
use crate::progress::Progress;

/// Sizes of what was written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WriteStats {
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
}

/// A file of a build.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) path: String,
    pub(super) stats: WriteStats,
    /// Paths of the file and its twins, each with whether it had to be written.
    pub(super) parts: Vec<(String, bool)>,
}

/// Writes the files of a bundle that `earlier` has not, byte for byte, into the folder `root`.
///
/// # Errors
///
/// If a file or its folder cannot be written.
pub(super) fn write(
    root: &Path,
    bundle: Bundle,
    earlier: Option<&Path>,
    progress: &Progress,
) -> Result<Vec<Written>> {
    let files: Vec<_> = bundle.files.into_iter().collect();
    progress.next_of("writing file", files.len());
    files
        .into_par_iter()
        .map(|(path, output)| {
            let written = write_one(root, path, &output, earlier);
            progress.step();
            written
        })
        .collect()
}

fn write_one(
    root: &Path,
    path: String,
    output: &Output,
    earlier: Option<&Path>,
) -> Result<Written> {
    let earlier = earlier.filter(|folder| holds(&folder.join(&path), &output.bytes));
    let mut parts = Vec::with_capacity(3);
    if earlier.is_none() {
        save(root, &path, &output.bytes)?;
    }
    parts.push((path.clone(), earlier.is_none()));
    let raw = output.bytes.len() as u64;
    let mut stats = WriteStats { raw, brotli: raw };
    for twin in twins(&path, &output.bytes, output.effort, earlier) {
        let path = format!("{path}.{}", twin.suffix);
        if !twin.is_kept {
            save(root, &path, &twin.bytes)?;
        }
        parts.push((path, !twin.is_kept));
        if twin.suffix == "br" {
            stats.brotli = twin.bytes.len() as u64;
        }
    }
    Ok(Written { path, stats, parts })
}

/// Writes a file, and first its folder if there is none.
fn save(root: &Path, path: &str, bytes: &[u8]) -> Result<()> {
    let file = root.join(path);
    let mut saved = fs::write(&file, bytes);
    let has_no_folder = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    if let Some(folder) = file.parent().filter(|_| saved.as_ref().is_err_and(has_no_folder)) {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create `{}`", folder.display()))?;
        saved = fs::write(&file, bytes);
    }
    saved.with_context(|| format!("cannot write `{path}`"))
}

/// Whether a file of its own holds these bytes.
fn holds(file: &Path, bytes: &[u8]) -> bool {
    let is_as_long = |data: fs::Metadata| data.is_file() && data.len() == bytes.len() as u64;
    fs::symlink_metadata(file).is_ok_and(is_as_long) && fs::read(file).is_ok_and(|old| old == bytes)
}
