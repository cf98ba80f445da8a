//! Which help centres lie below a folder that is served, for whoever wants to open one.

use std::path::Path;

use walkdir::WalkDir;

use crate::emit::CATALOG;
use crate::library::encoded;

/// How many folders deep one is looked for. Sites put their help near their root, and some have
/// very many folders.
const DEPTH_MAX: usize = 4;

/// Paths of the help centres below a folder, as they stand in an address: empty for itself, else
/// with a slash at the end.
pub(super) fn centres(dir: &Path) -> Vec<String> {
    let is_open = |name: &str| !name.starts_with('.') && name != "_docent";
    let mut found = Vec::new();
    let mut walk = WalkDir::new(dir).max_depth(DEPTH_MAX).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        // What cannot be read cannot be served either.
        let Ok(entry) = entry else { continue };
        let is_root = entry.depth() == 0;
        if !entry.path().is_dir() {
            continue;
        }
        if !is_root && !is_open(&entry.file_name().to_string_lossy()) {
            walk.skip_current_dir();
        } else if entry.path().join(CATALOG).is_file() {
            let path = entry.path().strip_prefix(dir).unwrap_or(entry.path());
            let parts = path.iter().map(|part| encoded(&part.to_string_lossy()) + "/");
            found.push(parts.collect());
            // Its own folders hold articles.
            walk.skip_current_dir();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn help_centres_are_found_below_the_folder_and_not_in_each_other() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        for path in ["help", "de/Hilfe & mehr", "help/en", ".old", "a/b/c/d/e", "empty"] {
            let path = folder.path().join(path);
            fs::create_dir_all(&path).unwrap_or_else(|error| panic!("{error}"));
            if !path.ends_with("empty") {
                fs::write(path.join(CATALOG), "{}").unwrap_or_else(|error| panic!("{error}"));
            }
        }
        assert_eq!(centres(folder.path()), ["de/Hilfe%20&%20mehr/", "help/"]);
        assert_eq!(centres(&folder.path().join("help")), [""]);
        assert_eq!(centres(&folder.path().join("empty")), [""; 0]);
        assert_eq!(centres(&folder.path().join("gone")), [""; 0]);
    }
}
