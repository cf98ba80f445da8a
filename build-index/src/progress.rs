//! What a person at a terminal sees of work that takes longer than a second: one line on standard
//! error, which is gone at the end. Logs and pipes get none of it.

use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is shown before.
const PATIENCE: Duration = Duration::from_secs(1);

/// Between two pictures of the line.
const TICK: Duration = Duration::from_millis(100);

/// The line. It goes with this value.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Begins with this as the first of several things to do.
    pub(crate) fn start(what: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_message(what);
        let late = bar.downgrade();
        thread::spawn(move || {
            thread::sleep(PATIENCE);
            if let Some(bar) = late.upgrade().filter(|bar| !bar.is_finished()) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(TICK);
            }
        });
        let progress = Self(bar);
        progress.look("{spinner} {msg}");
        progress
    }

    /// Goes on with something else.
    pub(crate) fn next(&self, what: &'static str) {
        self.look("{spinner} {msg}");
        self.0.set_message(what);
    }

    /// Goes on with something that has so many steps.
    pub(crate) fn next_of(&self, what: &'static str, steps: usize) {
        self.0.set_position(0);
        self.0.set_length(steps as u64);
        self.look("{spinner} {msg} {pos} of {len}");
        self.0.set_message(what);
    }

    /// Goes on with something whose steps are counted.
    pub(crate) fn next_counted(&self, what: &'static str) {
        self.look("{spinner} {msg} {pos}");
        self.0.set_message(what);
    }

    /// One of the steps is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }

    /// Lets something else be printed.
    pub(crate) fn aside(&self, print: impl FnOnce()) {
        self.0.suspend(print);
    }

    fn look(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
