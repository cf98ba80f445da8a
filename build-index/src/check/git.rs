//! The program `git`: which commit changed a file last, and what a file said in a commit.
//!
//! A repository comes from anywhere and can be set up to run programs, so git is asked only for
//! what needs none: no state of the working tree, no differences, no other repository.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Settings in the place of those of a repository, which could run programs or leave something out.
const SAFE: [&str; 5] = [
    "log.showRoot=true",
    "core.fsmonitor=false",
    "core.quotePath=off",
    "core.pager=cat",
    "log.showSignature=false",
];

/// What a caller's surroundings would tell of another repository, as they do in a hook.
const ELSEWHERE: [&str; 14] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_TRACE",
    "GIT_WORK_TREE",
];

/// What git says of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// There is no git, or the folder is in no repository.
    None,
    /// Git does not open this repository, because it is somebody else's.
    Refused,
    /// Only the last commits are there.
    Shallow,
    /// `prefix` is the folder's path in the repository, with a slash at its end unless empty.
    Whole { prefix: String },
}

/// A folder in a repository.
#[derive(Clone, Copy, Debug)]
pub(super) struct Git<'a>(pub(super) &'a Path);

/// The commit that changed a file last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Commit {
    /// How many commits came later.
    pub(super) age: usize,
    pub(super) id: String,
}

impl Git<'_> {
    pub(super) fn place(self) -> Place {
        let mut command = self.command("rev-parse");
        command.args(["--is-inside-work-tree", "--is-shallow-repository", "--show-prefix"]);
        let Ok(output) = command.stderr(Stdio::piped()).output() else { return Place::None };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            let error = String::from_utf8_lossy(&output.stderr);
            return if error.contains("safe.directory") { Place::Refused } else { Place::None };
        }
        let mut lines = said.lines();
        match (lines.next(), lines.next()) {
            (Some("true"), Some("true")) => Place::Shallow,
            (Some("true"), Some("false")) => {
                Place::Whole { prefix: lines.next().unwrap_or_default().to_owned() }
            }
            _ => Place::None,
        }
    }

    /// Paths of the files that the last commit has, below the folder.
    pub(super) fn committed(self) -> HashSet<String> {
        let mut command = self.command("ls-tree");
        command.args(["-r", "-z", "--name-only", "HEAD", "--", "."]);
        let output = command.output().map(|output| output.stdout).unwrap_or_default();
        output.split(|byte| *byte == 0).filter_map(text).filter(|path| !path.is_empty()).collect()
    }

    /// For each of some files the commit that changed it last. The history is read once, from its
    /// end, and no further than it must be. `prefix` is the folder's path in the repository.
    pub(super) fn last_commits(
        self,
        prefix: &str,
        mut wanted: HashSet<&str>,
    ) -> HashMap<String, Commit> {
        let mut found = HashMap::new();
        let mut command = self.command("log");
        command.args(["-z", "--format=%x01%H", "--name-only", "--no-renames"]);
        command.args(["--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color"]);
        // Of a merge, what it made of both sides and neither had. Those names are never relative to
        // the folder, so none are.
        command.arg("-c");
        let Ok(mut child) = command.args(["--", "."]).spawn() else { return found };
        let (mut id, mut age) = (String::new(), 0);
        let lines = child.stdout.take().map(|out| BufReader::new(out).split(0));
        for line in lines.into_iter().flatten().map_while(Result::ok) {
            let Some(line) = text(&line) else { continue };
            let line = line.trim_start_matches('\n');
            if let Some(commit) = line.strip_prefix('\u{1}') {
                if wanted.is_empty() {
                    break;
                }
                commit.clone_into(&mut id);
                age += 1;
            } else if let Some(path) =
                line.strip_prefix(prefix).filter(|path| wanted.remove::<str>(path))
            {
                found.insert(path.to_owned(), Commit { age, id: id.clone() });
            }
        }
        end(child);
        found
    }

    /// Opens what commits hold.
    pub(super) fn contents(self) -> Option<Contents> {
        let mut command = self.command("cat-file");
        let mut child = command.arg("--batch").stdin(Stdio::piped()).spawn().ok()?;
        let (input, output) = (child.stdin.take()?, child.stdout.take()?);
        Some(Contents { child: Some(child), input, output: BufReader::new(output) })
    }

    fn command(self, what: &str) -> Command {
        let mut command = Command::new("git");
        command.args(["--no-pager", "-C"]).arg(self.0);
        for setting in SAFE {
            command.args(["-c", setting]);
        }
        for name in ELSEWHERE {
            command.env_remove(name);
        }
        command
            .arg(what)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            // No protocol has this name, so none is spoken.
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    }
}

/// Files of commits, one after the other.
pub(super) struct Contents {
    child: Option<Child>,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Contents {
    /// The text of a file in a commit, by its path in the repository. Nothing where it was not
    /// there, or was no text.
    pub(super) fn text(&mut self, commit: &str, path: &str) -> Option<String> {
        if path.contains('\n') {
            return None;
        }
        writeln!(self.input, "{commit}:{path}").and_then(|()| self.input.flush()).ok()?;
        let mut head = String::new();
        self.output.read_line(&mut head).ok()?;
        let size = match head.trim_end().rsplit(' ').next()? {
            "missing" | "ambiguous" => return None,
            size => size.parse::<u64>().ok()?,
        };
        let mut bytes = Vec::new();
        self.output.by_ref().take(size + 1).read_to_end(&mut bytes).ok()?;
        bytes.pop();
        text(&bytes)
    }
}

impl Drop for Contents {
    fn drop(&mut self) {
        if let Some(child) = self.child.take() {
            end(child);
        }
    }
}

fn end(mut child: Child) {
    // It may have ended by itself.
    let _ = child.kill();
    let _ = child.wait();
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}
