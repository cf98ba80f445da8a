//! What becomes of a build that is stopped: nothing more is written, and what was goes.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::thread;
use std::time::Duration;

use crate::render::print_error;
use crate::stop::StopOnThread;

/// How often the half-built folder is looked at again, as a file may just have been on its way.
const LOOKS: usize = 10;

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(5);

/// Through here goes all that is written. It is open until the program is told to stop.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate(Arc<RwLock<State>>);

/// How far a build is.
#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Half,
    /// All is written, and on its way to its place.
    Whole,
}

impl Gate {
    /// Lets one of many files be written. Blocks for good where it is closed.
    pub(super) fn pass(&self) -> impl Drop + '_ {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps it open from now on, as what is half-way to its place is better let finish.
    pub(super) fn keep_open(&self) {
        *self.state() = State::Whole;
    }

    fn state(&self) -> RwLockWriteGuard<'_, State> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// From when the program is told to stop nothing passes any more. The half-built folder goes, and
    /// those that were made for it, innermost first; then the program ends with an exit code and with
    /// what is to be said. A build that is already being put in its place is let finish.
    pub(super) fn watch(
        &self,
        stop: StopOnThread,
        fresh: PathBuf,
        above: Vec<PathBuf>,
        said: String,
    ) {
        let gate = self.clone();
        thread::spawn(move || {
            let code = stop.wait();
            let state = gate.state();
            if *state == State::Whole {
                return;
            }
            for _ in 0..LOOKS {
                let _ = fs::remove_dir_all(&fresh);
                thread::sleep(PAUSE);
                if !fresh.exists() {
                    break;
                }
            }
            above.iter().for_each(|folder| _ = fs::remove_dir(folder));
            print_error(&said);
            std::process::exit(code);
        });
    }
}
