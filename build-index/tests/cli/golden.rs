//! Exact output of whole builds. `SNAPSHOTS=overwrite cargo test -p docent --test cli` writes it
//! anew; read the difference before you keep it.

use std::fmt::Write as _;
use std::path::Path;

use crate::run::{Outcome, docent, files, tests};

#[test]
fn a_small_site_in_two_languages() {
    check("small", 0, &["--widget", "../widget"]);
}

#[test]
fn a_site_with_everything_that_deserves_a_warning() {
    check("warnings", 0, &["--no-widget"]);
}

#[test]
fn a_site_with_every_error() {
    check("errors", 1, &["--no-widget"]);
}

/// Builds `fixtures/NAME/content` and compares what it says and writes with `golden/NAME.*`.
#[track_caller]
fn check(name: &str, code: i32, more: &[&str]) {
    let out = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let site = out.path().join("site");
    let site_text = site.to_string_lossy();
    let args = [&["build", "content", "--out", &site_text], more].concat();
    let Outcome { code: ended, stdout, stderr } =
        docent(&tests().join("fixtures").join(name), &args);
    assert_eq!(ended, Some(code), "{stderr}");
    compare(name, "stdout", &without_time(&stdout.replace(&*site_text, "SITE")));
    compare(name, "stderr", &stderr);
    compare(name, "bundle", &bundle(&site));
}

#[track_caller]
fn compare(name: &str, what: &str, actual: &str) {
    let path = tests().join("golden").join(format!("{name}.{what}"));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(
        actual.to_owned(),
        snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text)).raw(),
    );
}

/// The summary without what differs from run to run, or with every change to the ranking.
fn without_time(stdout: &str) -> String {
    let mut out = String::new();
    for line in stdout.lines() {
        // Its pin changes with every name in the loader.
        if let Some((tag, _)) = line.split_once(" integrity=") {
            let _ = writeln!(out, "{tag} (pin)");
            continue;
        }
        let sizes = ["index ", "widget ", "all files "];
        if sizes.iter().any(|word| line.trim_start().starts_with(word)) {
            let words: Vec<_> = line
                .split_whitespace()
                .take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
                .collect();
            let _ = writeln!(out, "  {} (sizes)", words.join(" "));
        } else {
            let _ = writeln!(
                out,
                "{}",
                line.rsplit_once(", ")
                    .filter(|(_, end)| end.ends_with(" s"))
                    .map_or(line, |(start, _)| start)
            );
        }
    }
    out
}

/// Every file of a build: names with `#` for hashes, and the text of those that are text. The
/// index is left to the tests of the search crate.
fn bundle(site: &Path) -> String {
    let mut out = String::new();
    let mut files: Vec<_> =
        files(site).into_iter().map(|(path, bytes)| (without_hashes(&path), bytes)).collect();
    files.sort();
    for (path, bytes) in files {
        let _ = writeln!(out, "=== {path}");
        let suffix = path.rsplit('.').next().unwrap_or_default();
        if ["html", "json", "js", "ts"].contains(&suffix) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let text = if suffix == "json" { indented(&text) } else { without_strings(&text) };
            let _ = writeln!(out, "{}", without_hashes(&text).trim_end());
        }
    }
    out
}

/// JSON that can be read line by line.
fn indented(json: &str) -> String {
    let value: serde_json::Value =
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    format!("{value:#}")
}

/// A script without the interface texts, which belong to the widget.
fn without_strings(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\"strings\":{") {
        out.push_str(before);
        out.push_str("\"strings\":{}");
        rest = after.split_once("\"}").map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// Replaces runs of exactly 16 hexadecimal digits by `#`.
fn without_hashes(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_digit() || ('a'..='f').contains(&c) {
            run.push(c);
            continue;
        }
        out.push_str(if run.len() == 16 { "#" } else { &run });
        run.clear();
        out.push(c);
    }
    out.pop();
    out
}
