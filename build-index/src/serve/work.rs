//! Building again and again: what is told in the terminal and to the pages after each build.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use tokio::sync::watch;

use super::notice::message;
use super::preview::{Preview, Site};
use super::say;
use super::watch::Watch;
use crate::build::{Built, Task, build};
use crate::diagnostic::{Diagnostic, Place};
use crate::memory::Memory;
use crate::progress::Progress;
use crate::render::{Style, print_error, render};
use crate::widget::Widget;

/// More names than these are only counted.
const NAMES_MAX: usize = 3;

/// What builds.
pub(super) struct Work {
    content: PathBuf,
    lang: Option<String>,
    widget: Option<Widget>,
    memory: Memory,
    /// What is wrong, as it was told last.
    told: HashSet<Diagnostic>,
    drafts: Vec<String>,
    shown: watch::Sender<Preview>,
}

impl Work {
    /// Builds for the first time.
    ///
    /// # Errors
    ///
    /// The folder cannot be read, or the options contradict the settings in it.
    pub(super) fn begin(
        content: &Path,
        lang: Option<String>,
        widget: Option<Widget>,
        start: Instant,
    ) -> Result<Self> {
        let content = content.to_owned();
        let shown = watch::Sender::new(Preview::default());
        let (memory, told, drafts) = Default::default();
        let mut work = Self { content, lang, widget, memory, told, drafts, shown };
        let progress = Progress::start("building");
        let built = work.build()?;
        drop(progress);
        work.show(built, start, "Built");
        Ok(work)
    }

    /// What is shown, now and from now on.
    pub(super) fn preview(&self) -> watch::Receiver<Preview> {
        self.shown.subscribe()
    }

    /// Builds whenever something has changed, without an end.
    pub(super) fn go_on(mut self, mut watch: Watch) {
        loop {
            let changed = watch.next();
            let start = Instant::now();
            // Of a folder that is gone, nothing can be built; it may come back.
            let built = self.build().unwrap_or_else(|error| Built {
                diagnostics: vec![Diagnostic::error(
                    "cannot-build",
                    Place::default(),
                    format!("{error:#}"),
                )],
                bundle: None,
                drafts: self.drafts.clone(),
            });
            self.show(built, start, &format!("{}: built again", names(&changed)));
        }
    }

    fn build(&mut self) -> Result<Built> {
        let task = Task {
            content: &self.content,
            out: None,
            lang: self.lang.as_deref(),
            drafts: true,
            base_url: None,
        };
        build(&task, self.widget.clone(), &mut self.memory)
    }

    /// Shows a build and tells of it.
    fn show(&mut self, built: Built, start: Instant, what: &str) {
        let Built { diagnostics, bundle, drafts } = built;
        let root = self.content.to_string_lossy();
        self.shown.send_modify(|preview| {
            if let Some(site) = bundle.map(Site::of)
                && site.version != preview.version()
            {
                preview.before = preview.site.replace(Arc::new(site));
            }
            preview.message = message(preview.version(), &diagnostics, &root);
        });
        // A site that was moved from elsewhere has thousands of warnings, which need be said once.
        let new: Vec<_> =
            diagnostics.iter().filter(|found| !self.told.contains(*found)).cloned().collect();
        print_error(&render(&new, &root, Style::of_stderr()));
        let errors = diagnostics.iter().filter(|found| found.is_error()).count();
        let time = start.elapsed().as_secs_f64();
        match (errors, diagnostics.len() - errors) {
            (0, warnings) => {
                say(&format!("{what} in {time:.2} s, {}", counted(warnings, "warning")))
            }
            (errors, _) if self.shown.borrow().site.is_some() => say(&format!(
                "{}: the pages still show what they showed before.",
                counted(errors, "error")
            )),
            (errors, _) => {
                say(&format!("{}: there is nothing to show yet.", counted(errors, "error")))
            }
        }
        if drafts != self.drafts && !drafts.is_empty() {
            let drafts: BTreeSet<_> = drafts.iter().map(|path| format!("{path}.md")).collect();
            say(&format!("Drafts are shown, which `docent build` leaves out: {}", names(&drafts)));
        }
        self.told = diagnostics.into_iter().collect();
        self.drafts = drafts;
    }
}

fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Some paths in a line of the terminal.
fn names(paths: &BTreeSet<String>) -> String {
    let name = |path: &String| {
        let path = if path.is_empty() { "the folder" } else { path };
        path.replace(char::is_control, "\u{fffd}")
    };
    let first: Vec<_> = paths.iter().take(NAMES_MAX).map(name).collect();
    let more = paths.len().saturating_sub(NAMES_MAX);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", first.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_paths_are_counted() {
        let all: BTreeSet<_> = ["a", "b\u{1b}[1m", "c", "d", "e"].map(str::to_owned).into();
        assert_eq!(names(&all), "a, b\u{fffd}[1m, c and 2 more");
        assert_eq!(names(&BTreeSet::from([String::new()])), "the folder");
    }
}
