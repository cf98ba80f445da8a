//! Noticing that the content folder has changed. It says that something changed and where, never
//! what: whoever builds reads the folder again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::say;

/// A save is over when nothing has happened for this long: editors write in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// Where something always happens, changes are shown after this long at the latest.
const PATIENCE: Duration = Duration::from_millis(400);
/// How often is looked where the system cannot tell, and whether a lost folder is back.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// A folder that is watched.
pub(super) struct Watch {
    root: PathBuf,
    /// What came first, the system's way or looking again and again. Held to keep it running.
    watcher: Option<Box<dyn Watcher + Send>>,
    events: Receiver<notify::Result<notify::Event>>,
    sender: Sender<notify::Result<notify::Event>>,
    /// Whether the system cannot tell of changes here, so that this looks again and again.
    polls: bool,
}

impl Watch {
    /// Begins to watch. Where the system cannot tell of changes, it is said and looked after them
    /// in intervals.
    pub(super) fn start(root: &Path) -> Self {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let (sender, events) = channel();
        let mut watch = Self { root, watcher: None, events, sender, polls: false };
        watch.attach();
        watch
    }

    /// Waits for changes. Returns their paths below the folder; empty for the folder as a whole.
    pub(super) fn next(&mut self) -> BTreeSet<String> {
        if self.watcher.is_none() {
            self.wait_for_folder();
            self.attach();
            return BTreeSet::from([String::new()]);
        }
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            // This object holds a sender itself, so there is always another event to wait for.
            if let Ok(event) = self.events.recv() {
                self.note(event, &mut changed);
            }
        }
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => self.note(event, &mut changed),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        if !self.root.is_dir() {
            self.watcher = None;
        } else if changed.contains("") {
            // Another folder may have taken its place, of which the system does not tell.
            self.attach();
        }
        changed
    }

    fn note(&mut self, event: notify::Result<notify::Event>, changed: &mut BTreeSet<String>) {
        match event {
            Ok(event) if event.need_rescan() => _ = changed.insert(String::new()),
            Ok(event) if is_change(event.kind) => {
                changed
                    .extend(event.paths.iter().filter_map(|path| content_path(&self.root, path)));
            }
            Ok(_) => {}
            Err(error) => {
                // It tells no more of some folders, so nothing it says counts.
                self.poll(&error);
                changed.insert(String::new());
            }
        }
    }

    fn attach(&mut self) {
        self.watcher = None;
        if self.polls {
            self.look_again_and_again();
            return;
        }
        let native = RecommendedWatcher::new(self.sender.clone(), Config::default());
        match native.and_then(|mut watcher| {
            watcher.watch(&self.root, RecursiveMode::Recursive)?;
            Ok(watcher)
        }) {
            Ok(watcher) => self.watcher = Some(Box::new(watcher)),
            Err(error) if self.root.is_dir() => self.poll(&error),
            // The folder went away meanwhile, for which `next` waits.
            Err(_) => {}
        }
    }

    fn poll(&mut self, error: &notify::Error) {
        if !self.polls {
            self.polls = true;
            say(&format!(
                "The system cannot watch this folder ({}), so it is looked through for changes \
                 every {} ms.",
                reason(error),
                LOOK_AGAIN.as_millis(),
            ));
        }
        self.look_again_and_again();
    }

    fn look_again_and_again(&mut self) {
        // By their times alone, changes within a second would look the same.
        let config = Config::default().with_poll_interval(LOOK_AGAIN).with_compare_contents(true);
        let watcher = PollWatcher::new(self.sender.clone(), config).and_then(|mut watcher| {
            watcher.watch(&self.root, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        self.watcher = watcher.ok().map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>);
    }

    fn wait_for_folder(&self) {
        while !self.root.is_dir() {
            std::thread::sleep(LOOK_AGAIN);
        }
        // Events of the folder that was there before.
        while self.events.try_recv().is_ok() {}
    }
}

/// Why, and what an administrator can do.
fn reason(error: &notify::Error) -> String {
    if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) {
        "it may watch no more folders; `fs.inotify.max_user_watches` says how many".to_owned()
    } else {
        error.to_string()
    }
}

/// Whether something is different afterwards: a build itself opens and reads every file.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(kind)) => {
            !matches!(kind, notify::event::MetadataKind::AccessTime)
        }
        _ => true,
    }
}

/// The path below the folder of what a build may read; none for hidden files and for those that
/// editors make beside what they save.
fn content_path(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let is_passing = |name: &str| {
        let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
        name.starts_with('.')
            || name.ends_with('~')
            || (name.starts_with('#') && name.ends_with('#'))
            || name.contains("___jb_")
            // Vim tries with this name whether it may write here.
            || name == "4913"
            || ["swp", "swo", "swx", "tmp", "part", "crdownload"].contains(&suffix)
    };
    (!parts.iter().any(|part| is_passing(part))).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_editors_leave_for_a_moment_is_no_change() {
        let path = |name: &str| content_path(Path::new("/c"), &Path::new("/c").join(name));
        for name in [
            ".#a.md",
            "en/.a.md.swp",
            "a.md~",
            "#a.md#",
            "4913",
            ".git/index",
            "a.md___jb_tmp___",
            "en/a.md.tmp",
        ] {
            assert_eq!(path(name), None, "{name}");
        }
        for name in ["a.md", "en/a.md", "img/x.png", "docent.toml", "en", ""] {
            assert_eq!(path(name).as_deref(), Some(name));
        }
        assert_eq!(content_path(Path::new("/c"), Path::new("/d/a.md")), None);
    }

    fn changes_are_noticed(polls: bool) {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let write = |path: &str, text: &str| {
            fs::write(folder.path().join(path), text).unwrap_or_else(|error| panic!("{error}"));
        };
        write("a.md", "one");
        let mut watch = Watch::start(folder.path());
        if polls {
            watch.polls = true;
            watch.attach();
        }
        write(".a.md.swp", "x");
        write("a.md", "longer than before");
        assert!(watch.next().contains("a.md"));
        fs::create_dir(folder.path().join("new")).unwrap_or_else(|error| panic!("{error}"));
        assert!(watch.next().contains("new"));
        write("new/b.md", "x");
        assert!(watch.next().contains("new/b.md"));
    }

    #[test]
    fn the_system_tells_of_changes_also_in_new_folders() {
        changes_are_noticed(false);
    }

    #[test]
    fn where_it_cannot_changes_are_looked_for() {
        changes_are_noticed(true);
    }

    #[test]
    fn a_folder_that_is_removed_and_comes_back_is_watched_again() {
        let parent = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let folder = parent.path().join("content");
        let make = || fs::create_dir(&folder).unwrap_or_else(|error| panic!("{error}"));
        make();
        let mut watch = Watch::start(&folder);
        fs::remove_dir(&folder).unwrap_or_else(|error| panic!("{error}"));
        assert!(watch.next().contains(""));
        make();
        assert!(watch.next().contains(""));
        fs::write(folder.join("a.md"), "x").unwrap_or_else(|error| panic!("{error}"));
        assert!(watch.next().contains("a.md"));
    }
}
