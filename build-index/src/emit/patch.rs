//! A build over an earlier one: the files that differ move in, the others stay the files that they
//! are. File systems name files far more quickly than they make and delete them.
//!
//! Files that carry a hash in their name come first and what names them comes last, so that at every
//! moment each page finds what it needs; what nobody needs any more goes at the end.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use super::write::Written;

/// Moves what was written in `fresh` to its place in `folder`, and removes what is no part of the
/// build.
///
/// # Errors
///
/// If a file cannot be moved or removed. The next build then finds out what is missing.
pub(super) fn patch(folder: &Path, fresh: &Path, written: &[Written]) -> Result<()> {
    let mut moving: Vec<_> = written.iter().flat_map(Written::fresh).collect();
    moving.sort_by_key(|path| turn(path));
    for path in moving {
        let place = folder.join(&path);
        make_room(folder, &path).with_context(|| format!("cannot make room for `{path}`"))?;
        let from = fresh.join(&path);
        // A folder that is a mount point lies on another file system than what stands beside it.
        fs::rename(&from, &place)
            .or_else(|_| fs::copy(&from, &place).map(drop))
            .with_context(|| format!("cannot replace `{path}`"))?;
    }
    let known: HashMap<_, _> = written.iter().map(|file| (Path::new(&file.path), file)).collect();
    remove_others(folder, &known)
}

/// The later, the more a file names others.
fn turn(path: &str) -> u8 {
    if path.starts_with("_docent/") {
        0
    } else if path.starts_with("docent.") {
        2
    } else {
        1
    }
}

/// Makes the folders above a file. Of what stands in the way, nothing belongs to the build.
fn make_room(folder: &Path, path: &str) -> std::io::Result<()> {
    let place = folder.join(path);
    if place.is_dir() && !place.is_symlink() {
        return fs::remove_dir_all(&place);
    }
    let Some(above) = place.parent().filter(|above| !above.is_dir()) else { return Ok(()) };
    let below_folder = above.ancestors().take_while(|above| *above != folder);
    for blocked in below_folder.filter(|above| above.is_file() || above.is_symlink()) {
        fs::remove_file(blocked)?;
    }
    fs::create_dir_all(above)
}

/// Removes what is neither one of the known files nor a twin of one.
fn remove_others(folder: &Path, known: &HashMap<&Path, &Written>) -> Result<()> {
    let is_twin = |path: &Path| {
        let suffix = path.extension().map(|suffix| format!(".{}", suffix.to_string_lossy()));
        let file = known.get(path.with_extension("").as_path());
        file.zip(suffix).is_some_and(|(file, suffix)| file.has(&suffix))
    };
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true) {
        let entry = entry.with_context(|| format!("cannot look through `{}`", folder.display()))?;
        let path = entry.path();
        if entry.file_type().is_dir() {
            // It stays where there is something in it.
            let _ = fs::remove_dir(path);
            continue;
        }
        let is_other = |path: &Path| !known.contains_key(path) && !is_twin(path);
        if path.strip_prefix(folder).is_ok_and(is_other) {
            fs::remove_file(path).with_context(|| format!("cannot remove `{}`", path.display()))?;
        }
    }
    Ok(())
}
