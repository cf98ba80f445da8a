//! Translations that are out of date by the history of their folder.

use std::path::Path;
use std::process::Command;

use crate::run::{Outcome, Place, docent, tests};

/// A folder in a repository of its own; nothing where there is no git.
struct Repository(Place);

impl Repository {
    fn new(files: &[(&str, &[u8])]) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            println!("skipped: git is not installed");
            return None;
        }
        let place = Place::new(&[("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\n")]);
        let repository = Self(place);
        repository.git(&["init", "-q"]);
        repository.commit(1, files);
        Some(repository)
    }

    fn write(&self, path: &str, text: &[u8]) {
        self.0.write(&format!("content/{path}"), text);
    }

    fn commit(&self, day: u8, files: &[(&str, &[u8])]) {
        for (path, text) in files {
            self.write(path, text);
        }
        self.git(&["add", "-A"]);
        let date = format!("2024-01-{day:02}T00:00:00Z");
        self.git_on(&date, &["commit", "-q", "--allow-empty", "-m", "one\n\ntwo"]);
    }

    fn git(&self, args: &[&str]) {
        self.git_on("2024-01-01T00:00:00Z", args);
    }

    fn git_on(&self, date: &str, args: &[&str]) {
        git(self.0.path(), date, args);
    }

    fn check(&self) -> Outcome {
        docent(self.0.path(), &["check", "content"])
    }
}

