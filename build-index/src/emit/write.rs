//! The files of a build on the disk: all of them, or only those that an earlier build has not.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result, anyhow, bail};
use rayon::prelude::*;

use super::fresh::Fresh;
use super::gate::Gate;
use super::twins::twins;
use super::{Effort, Output};
use crate::progress::Progress;
use crate::stop::StopOnThread;

/// Files of at least so many bytes that are worth the best compression are begun early, as that
/// takes as long as hundreds of article pages.
const BEGUN_EARLY: usize = 50_000;

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
    /// The file and its [twins](SUFFIXES).
    parts: [Part; SUFFIXES.len()],
}

/// What the names of a file and its twins end with.
const SUFFIXES: [&str; 3] = ["", ".br", ".gz"];

/// What became of a file or a twin. There are hundreds of thousands, so they have no paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// It would not be smaller.
    None,
    /// An earlier build holds it.
    Kept,
    Fresh,
}

impl Written {
    /// Paths of what had to be written.
    pub(super) fn fresh(&self) -> impl Iterator<Item = String> {
        let parts = self.parts.iter().zip(SUFFIXES);
        let fresh = parts.filter(|(part, _)| **part == Part::Fresh);
        fresh.map(|(_, suffix)| format!("{}{suffix}", self.path))
    }

    /// Whether there is a twin whose name ends so.
    pub(super) fn has(&self, suffix: &str) -> bool {
        let mut parts = self.parts.iter().zip(SUFFIXES);
        parts.any(|(part, of)| of == suffix && *part != Part::None)
    }
}

/// Writes files into a fresh folder, unless an earlier build holds the same, byte for byte.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Goes before the folder that is written to.
    begun: Begun,
    fresh: Fresh,
    places: Places,
    /// What became of the folder that it is for, where it cannot be done.
    as_it_was: String,
    progress: Arc<Progress>,
    written: Vec<Written>,
    /// Hashes of the paths of what was written.
    paths: HashSet<[u8; 16]>,
}

/// Where files are written, and where they may be already.
#[derive(Clone, Debug)]
struct Places {
    fresh: PathBuf,
    earlier: Option<PathBuf>,
    gate: Gate,
}

/// What becomes of files that were begun, by their paths. It goes when all of them are done.
#[derive(Debug, Default)]
struct Begun(HashMap<String, Mutex<Receiver<Result<Written>>>>);

impl Drop for Begun {
    fn drop(&mut self) {
        self.0.drain().for_each(|(_, begun)| drop(result_of(begun)));
    }
}

impl Writer {
    /// Writes into `fresh`; `earlier` is the folder of an earlier build.
    pub(super) fn new(
        fresh: Fresh,
        earlier: Option<PathBuf>,
        as_it_was: String,
        progress: Arc<Progress>,
    ) -> Self {
        let places = Places { fresh: fresh.path().to_owned(), earlier, gate: Gate::default() };
        Self {
            begun: Begun::default(),
            fresh,
            places,
            as_it_was,
            progress,
            written: Vec::new(),
            paths: HashSet::new(),
        }
    }

    /// When the program is told to stop, it leaves nothing half-built behind.
    pub(crate) fn watch(&self, stop: StopOnThread) {
        let said = format!("stopped; {}\n", self.as_it_was);
        self.places.gate.watch(stop, self.fresh.path().to_owned(), self.fresh.above(), said);
    }

    /// Begins a file that takes long.
    pub(super) fn begin(&mut self, path: &str, output: &Output) {
        let takes_long = output.effort == Effort::Best && output.bytes.len() >= BEGUN_EARLY;
        if !takes_long || self.begun.0.contains_key(path) {
            return;
        }
        let (sender, receiver) = channel();
        self.begun.0.insert(path.to_owned(), Mutex::new(receiver));
        let (places, path, output) = (self.places.clone(), path.to_owned(), output.clone());
        rayon::spawn(move || _ = sender.send(places.write(path, &output)));
    }

    /// Writes some files. Of a page that two languages share, the second one is left out.
    ///
    /// # Errors
    ///
    /// If a file or its folder cannot be written.
    pub(super) fn write(&mut self, mut files: Vec<(String, Output)>) -> Result<()> {
        files.retain(|(path, _)| self.paths.insert(hash_of_path(path)));
        let (places, progress) = (&self.places, &self.progress);
        let written = files.into_par_iter().map(|(path, output)| {
            progress.step();
            places.write(path, &output)
        });
        let written: Result<Vec<_>> = written.collect();
        self.written.extend(written.with_context(|| self.failed())?);
        Ok(())
    }

