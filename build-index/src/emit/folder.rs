//! The output folder: what is new is written beside its place, then put there by renaming.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use docent_protocol::Catalog;

use super::files::Sizes;
use super::fresh::{ASIDE, Fresh, beside};
use super::patch::patch;
use super::write::Writer;
use super::{Bundle, Many, generator};
use crate::progress::Progress;

/// A place for a build, checked before any work is done.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Absolute, so that it stays right whatever is renamed.
    path: PathBuf,
}

impl Folder {
    /// Checks that a build may take this place.
    ///
    /// # Errors
    ///
    /// If it is a file, holds something that is no earlier build, or holds the content.
    pub(crate) fn check(out: &Path, content: &Path) -> Result<Self> {
        let path =
            std::path::absolute(out).with_context(|| format!("cannot use `{}`", out.display()))?;
        let path = path.canonicalize().unwrap_or(path);
        if path.file_name().is_none() {
            bail!("`{}` cannot be replaced by a build; choose a folder of its own", out.display());
        }
        let content = content.canonicalize().unwrap_or_else(|_| content.to_owned());
        if content.starts_with(&path) {
            bail!(
                "the output folder `{}` holds the content and would be replaced with it; choose another one",
                out.display()
            );
        }
        match fs::read_dir(&path) {
            Ok(mut entries) => {
                let is_build = path.join(CATALOG).is_file();
                if !is_build && entries.next().is_some() {
                    bail!(
                        "`{}` is not empty and holds no earlier build (no `{CATALOG}`), so it is left as it is; \
                         choose another folder, or empty this one",
                        out.display()
                    );
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                bail!("`{}` is a file; name a folder", out.display());
            }
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("cannot read the output folder `{}`", out.display()));
            }
        }
        Ok(Self { path })
    }

    /// A writer that puts what is new beside the folder.
    ///
    /// # Errors
    ///
    /// If nothing can be written there.
    pub(crate) fn writer(&self, progress: &Arc<Progress>) -> Result<Writer> {
        let fresh = Fresh::beside(&self.path)?;
        let earlier = is_by_this_version(&self.path).then(|| self.path.clone());
        let as_it_was = format!("`{}` is as it was", self.path.display());
        Ok(Writer::new(fresh, earlier, as_it_was, progress.clone()))
    }

    /// Writes beside the folder what is new, and then puts it there: into a build by the same
    /// version file by file, else by swapping the folders. Returns the sizes.
    ///
    /// # Errors
    ///
    /// If writing fails; the old folder is then as it was.
    pub(crate) fn replace(&self, bundle: Bundle, progress: &Arc<Progress>) -> Result<Sizes> {
        let Bundle { files, many } = bundle;
        let writer = match many {
            Many::Written(writer) => *writer,
            Many::Here => self.writer(progress)?,
            Many::Searched { .. } => bail!("a site that is only searched has no pages to write"),
        };
        let (fresh, earlier, written, gate) = writer.finish(files)?;
        gate.keep_open();
        match earlier {
            Some(folder) => patch(&folder, fresh.path(), &written).with_context(|| {
                format!("the build is not whole in `{}`; build again", folder.display())
            })?,
            None => self.swap(fresh)?,
        }
        Ok(written.sizes)
    }

    /// Puts the fresh folder in place of the old one. If that fails half-way, the old one returns.
    fn swap(&self, fresh: Fresh) -> Result<()> {
        let failed = || {
            format!(
                "cannot put the new build in place of `{}`; if it is a mount point, build into a folder inside it",
                self.path.display()
            )
        };
        if !self.path.exists() {
            fs::rename(fresh.path(), &self.path).with_context(failed)?;
            fresh.keep();
            return Ok(());
        }
        let aside = beside(&self.path, "old")?;
        let old = aside.path().join(ASIDE);
        fs::rename(&self.path, &old).with_context(failed)?;
        if let Err(error) = fs::rename(fresh.path(), &self.path) {
            fs::rename(&old, &self.path).with_context(failed)?;
            return Err(error).with_context(failed);
        }
        fresh.keep();
        Ok(())
    }
}

