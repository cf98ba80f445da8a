//! Saving, breaking, mending, renaming, deleting: what the pages show afterwards.

use std::fs;

use crate::program::Place;

const START: (&str, &str) = ("en/start.md", "---\ntitle: Start\n---\n\nHello.\n");

#[test]
fn a_saved_change_is_told_and_shown() {
    let place = Place::new(&[START, ("en/other.md", "Other.\n")]);
    let serving = place.serve();
    let mut page = serving.page();
    let (status, head, body) = serving.get("/start/");
    assert!(status == 200 && head.contains("text/html") && body.contains("Hello."), "{head}{body}");
    let script = format!("src=\"/docent.live/live.js\" data-version=\"{}\"", page.version());
    assert!(body.contains(&script), "{body}");
    place.write("en/start.md", "---\ntitle: Start\n---\n\nGood morning.\n");
    page.sees_another_version();
    assert!(serving.get("/start/").2.contains("Good morning."));
    assert!(serving.get("/other/").2.contains(page.version()));
}

#[test]
fn a_broken_save_leaves_what_was_shown_and_a_mended_one_takes_the_error_away() {
    let place = Place::new(&[START]);
    let mut serving = place.serve();
    let mut page = serving.page();
    let before = page.version().to_owned();
    place.write("en/start.md", "---\ntitle: [\n---\n\n<b>Good</b> morning.\n");
    let message = page.hears_of(1, 0);
    assert_eq!(page.version(), before);
    let problem = &message["problems"][0];
    assert_eq!((&problem["severity"], &problem["code"]), (&"error".into(), &"front-matter".into()));
    assert!(problem["place"].as_str().unwrap().starts_with("content/en/start.md:"), "{problem}");
    assert!(!problem["help"].as_str().unwrap().is_empty());
    serving.hears("1 error: the pages still show what they showed before.");
    serving.hears("error[front-matter]: ");
    assert!(serving.get("/start/").2.contains("Hello."));
    place.write("en/start.md", "---\ntitle: Start\n---\n\nGood morning.\n");
    page.hears_of(0, 0);
    assert_ne!(page.version(), before);
    assert!(serving.get("/start/").2.contains("Good morning."));
}

#[test]
fn a_warning_is_printed_once_and_told_until_it_is_mended() {
    let link = "---\ntitle: Start\n---\n\n[Away](gone.md)\n";
    let place = Place::new(&[("en/start.md", link)]);
    let mut serving = place.serve();
    let mut page = serving.page();
    place.write("en/quite-another-thing.md", "More.\n");
    assert_eq!(page.sees_another_version()["warnings"], 1);
    serving.hears("en/quite-another-thing.md: built again");
    place.write("en/start.md", START.1);
    page.hears_of(0, 0);
    serving.hears("en/start.md: built again");
    assert_eq!(serving.said.matches("warning[broken-link]").count(), 1, "{}", serving.said);
}

#[test]
fn what_is_renamed_moved_or_deleted_is_shown_as_it_is() {
    let place = Place::new(&[START, ("en/a.md", "Ay.\n"), ("en/old/b.md", "Bee.\n")]);
    let serving = place.serve();
    let mut page = serving.page();
    place.rename("en/a.md", "en/c.md");
    page.sees_another_version();
    let (status, _, body) = serving.get("/a/");
    assert!(
        status == 404 && body.contains("live.js"),
        "a page that comes back shows itself: {body}"
    );
    assert!(serving.get("/c/").2.contains("Ay."));
    place.rename("en/old", "en/new");
    page.sees_another_version();
    assert_eq!((serving.get("/old/b/").0, serving.get("/new/b/").0), (404, 200));
    place.write("en/new/d.md", "Dee.\n");
    page.sees_another_version();
    assert_eq!(serving.get("/new/d/").0, 200);
    fs::remove_dir_all(place.path("en/new")).unwrap();
    while serving.get("/new/b/").0 == 200 {
        page.next();
    }
    // What is moved into the folder as a whole is noticed, and what is saved in it afterwards.
    place.write("../elsewhere/e.md", "Ee.\n");
    place.rename("../elsewhere", "en/late");
    page.sees_another_version();
    place.write("en/late/f.md", "Eff.\n");
    page.sees_another_version();
    assert_eq!((serving.get("/late/e/").0, serving.get("/late/f/").0), (200, 200));
}