    /// What a file holds that was written.
    ///
    /// # Errors
    ///
    /// It was not, or it can no longer be read.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>> {
        if !self.paths.contains(&hash_of_path(path)) && !self.begun.0.contains_key(path) {
            bail!("the site has no `{path}`");
        }
        let Places { fresh, earlier, .. } = &self.places;
        let found = fs::read(fresh.join(path));
        let found = match earlier {
            Some(folder) => found.or_else(|_| fs::read(folder.join(path))),
            None => found,
        };
        found.with_context(|| format!("cannot read `{path}`"))
    }

    /// Writes the others, and gives the fresh folder, that of the earlier build, what is in both
    /// together, and what has to be kept open until all is in its place.
    ///
    /// # Errors
    ///
    /// If a file or its folder cannot be written.
    pub(super) fn finish(
        mut self,
        mut others: BTreeMap<String, Output>,
    ) -> Result<(Fresh, Option<PathBuf>, Vec<Written>, Gate)> {
        others.retain(|path, _| !self.begun.0.contains_key(path));
        self.write(others.into_iter().collect())?;
        let begun = std::mem::take(&mut self.begun.0).into_values();
        // All of them, also if one fails: none may still write when the folder goes.
        for written in begun.map(result_of).collect::<Vec<_>>() {
            self.written.push(written.with_context(|| self.failed())?);
        }
        let Places { earlier, gate, .. } = self.places;
        Ok((self.fresh, earlier, self.written, gate))
    }

    fn failed(&self) -> String {
        format!("the build could not be written; {}", self.as_it_was)
    }
}

/// What tells a path from all others, in little memory.
fn hash_of_path(path: &str) -> [u8; 16] {
    let mut hash = [0; 16];
    blake3::Hasher::new().update(path.as_bytes()).finalize_xof().fill(&mut hash);
    hash
}

/// Waits for a file that was begun.
fn result_of(begun: Mutex<Receiver<Result<Written>>>) -> Result<Written> {
    let begun = begun.into_inner().unwrap_or_else(PoisonError::into_inner);
    begun.recv().unwrap_or_else(|error| Err(anyhow!(error)))
}

impl Places {
    /// Writes a file and its twins.
    fn write(&self, path: String, output: &Output) -> Result<Written> {
        let earlier = self.earlier.as_deref();
        let earlier = earlier.filter(|folder| holds(&folder.join(&path), &output.bytes));
        let mut parts = [Part::Kept, Part::None, Part::None];
        if earlier.is_none() {
            self.save(&path, &output.bytes)?;
            parts[0] = Part::Fresh;
        }
        let raw = output.bytes.len() as u64;
        let mut stats = WriteStats { raw, brotli: raw };
        for twin in twins(&path, &output.bytes, output.effort, earlier) {
            if !twin.is_kept {
                self.save(&format!("{path}{}", twin.suffix), &twin.bytes)?;
            }
            if let Some(at) = SUFFIXES.iter().position(|suffix| *suffix == twin.suffix) {
                parts[at] = if twin.is_kept { Part::Kept } else { Part::Fresh };
            }
            if twin.suffix == ".br" {
                stats.brotli = twin.bytes.len() as u64;
            }
        }
        Ok(Written { path, stats, parts })
    }

    /// Writes a file, and first its folder if there is none.
    fn save(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let _pass = self.gate.pass();
        let file = self.fresh.join(path);
        let mut saved = fs::write(&file, bytes);
        let has_no_folder = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
        if let Some(folder) = file.parent().filter(|_| saved.as_ref().is_err_and(has_no_folder)) {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot create `{}`", folder.display()))?;
            saved = fs::write(&file, bytes);
        }
        saved.with_context(|| format!("cannot write `{path}`"))
    }
}

/// Whether a file of its own holds these bytes.
fn holds(file: &Path, bytes: &[u8]) -> bool {
    let is_as_long = |data: fs::Metadata| data.is_file() && data.len() == bytes.len() as u64;
    fs::symlink_metadata(file).is_ok_and(is_as_long) && fs::read(file).is_ok_and(|old| old == bytes)
}
