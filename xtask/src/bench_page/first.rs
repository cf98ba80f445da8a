//! What the first results of a page with Docent are made of, in bytes as they are sent.

use serde::Deserialize;

use crate::timings::median;

/// The most that first results take with 180 articles: everything up to the snippets that are
/// shown. What makes later results better is fetched after them and is not part of it.
const GOAL_BYTES: f64 = 130_000.0;

/// An answer of the server.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct File {
    path: String,
    bytes: u32,
}

/// Of all files together.
pub(super) fn bytes(files: &[File]) -> f64 {
    files.iter().map(|file| f64::from(file.bytes)).sum()
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    First(&'static str),
    Later,
}

/// In the order in which a page asks for them.
const KINDS: [&str; 8] =
    ["loader", "frame and texts", "script", "module", "style", "settings", "index", "articles"];

fn kind(path: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or(path);
    let at = match name.split(['-', '.']).next() {
        _ if path.contains("/articles/") => 7,
        Some("docent") => 0,
        Some("frame") => 1,
        Some("widget") if name.ends_with(".js") => 2,
        Some("widget") if name.ends_with(".wasm") => 3,
        Some("widget") => 4,
        Some("site") => 5,
        Some("index") => 6,
        _ => return Kind::Later,
    };
    Kind::First(KINDS[at])
}

/// Sums of the files of some rounds: a line with the medians, nothing without rounds.
pub(super) fn line(rounds: &[&[File]]) -> String {
    if rounds.is_empty() {
        return String::new();
    }
    let of = |wanted: &dyn Fn(Kind) -> bool| {
        let sum = |files: &&[File]| -> f64 {
            files.iter().filter(|file| wanted(kind(&file.path))).map(|f| f64::from(f.bytes)).sum()
        };
        median(&mut rounds.iter().map(sum).collect::<Vec<_>>())
    };
    let parts = KINDS.map(|name| format!("{name} {}", of(&|kind| kind == Kind::First(name))));
    let first = of(&|kind| kind != Kind::Later);
    let mark = if first <= GOAL_BYTES { "met" } else { "MISSED" };
    format!(
        "first results of docent with snippets: {} bytes\n  after them: {}\n\
         goal {mark}: first results {first} bytes, at most {GOAL_BYTES}\n",
        parts.join(" + "),
        of(&|kind| kind == Kind::Later),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(of: &[(&str, u32)]) -> Vec<File> {
        let file = |&(path, bytes): &(&str, u32)| File { path: format!("/docent/{path}"), bytes };
        of.iter().map(file).collect()
    }

    #[test]
    fn what_comes_after_first_results_is_no_part_of_them() {
        let visit = files(&[
            ("docent.js", 3_000),
            ("_docent/widget-1f.js", 4_000),
            ("_docent/widget-2e.wasm", 70_000),
            ("_docent/articles/3d.json", 1_000),
            ("_docent/articles/4c.json", 2_000),
            ("_docent/supplement-en-5b.idx", 30_000),
            ("_docent/more-6a.wasm", 25_000),
        ]);
        let text = line(&[&visit]);
        assert!(text.contains("script 4000 + module 70000 + "), "{text}");
        assert!(text.contains("articles 3000 bytes\n  after them: 55000\n"), "{text}");
        assert!(text.contains("goal met: first results 80000 bytes"), "{text}");
    }

    #[test]
    fn a_missed_goal_stands_out() {
        let visit = files(&[("_docent/index-en-7f.idx", 130_001)]);
        assert!(line(&[&visit]).contains("goal MISSED: first results 130001"));
    }
}
