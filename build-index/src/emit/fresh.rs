//! The folder beside the output in which a build is prepared, and what earlier ones have left there.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use super::folder::CATALOG;

/// No build takes as long. Only counts where the system does not tell whether one is at work.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// What an old site is called inside the folder that it is set aside in.
pub(super) const ASIDE: &str = "site";

/// An empty folder for a build. It goes with this value.
#[derive(Debug)]
pub(super) struct Fresh {
    folder: TempDir,
    /// Goes after it.
    above: NewFolders,
    /// Says that somebody is at work here, until the program ends, however it ends.
    _lock: Option<File>,
}

/// Folders that were made for a build, outermost first. Those that are empty in the end go with it.
#[derive(Debug)]
struct NewFolders(Vec<PathBuf>);

/// Whether a build is at work in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Goes,
    Ended,
    /// The system does not tell.
    Unknown,
}

impl Fresh {
    /// Makes one beside the folder of a site, and removes what builds have left that were stopped.
    ///
    /// # Errors
    ///
    /// If nothing can be written there, or another build of this folder is at work.
    pub(super) fn beside(site: &Path) -> Result<Self> {
        let parent = parent_of(site);
        let above = NewFolders::make(parent)
            .with_context(|| format!("cannot create the folder `{}`", parent.display()))?;
        let folder = beside(site, "new")?;
        let lock = File::open(folder.path()).ok().filter(|file| file.try_lock().is_ok());
        tidy(site, folder.path())?;
        Ok(Self { folder, above, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folders above that were made for it, innermost first.
    pub(super) fn above(&self) -> Vec<PathBuf> {
        self.above.0.iter().rev().cloned().collect()
    }

    /// It has become the site.
    pub(super) fn keep(self) {
        let _ = self.folder.keep();
    }
}

impl NewFolders {
    /// Makes a folder and those above it.
    fn make(folder: &Path) -> io::Result<Self> {
        let missing = folder.ancestors().take_while(|above| !above.exists());
        let missing: Vec<_> = missing.map(Path::to_owned).collect();
        let made = Self(missing.into_iter().rev().collect());
        fs::create_dir_all(folder)?;
        Ok(made)
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        self.0.iter().rev().for_each(|folder| _ = fs::remove_dir(folder));
    }
}

/// Makes a folder beside that of a site.
///
/// # Errors
///
/// If nothing can be written there.
pub(super) fn beside(site: &Path, what: &str) -> Result<TempDir> {
    let parent = parent_of(site);
    let mut builder = tempfile::Builder::new();
    let prefix = prefix(site, what);
    builder.prefix(&prefix);
    // The default keeps others out, but a web server must be able to read what is built.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(parent).with_context(|| {
        format!("cannot write in `{}`, where the new folder is prepared", parent.display())
    })
}

fn parent_of(site: &Path) -> &Path {
    site.parent().unwrap_or(Path::new("."))
}

fn prefix(site: &Path, what: &str) -> String {
    format!(".{}.{what}-", site.file_name().unwrap_or_default().to_string_lossy())
}

/// Removes what builds have left that were stopped half-way.
///
/// # Errors
///
/// One of them is still at work.
fn tidy(site: &Path, own: &Path) -> Result<()> {
    let prefixes = ["new", "old"].map(|what| prefix(site, what));
    let entries = parent_of(site).read_dir().into_iter().flatten().flatten();
    let is_of_a_build = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let is_named = |prefix: &String| name.to_string_lossy().starts_with(prefix);
        prefixes.iter().any(is_named) && own.file_name() != Some(&name)
    };
    let left: Vec<_> = entries
        .filter(is_of_a_build)
        .map(|entry| {
            let work = work_in(&entry.path());
            (entry, work)
        })
        .collect();
    if left.iter().any(|(_, work)| *work == Work::Goes) {
        bail!("another build is writing `{}`; wait until it has ended, or stop it", site.display());
    }
    for (entry, work) in left {
        let path = entry.path();
        let is_over = work == Work::Ended || is_old(&entry);
        // A name alone is no proof: what is deleted must look like what a build makes.
        if !is_over || !is_half_built(&path) {
            continue;
        }
        if is_aside(&path) && !site.exists() {
            // It was stopped between setting the old site aside and taking its place.
            let _ = fs::rename(path.join(ASIDE), site);
        }
        // It does no harm where it cannot be removed.
        let _ = fs::remove_dir_all(&path);
    }
    Ok(())
}

fn work_in(folder: &Path) -> Work {
    let Ok(file) = File::open(folder) else { return Work::Unknown };
    match file.try_lock() {
        Ok(()) => Work::Ended,
        Err(TryLockError::WouldBlock) => Work::Goes,
        Err(TryLockError::Error(_)) => Work::Unknown,
    }
}

fn is_old(entry: &fs::DirEntry) -> bool {
    let changed = entry.metadata().and_then(|data| data.modified()).ok();
    let age = changed.and_then(|at| SystemTime::now().duration_since(at).ok());
    age.is_some_and(|age| age > ABANDONED)
}

/// Whether a folder holds nothing but a part of a build, new or set aside.
fn is_half_built(folder: &Path) -> bool {
    let own = |name: &str| name == "_docent" || name == CATALOG || name.starts_with("docent.");
    let mut names =
        folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.file_name()).peekable();
    if is_aside(folder) {
        names.all(|name| name == ASIDE)
    } else {
        names.peek().is_none() || names.any(|name| own(&name.to_string_lossy()))
    }
}

/// Whether a folder holds a whole site that was set aside.
fn is_aside(folder: &Path) -> bool {
    folder.join(ASIDE).join(CATALOG).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_was_set_aside_when_a_build_was_stopped_comes_back() {
        let at = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let site = at.path().join("help");
        let aside = beside(&site, "old").unwrap_or_else(|error| panic!("{error}")).keep();
        fs::create_dir(aside.join(ASIDE)).unwrap_or_else(|error| panic!("{error}"));
        fs::write(aside.join(ASIDE).join(CATALOG), "{}").unwrap_or_else(|error| panic!("{error}"));
        drop(Fresh::beside(&site).unwrap_or_else(|error| panic!("{error}")));
        assert_eq!(fs::read_to_string(site.join(CATALOG)).ok().as_deref(), Some("{}"));
        assert!(!aside.exists());
    }
}
