//! `docent search`: for people, for scripts, and for measuring.

use crate::run::{Outcome, Place, docent};

fn site() -> Place {
    let place = Place::new(&[
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\n"),
        ("en/Store Support/money back.md", b"# Get a refund\n\nHello.\n\n## How long it takes\n\nThe bank needs three days for the transfer.\n"),
        ("en/password.md", b"# Change your password\n\nOpen the settings and choose a new password.\n"),
        ("es/contrasena.md", "# Cambiar la contraseña\n\nAbre los ajustes.\n".as_bytes()),
    ]);
    place.build(&[]).succeeded();
    place
}

fn search(place: &Place, args: &[&str]) -> Outcome {
    docent(place.path(), &[&["search", "--site", "site"], args].concat())
}

#[test]
fn people_see_title_section_and_snippet() {
    let place = site();
    let outcome = search(&place, &["bank", "transfer"]).succeeded();
    let first: Vec<_> = outcome.stdout.lines().take(3).map(str::trim).collect();
    assert!(
        first[0].starts_with("1. Get a refund  [en/Store Support/money back]"),
        "{}",
        outcome.stdout
    );
    assert_eq!(first[1], "§ How long it takes");
    assert!(first[2].contains("three days for the transfer"), "{}", outcome.stdout);
}

#[test]
fn a_correction_is_said() {
    let outcome = search(&site(), &["pasword"]).succeeded();
    assert!(
        outcome.stdout.contains("“pasword” is not in the articles; showing “password”."),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.contains("Change your password"), "{}", outcome.stdout);
}

#[test]
fn nothing_found_is_said() {
    let outcome = search(&site(), &["zzzzqqq"]).succeeded();
    assert!(outcome.stdout.contains("Nothing found for “zzzzqqq”."), "{}", outcome.stdout);
}

#[test]
fn scripts_get_json() {
    let outcome = search(&site(), &["--json", "bank transfer"]).succeeded();
    let answer: serde_json::Value =
        serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}"));
    let hit = &answer["hits"][0];
    assert_eq!(hit["path"], "en/Store Support/money back");
    assert_eq!(hit["slug"], "store-support/money-back");
    assert_eq!(hit["heading"], "How long it takes");
    assert_eq!(hit["url"], "store-support/money-back/#how-long-it-takes");
    let text = hit["snippet"]["text"].as_str().unwrap_or_default();
    let marked: Vec<_> = hit["snippet"]["highlights"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|range| text.get(range[0].as_u64()? as usize..range[1].as_u64()? as usize))
        .collect();
    assert_eq!(marked, ["bank", "transfer"]);
}

#[test]
fn another_language_is_searched_on_request() {
    let place = site();
    let outcome = search(&place, &["--lang", "ES", "contrasena"]).succeeded();
    assert!(outcome.stdout.contains("Cambiar la contraseña"), "{}", outcome.stdout);
    search(&place, &["--lang", "fr", "x"])
        .failed_saying("this site has no language `fr`; it has: en, es");
}

#[test]
fn a_measurement_writes_a_run_and_timings() {
    let place = site();
    place.write("queries.tsv", b"q1\trefund\nq2\tzzzzqqq\nq3\tpassword settings\n");
    let args = [
        "--queries",
        "queries.tsv",
        "--run",
        "out.trec",
        "--limit",
        "1",
        "--timings",
        "times.json",
    ];
    search(&place, &args).succeeded();
    let run = place.read("out.trec");
    let lines: Vec<Vec<_>> = run.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(lines.len(), 2, "{run}");
    assert_eq!(lines[0][..4], ["q1", "Q0", "en/Store%20Support/money%20back", "1"]);
    assert_eq!(lines[1][..4], ["q3", "Q0", "en/password", "1"]);
    assert!(
        lines
            .iter()
            .all(|line| line.len() == 6 && line[5] == "docent" && line[4].parse::<f32>().is_ok()),
        "{run}"
    );
    let times: serde_json::Value =
        serde_json::from_str(&place.read("times.json")).unwrap_or_default();
    assert!(times["load_ms"].is_number(), "{times}");
    let queries = times["query_ms"].as_object().map(|all| all.keys().cloned().collect::<Vec<_>>());
    assert_eq!(queries.as_deref(), Some(&["q1".to_owned(), "q2".to_owned(), "q3".to_owned()][..]));
}

#[test]
fn a_damaged_or_foreign_site_is_refused_with_advice() {
    let place = site();
    docent(place.path(), &["search", "--site", "nowhere", "x"])
        .failed_saying("is this a folder that `docent build` wrote?");
    let index = crate::run::files(&place.path().join("site"))
        .into_iter()
        .find(|(path, _)| path.contains("index-en") && path.ends_with(".idx"));
    let (path, mut bytes) = index.unwrap_or_else(|| panic!("no index"));
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    place.write(&format!("site/{path}"), &bytes);
    search(&place, &["x"]).failed_saying("build the site again");
    place.write("site/docent.json", b"{\"format\": 99}");
    search(&place, &["x"]).failed_saying("has another format than 3");
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    let place = Place::new(&[]);
    let wrong: [&[&str]; 4] = [
        &["search", "x"],
        &["search", "--site", "s"],
        &["search", "--site", "s", "--queries", "q"],
        &["build"],
    ];
    for args in wrong {
        assert_eq!(docent(place.path(), args).code, Some(2), "{args:?}");
    }
}
