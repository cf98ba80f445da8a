//! Faults of folders, files and disks: each with exactly what a writer is told, and nothing lost.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

use crate::run::{Outcome, Place, files};

const PLAIN: &[u8] = b"# A\n\nText.\n";

/// Builds these files and compares what is said on stderr.
#[track_caller]
fn says(place: &Place, code: i32, expected: &str) {
    let Outcome { code: ended, stderr, .. } = place.build(&[]);
    assert_eq!(stderr, expected);
    assert_eq!(ended, Some(code));
}

#[test]
fn a_folder_without_articles() {
    let expected = "error: there is no article in `content`; an article is a file whose name ends \
                    with `.md` and that is no draft\n";
    says(&Place::new(&[]), 1, expected);
    // Settings are no article.
    says(&Place::new(&[("docent.toml", b"")]), 1, expected);
}

#[test]
fn a_file_in_the_place_of_the_folder() {
    let place = Place::new(&[]);
    fs::remove_dir_all(place.path().join("content")).unwrap();
    place.write("content", PLAIN);
    says(&place, 1, "error: `content` is a file; name the folder that holds the articles\n");
}

#[test]
fn no_settings_are_needed() {
    says(&Place::new(&[("a.md", PLAIN)]), 0, "");
}

#[test]
fn two_articles_that_want_one_slug() {
    let article = b"---\nslug: pay\n---\n# A\n\nText.\n";
    let place = Place::new(&[("a.md", article), ("b.md", article)]);
    says(
        &place,
        1,
        "error[duplicate-slug]: the slug `pay` is taken by another article
 --> content/b.md:2:7
2 | slug: pay
  |       ^^^
  = help: the other one is `a.md`; give one of them another slug

error: 1 error and 0 warnings in the content; nothing was written
",
    );
}