fn git(folder: &Path, date: &str, args: &[&str]) {
    let who = ["-c", "user.name=A", "-c", "user.email=a@x.example"];
    let output = Command::new("git")
        .args(who)
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_DATE", date)
        .env("GIT_COMMITTER_DATE", date)
        .env_remove("GIT_DIR")
        .output()
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn found(outcome: &Outcome) -> Vec<&str> {
    let lines = outcome.stdout.lines().skip_while(|line| !line.contains("outdated-translation"));
    lines.filter_map(|line| line.trim().strip_prefix("--> content/")).collect()
}

const EN: &[u8] = b"# Refunds\n\nThree days.";
const ES: &[u8] = b"# Reembolsos\n\nTres dias.";

#[test]
fn a_text_that_changed_after_its_translation_is_told() {
    let Some(repository) = Repository::new(&[
        ("en/refunds.md", EN),
        ("es/refunds.md", ES),
        ("en/a b \u{e4}.md", b"# One\n\nOne."),
        ("es/a b \u{e4}.md", b"# Uno\n\nUno."),
        ("en/new.md", b"# New\n\nNew."),
    ]) else {
        return;
    };
    assert_eq!(found(&repository.check()), [""; 0]);
    repository.commit(2, &[("en/refunds.md", b"# Refunds\n\nFour days.")]);
    repository.commit(3, &[("en/a b \u{e4}.md", b"# One\n\nTwo."), ("es/new.md", b"# Nuevo\n\nx")]);
    let outcome = repository.check().succeeded();
    assert_eq!(found(&outcome), ["es/a b \u{e4}.md", "es/refunds.md"], "{}", outcome.stdout);
    assert!(outcome.stdout.contains("`en/refunds.md` has changed since this was translated"));
    assert_eq!(outcome.stderr, "");
    // Its hash goes before history, and so does what is not committed yet.
    let hash = outcome.stdout.split("`source_hash: ").nth(1).unwrap_or_default();
    let hash = hash.split('`').next().unwrap_or_default();
    repository.write("es/refunds.md", b"# Reembolsos\n\nCuatro dias.");
    let same = format!("---\nsource_hash: {hash}\n---\n# Uno\n\nUno.");
    repository.write("es/a b \u{e4}.md", same.as_bytes());
    let outcome = repository.check().succeeded();
    assert_eq!(found(&outcome), [""; 0], "{}", outcome.stdout);
}

#[test]
fn what_readers_do_not_see_is_no_change() {
    let files: [(&str, &[u8]); 2] = [("en/refunds.md", EN), ("es/refunds.md", ES)];
    let Some(repository) = Repository::new(&files) else { return };
    let text = b"---\nkeywords: [money]\n---\n# Refunds  \r\n\r\nThree days.\r\n";
    repository.commit(2, &[("en/refunds.md", text)]);
    repository.write("en/refunds.md", b"# Refunds\n\nFive days, perhaps.");
    // What is not committed yet is not looked at.
    let outcome = repository.check().succeeded();
    assert_eq!(found(&outcome), [""; 0], "{}", outcome.stdout);
    repository.git(&["rm", "-rq", "--cached", "."]);
    repository.git(&["commit", "-qm", "nothing left"]);
    assert_eq!(found(&repository.check()), [""; 0]);
}

#[test]
fn a_clone_without_history_says_so_and_alarms_nobody() {
    let files: [(&str, &[u8]); 2] = [("en/refunds.md", EN), ("es/refunds.md", ES)];
    let Some(repository) = Repository::new(&files) else { return };
    repository.commit(2, &[("en/refunds.md", b"# Refunds\n\nFour days.")]);
    let place = repository.0.path();
    let url = format!("file://{}", place.display());
    git(place, "2024-01-03T00:00:00Z", &["clone", "-q", "--depth", "1", &url, "clone"]);
    let outcome = docent(&place.join("clone"), &["check", "content"]).succeeded();
    assert_eq!(found(&outcome), [""; 0]);
    assert!(outcome.stdout.contains("this clone has the last commits only"), "{}", outcome.stdout);
    let outcome = docent(&place.join("clone"), &["check", "content", "--format", "json"]);
    assert!(outcome.stderr.contains("fetch-depth: 0"), "{}", outcome.stderr);
    let off = b"[site]\nlanguages = [\"en\", \"es\"]\n[check]\noutdated-translation = \"off\"\n";
    repository.0.write("clone/content/docent.toml", off);
    let outcome = docent(&place.join("clone"), &["check", "content"]).succeeded();
    assert!(!outcome.stdout.contains("last commits"), "{}", outcome.stdout);
}

#[cfg(unix)]
#[test]
fn a_repository_runs_no_program_of_its_own() {
    let files: [(&str, &[u8]); 3] = [
        ("en/refunds.md", EN),
        ("es/refunds.md", ES),
        ("../.gitattributes", b"*.md diff=evil filter=evil\n"),
    ];
    let Some(repository) = Repository::new(&files) else { return };
    repository.commit(2, &[("en/refunds.md", b"# Refunds\n\nFour days.")]);
    let trap = repository.0.path().join("trap");
    let evil = repository.0.path().join("evil.sh");
    let script = format!("#!/bin/sh\ntouch '{}'\ncat\n", trap.display());
    repository.0.write("evil.sh", script.as_bytes());
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&evil, mode).unwrap_or_else(|error| panic!("{error}"));
    let evil = evil.display().to_string();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.clean",
        "filter.evil.smudge",
        "gpg.program",
        "core.sshCommand",
        "core.editor",
        "core.askPass",
        "alias.log",
    ] {
        let value = if key == "alias.log" { format!("!{evil}") } else { evil.clone() };
        repository.git(&["config", key, &value]);
    }
    repository.git(&["config", "log.showSignature", "true"]);
    repository.git(&["config", "core.hooksPath", "."]);
    let _ = std::fs::remove_file(&trap);
    let outcome = repository.check().succeeded();
    assert_eq!(found(&outcome), ["es/refunds.md"], "{}", outcome.stdout);
    assert!(!trap.exists(), "a program of the repository was run");
}

#[test]
fn without_a_repository_nothing_is_said() {
    let fixture = tests().join("fixtures/check/missing-translation");
    let outcome = docent(&fixture, &["check", "content"]);
    assert!(!outcome.stdout.contains("history"), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "");
}

#[test]
fn a_merge_that_settles_a_conflict_is_a_change() {
    let files: [(&str, &[u8]); 2] = [("en/refunds.md", EN), ("es/refunds.md", ES)];
    let Some(repository) = Repository::new(&files) else { return };
    repository.git(&["checkout", "-q", "-b", "side"]);
    repository.commit(2, &[("es/refunds.md", b"# Reembolsos\n\nEn tres dias.")]);
    repository.git(&["checkout", "-q", "-"]);
    repository.commit(3, &[("es/refunds.md", b"# Reembolsos\n\nUnos tres dias.")]);
    repository.git(&["merge", "-q", "-s", "ours", "--no-commit", "side"]);
    repository.commit(4, &[("es/refunds.md", b"# Reembolsos\n\nEn unos tres dias.")]);
    repository.commit(5, &[("en/refunds.md", b"# Refunds\n\nFour days.")]);
    let outcome = repository.check().succeeded();
    assert_eq!(found(&outcome), ["es/refunds.md"], "{}", outcome.stdout);
}
