//! The files of a build on the disk: all of them, or only those that an earlier build has not.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result, anyhow, bail};
use rayon::prelude::*;

use super::files::{Files, Parts, Size, Written};
use super::fresh::Fresh;
use super::gate::Gate;
use super::twins::{BEST_MAX, twins};
use super::{Effort, Output};
use crate::progress::Progress;
use crate::stop::StopOnThread;

/// Files of at least so many bytes that are worth the best compression are begun early, as that
/// takes as long as hundreds of article pages.
const BEGUN_EARLY: usize = 50_000;

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
    written: Files,
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
struct Begun {
    results: HashMap<String, Mutex<Receiver<Result<Written>>>>,
    line: Line,
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.results.drain().for_each(|(_, begun)| drop(result_of(begun)));
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
            written: Files::default(),
        }
    }

    /// When the program is told to stop, it leaves nothing half-built behind.
    pub(crate) fn watch(&self, stop: StopOnThread) {
        let said = format!("stopped; {}\n", self.as_it_was);
        self.places.gate.watch(stop, self.fresh.path().to_owned(), self.fresh.above(), said);
    }

    /// Begins a file if it takes long: it is there at once, its twins are later. Tells whether it did.
    pub(super) fn begin(&mut self, path: &str, output: &Output) -> bool {
        let takes_long = output.effort == Effort::Best && output.bytes.len() >= BEGUN_EARLY;
        if !takes_long || self.begun.results.contains_key(path) {
            return takes_long;
        }
        // Where that fails, it is tried again at the end, which then tells why.
        let Ok(is_kept) = self.places.place(path, output) else { return false };
        let (sender, receiver) = channel();
        self.begun.results.insert(path.to_owned(), Mutex::new(receiver));
        let (places, path, output) = (self.places.clone(), path.to_owned(), output.clone());
        let is_large = output.bytes.len() > BEST_MAX;
        let add_twins = move || {
            let written = places.add_twins(path, &output, is_kept);
            // What waits next shall find the memory that this took.
            drop(output);
            let _ = sender.send(written);
        };
        if is_large {
            self.begun.line.join(Box::new(add_twins));
        } else {
            rayon::spawn(add_twins);
        }
        true
    }

    /// Writes some files. Of a page that two languages share, the second one is left out.
    ///
    /// # Errors
    ///
    /// If a file or its folder cannot be written.
    pub(super) fn write(&mut self, mut files: Vec<(String, Output)>) -> Result<()> {
        files.retain(|(path, _)| self.written.begin(path));
        let (places, progress) = (&self.places, &self.progress);
        let written = files.into_par_iter().map(|(path, output)| {
            progress.step();
            places.write(path, &output)
        });
        let written: Result<Vec<_>> = written.collect();
        let written = written.with_context(|| self.failed())?;
        written.into_iter().for_each(|file| self.written.add(file));
        Ok(())
    }

    /// What a file holds that was written.
    ///
    /// # Errors
    ///
    /// It was not, or it can no longer be read.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>> {
        if !self.written.has(path) && !self.begun.results.contains_key(path) {
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
        others: BTreeMap<String, Output>,
    ) -> Result<(Fresh, Option<PathBuf>, Files, Gate)> {
        self.write(others.into_iter().collect())?;
        let begun = std::mem::take(&mut self.begun.results).into_values();
        // All of them, also if one fails: none may still write when the folder goes.
        for written in begun.map(result_of).collect::<Vec<_>>() {
            let file = written.with_context(|| self.failed())?;
            self.written.add(file);
        }
        let Places { earlier, gate, .. } = self.places;
        Ok((self.fresh, earlier, self.written, gate))
    }

    fn failed(&self) -> String {
        format!("the build could not be written; {}", self.as_it_was)
    }
}

/// Work of which no two pieces are done at a time: twins of large files, whose compression takes
/// tens of megabytes. It leaves the other processors to the rest of a build.
#[derive(Clone, Default)]
struct Line(Arc<Mutex<Waiting>>);

#[derive(Default)]
struct Waiting {
    pieces: VecDeque<Box<dyn FnOnce() + Send>>,
    is_worked_on: bool,
}

impl Line {
    fn join(&self, piece: Box<dyn FnOnce() + Send>) {
        let mut waiting = self.waiting();
        waiting.pieces.push_back(piece);
        if !std::mem::replace(&mut waiting.is_worked_on, true) {
            let line = self.clone();
            rayon::spawn(move || line.work());
        }
    }

    /// Does the next piece. Those after it are left to whoever is free then: this may be a processor
    /// for which others wait.
    fn work(self) {
        let piece = {
            let mut waiting = self.waiting();
            let piece = waiting.pieces.pop_front();
            waiting.is_worked_on = piece.is_some();
            piece
        };
        if let Some(piece) = piece {
            piece();
            rayon::spawn(move || self.work());
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("pieces", &self.waiting().pieces.len()).finish()
    }
}

/// Waits for a file that was begun.
fn result_of(begun: Mutex<Receiver<Result<Written>>>) -> Result<Written> {
    let begun = begun.into_inner().unwrap_or_else(PoisonError::into_inner);
    begun.recv().unwrap_or_else(|error| Err(anyhow!(error)))
}

impl Places {
    /// Writes a file and its twins.
    fn write(&self, path: String, output: &Output) -> Result<Written> {
        let is_kept = self.place(&path, output)?;
        self.add_twins(path, output, is_kept)
    }

    /// Writes a file without its twins, unless the earlier build holds it. Tells whether it does.
    fn place(&self, path: &str, output: &Output) -> Result<bool> {
        let holds = |folder: &PathBuf| holds(&folder.join(path), &output.bytes);
        let is_kept = self.earlier.as_ref().is_some_and(holds);
        if !is_kept {
            self.save(path, &output.bytes)?;
        }
        Ok(is_kept)
    }

    /// Writes the twins of a file.
    fn add_twins(&self, path: String, output: &Output, is_kept: bool) -> Result<Written> {
        let earlier = self.earlier.as_deref().filter(|_| is_kept);
        let mut parts = Parts::default();
        parts.add("");
        let raw = output.bytes.len() as u64;
        let mut size = Size { raw, brotli: raw };
        for twin in twins(&path, &output.bytes, output.effort, earlier) {
            if !twin.is_kept {
                self.save(&format!("{path}{}", twin.suffix), &twin.bytes)?;
            }
            parts.add(twin.suffix);
            if twin.suffix == ".br" {
                size.brotli = twin.bytes.len() as u64;
            }
        }
        Ok(Written { path, parts, size })
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
