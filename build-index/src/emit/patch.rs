//! A build over an earlier one: the files that differ move in, the others stay the files that they
//! are. File systems name files far more quickly than they make and delete them.
//!
//! Files that carry a hash in their name come first and what names them comes last, so that at every
//! moment each page finds what it needs; what nobody needs any more goes at the end.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use walkdir::{DirEntry, WalkDir};

use super::files::Files;

/// Moves what was written in `fresh` to its place in `folder`, and removes what is no part of the
/// build.
///
/// # Errors
///
/// If a file cannot be moved or removed. The next build then finds out what is missing.
pub(super) fn patch(folder: &Path, fresh: &Path, files: &Files) -> Result<()> {
    let mut moving = Vec::new();
    for entry in walk(fresh) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            moving.extend(path_below(fresh, &entry));
        }
    }
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
    remove_others(folder, files)
}

/// What a folder holds, before the folder itself.
fn walk(folder: &Path) -> impl Iterator<Item = Result<DirEntry>> {
    let failed = || format!("cannot look through `{}`", folder.display());
    let entries = WalkDir::new(folder).min_depth(1).contents_first(true);
    entries.into_iter().map(move |entry| entry.with_context(failed))
}

/// Path below a folder with `/` between parts; nothing if it cannot be that of a file of a build.
fn path_below(folder: &Path, entry: &DirEntry) -> Option<String> {
    let path = entry.path().strip_prefix(folder).ok()?.to_str()?;
    Some(path.replace(std::path::MAIN_SEPARATOR, "/"))
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

/// Removes what is neither one of the files nor a twin of one.
fn remove_others(folder: &Path, files: &Files) -> Result<()> {
    for entry in walk(folder) {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type().is_dir() {
            // It stays where there is something in it.
            let _ = fs::remove_dir(path);
        } else if !path_below(folder, &entry).is_some_and(|path| files.has_part(&path)) {
            fs::remove_file(path).with_context(|| format!("cannot remove `{}`", path.display()))?;
        }
    }
    Ok(())
}
