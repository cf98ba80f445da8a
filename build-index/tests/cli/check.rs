//! `docent check`: what each rule says, in which form, and how the program ends.
//!
//! `fixtures/check/RULE/` has articles that break a rule and `output.txt`, which is what is said of
//! them. `SNAPSHOTS=overwrite cargo test -p docent --test cli` writes it anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{Outcome, Place, docent, files, tests};

fn fixtures() -> PathBuf {
    tests().join("fixtures/check")
}

#[track_caller]
fn compare(path: &Path, actual: &str) {
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(
        actual.to_owned(),
        snapbox::Data::read_from(path, Some(snapbox::data::DataFormat::Text)).raw(),
    );
}

/// Checks `content` of a fixture, beside a build of its folder `previous` where it has one.
fn check(folder: &Path, more: &[&str]) -> Outcome {
    let built = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let site = built.path().join("site").to_string_lossy().into_owned();
    let mut args = [&["check", "content"], more].concat();
    if folder.join("previous").is_dir() {
        docent(folder, &["build", "previous", "--out", &site, "--no-widget"]).succeeded();
        args.extend(["--previous", &site]);
    }
    docent(folder, &args)
}

#[test]
fn each_rule_says_what_is_wrong_where_and_what_to_do() {
    let folders = std::fs::read_dir(fixtures()).unwrap_or_else(|error| panic!("{error}"));
    let folders: BTreeSet<_> = folders.flatten().map(|entry| entry.path()).collect();
    assert!(folders.len() > 10, "{folders:?}");
    for folder in folders {
        let outcome = check(&folder, &[]);
        assert_eq!(outcome.stderr, "", "{}", folder.display());
        compare(&folder.join("output.txt"), &outcome.stdout);
    }
}

#[test]
fn programs_get_one_object_for_each_finding() {
    let outcome = check(&fixtures().join("formats"), &["--format", "json"]);
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    compare(&fixtures().join("formats/output.json"), &outcome.stdout);
    for line in outcome.stdout.lines() {
        let found: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}"));
        assert!(found["rule"].is_string() && found["message"].is_string(), "{found}");
    }
}

#[test]
fn github_gets_workflow_commands() {
    let outcome = check(&fixtures().join("formats"), &["--format", "github"]);
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    compare(&fixtures().join("formats/output.github"), &outcome.stdout);
}