#[test]
fn names_that_differ_in_their_case_alone() {
    let place = Place::new(&[("Refund.md", PLAIN), ("refund.md", b"# B\n\nText.\n")]);
    if files(&place.path().join("content")).len() < 3 {
        // This disk takes the two for one.
        return;
    }
    says(
        &place,
        0,
        "warning[similar-path]: the address `refund` is taken by another article
--> content/refund.md
 = help: the other one is `Refund.md`; rename one of them or give it a `slug`, or its address may \
         change later

",
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_round_or_nowhere() {
    use std::os::unix::fs::symlink;

    let place = Place::new(&[("a.md", PLAIN), ("x/b.md", PLAIN)]);
    let content = place.path().join("content");
    symlink("..", content.join("x/round")).unwrap();
    symlink("gone.md", content.join("c.md")).unwrap();
    says(
        &place,
        1,
        "error[unreadable-file]: this link leads to `gone.md`, which is not there
--> content/c.md
 = help: remove the link, or put back what it leads to

error[unreadable-file]: this link leads back to a folder that holds it
--> content/x/round
 = help: remove the link

error: 2 errors and 0 warnings in the content; nothing was written
",
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_this_user_may_not_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::new(&[("a.md", PLAIN), ("b.md", PLAIN)]);
    let path = place.path().join("content/b.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // The administrator may read everything.
        return;
    }
    says(
        &place,
        1,
        "error[unreadable-file]: cannot be read: Permission denied (os error 13)
--> content/b.md
 = help: give this user the right to read it

error: 1 error and 0 warnings in the content; nothing was written
",
    );
}

#[test]
fn a_file_in_another_encoding() {
    says(
        &Place::new(&[("a.md", b"# A\n\n\xe9t\xe9\n")]),
        1,
        "error[not-utf8]: this file is not UTF-8: byte 5 is 0xe9
 --> content/a.md:3:1
3 | \u{fffd}t\u{fffd}
  | ^
  = help: save it as UTF-8; it may be in an older encoding such as Windows-1252

error: 1 error and 0 warnings in the content; nothing was written
",
    );
}

#[test]
fn a_byte_order_mark_and_the_line_ends_of_windows() {
    let text = "\u{feff}---\r\ntitle: Über\r\n---\r\n\r\nText [x](no.md).\r\n";
    says(
        &Place::new(&[("a.md", text.as_bytes())]),
        0,
        "warning[broken-link]: there is no article or file `no.md`
 --> content/a.md:5:10
5 | Text [x](no.md).
  |          ^^^^^
  = help: remove the link, or add what it leads to

",
    );
}

#[test]
fn an_article_with_ten_thousand_headings() {
    use std::fmt::Write as _;

    let mut text = String::from("# A\n");
    for number in 0..10_000 {
        let _ = write!(text, "\n## Part {}\n\nText.\n", number % 7);
    }
    let place = Place::new(&[("a.md", text.as_bytes())]);
    says(&place, 0, "");
    let page = place.article_pages().remove("a").unwrap();
    assert!(page.to_string().contains("part-6-1427"));
}

#[test]
fn names_with_blanks_emoji_and_letters_from_right_to_left() {
    let place = Place::new(&[("with blank 😀 שלום/مرحبا & 'x'.md", PLAIN)]);
    says(&place, 0, "");
    assert_eq!(place.article_pages().keys().collect::<Vec<_>>(), ["with-blank-שלום/مرحبا-x"]);
}

#[test]
fn an_output_folder_in_the_content_or_around_it() {
    let place = Place::new(&[("a.md", PLAIN)]);
    let build = |out: &str| {
        crate::run::docent(place.path(), &["build", "content", "--out", out, "--no-widget"])
    };
    for _ in 0..2 {
        let outcome = build("content/site").succeeded();
        assert!(outcome.stdout.contains("Built 1 article in"), "{}", outcome.stdout);
        assert_eq!(outcome.stderr, "");
    }
    assert_eq!(
        build(".").stderr,
        "error: the output folder `.` holds the content and would be replaced with it; choose \
         another one\n"
    );
}

/// Runs a build in a shell that allows no file above 2 KiB, which fails as a full disk does.
#[cfg(unix)]
fn build_without_room(folder: &Path) -> Outcome {
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" build content --out site --no-widget";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_docent")])
        .current_dir(folder)
        .output()
        .unwrap();
    output.into()
}

#[cfg(unix)]
#[test]
fn a_disk_without_room() {
    let place = Place::new(&[("a.md", PLAIN)]);
    place.build(&[]).succeeded();
    let site = place.path().join("site").canonicalize().unwrap();
    let before = files(&site);
    place.write("content/b.md", PLAIN);
    let Outcome { code, stderr, .. } = build_without_room(place.path());
    assert_eq!(code, Some(1));
    let said = format!(
        "error: the build could not be written; `{}` is as it was: cannot write `",
        site.display()
    );
    assert!(stderr.starts_with(&said) && stderr.contains(": File too large"), "{stderr}");
    assert_eq!(files(&site), before);
    assert_eq!(names(place.path()), ["content", "site"]);
}

#[test]
fn a_build_that_is_ended_half_way() {
    let place = Place::new(&[("a.md", PLAIN)]);
    place.build(&[]).succeeded();
    let site = place.path().join("site");
    for number in 0..300 {
        place.write(&format!("content/{number}.md"), PLAIN);
    }
    for wait in [20, 60, 120, 200, 300] {
        let mut build = Command::new(env!("CARGO_BIN_EXE_docent"))
            .args(["build", "content", "--out", "site", "--no-widget"])
            .current_dir(place.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(wait));
        build.kill().unwrap();
        build.wait().unwrap();
        // On its way from the old site to the new one it is either of them to who visits it.
        let articles = articles(&files(&site));
        assert!([1, 301].contains(&articles), "{articles} articles");
    }
    // What it may have left is removed by a later build, once it is too old to be at work.
    place.write(".site.new-left/_docent/help.css", b"");
    place.write(".site.old-left/site/docent.json", b"{}");
    place.write(".site.new-design/plan.txt", b"Mine.");
    place.write(".site.old-backup/site/notes.txt", b"Mine.");
    let path = |name: &str| place.path().join(name);
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    let left = [".site.new-left", ".site.old-left"].map(path);
    let others = [".site.new-design", ".site.old-backup"].map(path);
    for folder in left.iter().chain(&others) {
        fs::File::open(folder).unwrap().set_modified(long_ago).unwrap();
    }
    place.build(&[]).succeeded();
    assert!(left.iter().all(|folder| !folder.exists()));
    assert!(others.iter().all(|folder| folder.exists()), "what others have put there stays");
    assert!(files(&site).len() > 300);
}

/// How many articles a site has, whose pages are all there.
fn articles(site: &BTreeMap<String, Vec<u8>>) -> u32 {
    let catalog: serde_json::Value = serde_json::from_slice(&site["docent.json"]).unwrap();
    let language = &catalog["languages"][0];
    let file = |name: &str| &site[language[name].as_str().unwrap()];
    assert!(["site", "supplement"].iter().all(|name| !file(name).is_empty()));
    let index = docent_search::Index::open(file("index").clone()).unwrap();
    for doc in 0..index.num_docs() {
        let key = index.document(doc).unwrap().page;
        assert!(site.contains_key(&format!("_docent/articles/{key}.json")), "article {doc}");
    }
    index.num_docs()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
