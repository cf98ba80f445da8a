//! A build over an earlier one: the files that differ move in, the others stay the files that they
//! are. File systems name files far more quickly than they make and delete them.
//!
//! Files that carry a hash in their name come first and what names them comes last, so that at every
//! moment each page finds what it needs; what nobody needs any more goes at the end.

use std::collections::HashSet;
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
    let parts = || written.iter().flat_map(|file| &file.parts);
    let mut moving: Vec<_> =
        parts().filter(|(_, is_fresh)| *is_fresh).map(|(path, _)| path.as_str()).collect();
    moving.sort_by_key(|path| turn(path));
    for path in moving {
        let place = folder.join(path);
        make_room(folder, path).with_context(|| format!("cannot make room for `{path}`"))?;
        let from = fresh.join(path);
        // A folder that is a mount point lies on another file system than what stands beside it.
        fs::rename(&from, &place)
            .or_else(|_| fs::copy(&from, &place).map(drop))
            .with_context(|| format!("cannot replace `{path}`"))?;
    }
    let known: HashSet<&Path> = parts().map(|(path, _)| Path::new(path.as_str())).collect();
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

fn remove_others(folder: &Path, known: &HashSet<&Path>) -> Result<()> {
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true) {
        let entry = entry.with_context(|| format!("cannot look through `{}`", folder.display()))?;
        let path = entry.path();
        if entry.file_type().is_dir() {
            // It stays where there is something in it.
            let _ = fs::remove_dir(path);
        } else if path.strip_prefix(folder).is_ok_and(|path| !known.contains(path)) {
            fs::remove_file(path).with_context(|| format!("cannot remove `{}`", path.display()))?;
        }
    }
    Ok(())
}