/// The file that tells a build from any other folder.
pub(crate) const CATALOG: &str = "docent.json";

/// Whether a folder holds a build by the version that runs: another may have compressed otherwise,
/// and the same content shall give the same bytes.
fn is_by_this_version(folder: &Path) -> bool {
    let catalog = fs::read(folder.join(CATALOG)).unwrap_or_default();
    serde_json::from_slice::<Catalog>(&catalog)
        .is_ok_and(|catalog| catalog.generator == generator())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;
    use crate::emit::Effort;
    use crate::emit::twins::BEST_MAX;

    fn catalog() -> Catalog {
        Catalog { format: 0, generator: generator(), widget: None, languages: Vec::new() }
    }

    fn build<'a>(out: &Path, files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) {
        let content = out.with_file_name("content");
        let folder = Folder::check(out, &content).unwrap_or_else(|error| panic!("{error}"));
        let mut bundle = Bundle::default();
        bundle.add(CATALOG, serde_json::to_vec(&catalog()).unwrap_or_default(), Effort::Quick);
        for (path, bytes) in files {
            bundle.add(path, bytes, Effort::Quick);
        }
        let progress = Arc::new(Progress::start("a test"));
        folder.replace(bundle, &progress).unwrap_or_else(|error| panic!("{error}"));
    }

    #[test]
    fn what_has_not_changed_is_the_same_file_and_what_was_harmed_is_written() {
        let at = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let out = at.path().join("out");
        let long = |word: &str| word.repeat(1_000).into_bytes();
        let build = |changing: &str| {
            build(&out, [("same.html", long("same ")), ("changes.html", long(changing))]);
        };
        let names =
            ["same.html", "same.html.br", "same.html.gz", "changes.html", "changes.html.br"];
        let inode = |name: &str| fs::metadata(out.join(name)).map(|data| data.ino()).ok();
        let all = || names.map(|name| (inode(name), fs::read(out.join(name)).ok()));
        build("one ");
        let first = all();
        assert!(first.iter().all(|(_, bytes)| bytes.is_some()));
        build("one ");
        assert_eq!(all(), first);
        build("two ");
        let third = all();
        assert_eq!(third[..3], first[..3]);
        assert!(third[3] != first[3] && third[4] != first[4]);
        let left: Vec<_> = at.path().read_dir().into_iter().flatten().flatten().collect();
        assert_eq!(left.len(), 1, "nothing stays beside the folder: {left:?}");

        // A visitor's file must not stay broken because a build trusts the last one.
        fs::remove_file(out.join("same.html")).unwrap_or_else(|error| panic!("{error}"));
        fs::write(out.join("same.html"), "cut").unwrap_or_else(|error| panic!("{error}"));
        fs::write(out.join("changes.html.br"), "cut").unwrap_or_else(|error| panic!("{error}"));
        build("two ");
        let bytes =
            |all: &[(Option<u64>, Option<Vec<u8>>); 5]| all.each_ref().map(|(_, b)| b.clone());
        assert_eq!(bytes(&all()), bytes(&third));
    }

    #[test]
    fn what_is_written_while_it_is_made_is_what_is_written_at_the_end() {
        let at = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let progress = Arc::new(Progress::start("a test"));
        let fill = |bundle: &mut Bundle| -> Result<()> {
            let page = |number: u32| (format!("{number}.html"), vec![b'x'; 300 + number as usize]);
            bundle.add_many((0..40).map(page).collect())?;
            let index = b"index ".repeat(20_000);
            let path = bundle.add_hashed("index", "idx", index.clone(), Effort::Best);
            assert_eq!(bundle.bytes(&path)?, index, "at once, before its twins");
            for word in ["one ", "two ", "six "] {
                let large = word.repeat(BEST_MAX / 4 + 1);
                bundle.add_hashed("large", "idx", large.into_bytes(), Effort::Best);
            }
            // Two languages share some pages.
            bundle.add_many((20..60).map(page).collect())?;
            bundle.add("docent.js", "small ".repeat(100), Effort::Best);
            bundle.add(CATALOG, serde_json::to_vec(&catalog())?, Effort::Best);
            assert!(["59.html", "docent.js"].iter().all(|path| bundle.bytes(path).is_ok()));
            assert!(bundle.bytes("60.html").is_err());
            Ok(())
        };
        let files_of = |folder: &Folder| {
            let files = walkdir::WalkDir::new(&folder.path).sort_by_file_name();
            let files = files.into_iter().flatten().filter(|entry| entry.file_type().is_file());
            let file = |file: walkdir::DirEntry| {
                let path = file.path().strip_prefix(&folder.path).map(Path::to_owned).ok();
                (path, fs::read(file.path()).ok())
            };
            files.map(file).collect::<Vec<_>>()
        };
        let build = |name: &str| {
            let folder = Folder { path: at.path().join(name) };
            let sizes = (|| {
                let mut bundle = match name {
                    "early" => Bundle::with(folder.writer(&progress)?),
                    _ => Bundle::default(),
                };
                fill(&mut bundle)?;
                folder.replace(bundle, &progress)
            })();
            let sizes = sizes.unwrap_or_else(|error| panic!("{error:#}"));
            (sizes.files, sizes.all, files_of(&folder))
        };
        let (early, late) = (build("early"), build("late"));
        assert_eq!(early.0, 66);
        let large = |(path, _): &&(Option<PathBuf>, _)| {
            path.as_ref().is_some_and(|path| path.starts_with("_docent"))
        };
        assert_eq!(early.2.iter().filter(large).count(), 12, "four files with two twins each");
        assert!(early == late);
        for name in ["early", "late"] {
            assert!(build(name) == early, "over a build of the same");
        }
    }

    #[test]
    fn nothing_is_left_of_a_build_that_is_given_up() {
        let at = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let folder = Folder { path: at.path().join("deep/er/site") };
        let progress = Arc::new(Progress::start("a test"));
        let writer = folder.writer(&progress).unwrap_or_else(|error| panic!("{error}"));
        let mut bundle = Bundle::with(writer);
        for number in 0..4_u8 {
            bundle.add_hashed("index", "idx", vec![number; 100_000], Effort::Best);
        }
        drop(bundle);
        assert_eq!(at.path().read_dir().map(Iterator::count).ok(), Some(0));
    }

    #[test]
    fn what_is_no_part_of_the_build_any_more_goes_and_files_and_folders_change_places() {
        let at = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let out = at.path().join("out");
        let build = |paths: &[&str]| {
            build(&out, paths.iter().map(|path| (*path, path.repeat(100).into_bytes())));
            let files = walkdir::WalkDir::new(&out).min_depth(1).sort_by_file_name();
            let files = files.into_iter().flatten().filter_map(|entry| {
                let path = entry.path().strip_prefix(&out).ok()?.to_string_lossy().into_owned();
                (!path.ends_with(".br") && !path.ends_with(".gz")).then_some(path)
            });
            files.collect::<Vec<_>>().join(" ")
        };
        let first = build(&["a/index.html", "b/c/index.html", "_docent/old.js"]);
        assert_eq!(first, "_docent _docent/old.js a a/index.html b b/c b/c/index.html docent.json");
        let second = build(&["a", "b/c/index.html/index.html", "_docent/new.js"]);
        assert_eq!(
            second,
            "_docent _docent/new.js a b b/c b/c/index.html b/c/index.html/index.html docent.json"
        );
        assert_eq!(build(&["a/index.html"]), "a a/index.html docent.json");
    }
}