/// What the schema of SARIF 2.1.0 requires, as far as it is used.
#[test]
fn code_scanning_gets_sarif() {
    for name in ["formats", "missing-alt", "stale-review"] {
        let outcome = check(&fixtures().join(name), &["--format", "sarif"]);
        let log: Value =
            serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(log["version"], "2.1.0");
        let runs = log["runs"].as_array().map(Vec::as_slice).unwrap_or_default();
        let [run] = runs else { panic!("one run: {log}") };
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "docent");
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = driver["rules"].as_array().map(Vec::as_slice).unwrap_or_default();
        let ids: BTreeSet<_> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
        assert_eq!(ids.len(), rules.len(), "every rule has an id of its own");
        for rule in rules {
            assert!(rule["shortDescription"]["text"].is_string(), "{rule}");
        }
        let results = run["results"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert!(!results.is_empty(), "{log}");
        for result in results {
            assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
            assert!(["error", "warning"].contains(&result["level"].as_str().unwrap_or_default()));
            let index = result["ruleIndex"].as_u64().unwrap_or(u64::MAX) as usize;
            assert_eq!(rules.get(index).map(|rule| &rule["id"]), Some(&result["ruleId"]));
            let physical = &result["locations"][0]["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap_or_default();
            assert!(uri.starts_with("content/") && !uri.contains([' ', '<']), "{uri}");
            if let Some(region) = physical.get("region") {
                let number = |name: &str| region[name].as_u64().unwrap_or_default();
                assert!(number("startLine") >= 1 && number("startColumn") >= 1, "{region}");
                assert!(number("endColumn") >= number("startColumn"), "{region}");
                assert!(region["snippet"]["text"].is_string(), "{region}");
            }
        }
    }
}

#[test]
fn the_exit_code_says_whether_there_are_errors() {
    let clean = Place::new(&[("a.md", b"# Start here\n\nHello.\n")]);
    docent(clean.path(), &["check", "content", "--lang", "en"]).succeeded();
    let warned = Place::new(&[("a.md", b"# Start here\n\n[x](gone.md)\n")]);
    docent(warned.path(), &["check", "content"]).succeeded();
    warned.write("content/docent.toml", b"[check]\nbroken-link = \"error\"\n");
    assert_eq!(docent(warned.path(), &["check", "content"]).code, Some(1));
    let wrong: [&[&str]; 5] = [
        &["check"],
        &["check", "contnet"],
        &["check", "content", "--lang", "english"],
        &["check", "content", "--format", "xml"],
        &["check", "content", "--previous", "nowhere"],
    ];
    for args in wrong {
        let outcome = docent(clean.path(), args);
        assert_eq!(outcome.code, Some(2), "{args:?}: {}", outcome.stdout);
        assert!(outcome.stderr.starts_with("error: "), "{}", outcome.stderr);
    }
}

#[test]
fn nothing_is_written() {
    let place = Place::new(&[("a.md", b"# Start here\n\n[x](gone.md)\n")]);
    let before = files(place.path());
    docent(place.path(), &["check", "content"]).succeeded();
    assert_eq!(files(place.path()), before);
}

/// Articles with what can be repaired and with what only looks so; what they are afterwards.
const TO_REPAIR: [(&str, &str, &str); 4] = [
    (
        "en/start.md",
        "\u{feff}---\r\ntitel: Start\r\nlayout: x \r\n---\r\n\r\n[a](Billing/CARDS.md#LOST-cards \"t\") \
         [b](refunds.md?x=1#top)\t[c](../old/cards.md)\r\n![d](cup%20one.svg)  \r\n[e](#the-END), \
         [e](#the-END) and `[e](#the-END)`\r\n\r\n## The end\r\n",
        "\u{feff}---\r\ntitle: Start\r\nlayout: x \r\n---\r\n\r\n[a](billing/cards.md#lost-cards \"t\") \
         [b](billing/refunds.md?x=1#top)\t[c](billing/cards.md)\r\n![d](../img/cup%20one.svg)  \r\n[e](#the-end), \
         [e](#the-end) and `[e](#the-END)`\r\n\r\n## The end\r\n",
    ),
    (
        "en/billing/cards.md",
        "# Cards\n\n[gone](gone.md), [two](../help.md), [plan](../plan.md), [none](cards), [index](../x/index.md)\n\n\
         <a href='START.md'>x</a> [ref][r]\n\n[r]: START.md\n\n## Lost cards\n",
        "# Cards\n\n[gone](gone.md), [two](../help.md), [plan](../plan.md), [none](cards), [index](../x/index.md)\n\n\
         <a href='../start.md'>x</a> [ref][r]\n\n[r]: START.md\n\n## Lost cards\n",
    ),
    ("en/billing/refunds.md", "# Refunds\n\nSoon.", "# Refunds\n\nSoon."),
    ("es/cards.md", "# Tarjetas\n\n[x](Cards.md)\n", "# Tarjetas\n\n[x](cards.md)\n"),
];

#[test]
fn what_is_certain_is_repaired_and_no_other_byte_is_touched() {
    let place = Place::new(&[
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\n"),
        ("en/billing/help.md", b"# Help\n\nx"),
        ("en/accounts/help.md", b"# More help\n\nx"),
        ("en/y/index.md", b"# Index\n\nx"),
        ("en/wip/plan.md", b"---\ndraft: true\n---\nx"),
        ("img/cup one.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ]);
    for (path, before, _) in TO_REPAIR {
        place.write(&format!("content/{path}"), before.as_bytes());
    }
    let first = docent(place.path(), &["check", "content", "--fix"]);
    for (path, _, after) in TO_REPAIR {
        assert_eq!(place.read(&format!("content/{path}")), after, "{}", first.stderr);
    }
    let said = "repaired en/start.md:6:5: `Billing/CARDS.md#LOST-cards` is \
                `billing/cards.md#lost-cards` now\n";
    assert!(first.stderr.contains(said), "{}", first.stderr);
    assert_eq!(first.stderr.lines().count(), 9, "{}", first.stderr);
    let before = files(place.path());
    let second = docent(place.path(), &["check", "content", "--fix"]);
    assert_eq!(second.stderr, "");
    assert_eq!(second.stdout, first.stdout, "the first run tells what is left");
    assert_eq!(files(place.path()), before);
}

#[test]
fn what_only_looks_like_an_address_or_a_key_is_left_alone() {
    let left = [
        (
            "en/a.md",
            "---\nTitle: One\nTITLE: Two\nReview: weekly\norders: many\n---\n[a](Cards.md \"Cards.md\") [moved.md] [x][moved.md]\n\n[moved.md]: moved.md\n",
        ),
        ("en/b.md", "<!-- <a href=\"Cards.md\">old</a> --> <b title='href=\"Cards.md\"'>b</b>\n"),
        ("en/c.md", "[![Shot](img/Shot.png)][full]\n\n[full]: Shot.png\n"),
    ];
    let place = Place::new(&[
        ("en/cards.md", b"# Cards\n\nx"),
        ("en/sub/moved.md", b"# Moved\n\nx"),
        ("en/img/shot.png", b"x"),
        ("en/z/how: to.md", b"# How\n\nx"),
        ("en/z/d.md", b"[x](../How:%20to.md)\n"),
    ]);
    for (path, text) in left {
        place.write(&format!("content/{path}"), text.as_bytes());
    }
    let outcome = docent(place.path(), &["check", "content", "--fix", "--lang", "en"]);
    assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
    let read = |path: &str| place.read(&format!("content/{path}"));
    assert_eq!(read("en/a.md"), left[0].1.replace("\nTITLE:", "\ntitle:"), "{}", outcome.stderr);
    assert_eq!(read("en/b.md"), left[1].1);
    assert_eq!(read("en/c.md"), left[2].1.replace("img/Shot.png", "img/shot.png"));
    assert_eq!(read("en/z/d.md"), "[x](how%3A%20to.md)\n");
}

#[test]
fn a_folder_without_articles_is_an_error() {
    let place = Place::new(&[("a.md", b"---\ndraft: true\n---\nx")]);
    let outcome = docent(place.path(), &["check", "content"]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.contains("error[no-article]"), "{}", outcome.stdout);
}

#[test]
fn a_build_keeps_to_the_levels_and_takes_no_notice_of_search_tests() {
    let place = Place::new(&[
        ("a.md", b"# Start here\n\n[x](gone.md)\n"),
        ("synonyms.toml", b"[[same]]\nwords = [\"start\", \"qwertz\"]\n"),
        ("tests/search.toml", b"no TOML"),
    ]);
    let levels = |text: &str| {
        let settings = format!("[site]\nlanguages = [\"en\"]\n[check]\n{text}");
        place.write("content/docent.toml", settings.as_bytes());
    };
    levels("broken-link = \"off\"\n");
    let outcome = place.build(&[]).succeeded();
    assert!(!outcome.stderr.contains("broken-link"), "{}", outcome.stderr);
    assert!(!place.path().join("site/tests").exists());
    levels("broken-link = \"error\"\n");
    place.build(&[]).failed_saying("1 error and 0 warnings in the content; nothing was written");
}

#[test]
fn the_manual_names_every_rule() {
    let outcome = check(&fixtures().join("formats"), &["--format", "sarif"]);
    let log: Value =
        serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}"));
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().cloned().unwrap_or_default();
    let manual = tests().join("../../content/en/writing/check.md");
    let manual = std::fs::read_to_string(manual).unwrap_or_else(|error| panic!("{error}"));
    for rule in rules {
        let id = rule["id"].as_str().unwrap_or_default();
        assert!(manual.contains(&format!("| `{id}` |")), "{id}");
    }
}

#[test]
fn docents_own_help_centre_has_nothing_to_mend() {
    let workspace = tests().join("../..");
    let outcome = docent(&workspace, &["check", "content"]).succeeded();
    assert!(outcome.stdout.ends_with(": nothing found\n"), "{}", outcome.stdout);
}