#[test]
fn an_editor_that_saves_by_renaming_is_understood_and_its_other_files_are_not_read() {
    let place = Place::new(&[START]);
    let serving = place.serve();
    let mut page = serving.page();
    for name in ["en/4913", "en/.start.md.swp", "en/start.md~", "en/.#start.md", "en/#start.md#"] {
        place.write(name, "---\ntitle: [\n---\n");
    }
    place.write("en/start.md.tmp", "---\ntitle: Start\n---\n\nWhole.\n");
    place.rename("en/start.md.tmp", "en/start.md");
    let message = page.sees_another_version();
    assert_eq!(message["errors"], 0);
    assert!(serving.get("/start/").2.contains("Whole."));
}

#[test]
fn a_save_without_a_change_reloads_no_page() {
    let place = Place::new(&[START]);
    let mut serving = place.serve();
    let mut page = serving.page();
    let before = page.version().to_owned();
    place.write("en/start.md", START.1);
    serving.hears("en/start.md: built again");
    page.next();
    assert_eq!(page.version(), before);
}

#[test]
fn drafts_are_shown_as_drafts() {
    let draft = "---\ntitle: Soon\ndraft: true\n---\n\nNot yet.\n";
    let place = Place::new(&[START, ("en/soon.md", draft)]);
    let mut serving = place.serve();
    let line = "Drafts are shown, which `docent build` leaves out: en/soon.md\n";
    assert!(serving.said.contains(line), "{}", serving.said);
    let (_, _, body) = serving.get("/soon/");
    assert!(body.contains("<h1>Draft: Soon</h1>") && body.contains("Not yet."), "{body}");
    assert!(serving.get("/").2.contains(">Draft: Soon</a>"));
    place.write("en/soon.md", &draft.replace("draft: true\n", ""));
    serving.hears("en/soon.md: built again");
    assert!(serving.get("/soon/").2.contains("<h1>Soon</h1>"));
}

#[test]
fn pictures_and_settings_count_too() {
    let picture = "---\ntitle: Start\n---\n\n![A box](box.svg)\n";
    let svg = |width| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"/>")
    };
    let place = Place::new(&[("en/start.md", picture), ("en/box.svg", &svg(10))]);
    let serving = place.serve();
    let mut page = serving.page();
    assert!(serving.get("/start/").2.contains("width=\"10\""));
    place.write("en/box.svg", &svg(20));
    page.sees_another_version();
    let (_, _, body) = serving.get("/start/");
    assert!(body.contains("width=\"20\""), "{body}");
    let (_, rest) = body.split_once("src=\"../_docent/media/").unwrap();
    let path = format!("/_docent/media/{}", rest.split('"').next().unwrap());
    let (status, head, _) = serving.get(&path);
    assert!(
        status == 200 && head.contains("image/svg+xml") && head.contains("immutable"),
        "{head}"
    );
    place.write("docent.toml", "[site]\nname = \"Owl & Co\"\n");
    page.sees_another_version();
    assert!(serving.get("/").2.contains("Owl &amp; Co"));
}

#[test]
fn templates_count_too_and_a_fault_in_one_is_told_and_shown_nowhere() {
    let place = Place::new(&[("en/start.md", "# Start\n\nText\n")]);
    let mut serving = place.serve();
    let mut page = serving.page();
    place.write("templates/article.html", "<body><p>Own: {{ page.title }}</p></body>");
    page.sees_another_version();
    assert!(serving.get("/start/").2.contains("<p>Own: Start</p>"));
    place.write("templates/article.html", "<body>{{ page.titel }}</body>");
    serving.hears("the page has no `page.titel`");
    assert!(serving.get("/start/").2.contains("<p>Own: Start</p>"), "the last good one stays");
    place.write("templates/extra.css", ".own { color: red }");
    place.write("templates/article.html", "<body>Mended</body>");
    page.sees_another_version();
    assert!(serving.get("/start/").2.contains("Mended"));
}
