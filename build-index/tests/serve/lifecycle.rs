//! Starting and stopping, and a folder that is empty, gone or back.

use std::fs;
use std::net::TcpListener;

use crate::program::Place;

const START: (&str, &str) = ("start.md", "# Start\n\nHello.\n");

#[test]
fn it_serves_what_a_build_writes() {
    let place = Place::new(&[START, ("guides/b.md", "# Bee\n\n[Start](../start.md)\n")]);
    let serving = place.serve();
    let site = tempfile::tempdir().unwrap();
    let site = site.path().join("site");
    let build = std::process::Command::new(env!("CARGO_BIN_EXE_docent"))
        .arg("build")
        .arg(place.path(""))
        .arg("--no-widget")
        .arg("--out")
        .arg(&site)
        .output()
        .unwrap();
    assert!(build.status.success(), "{build:?}");
    let mut pages = 0;
    for entry in walkdir::WalkDir::new(&site).into_iter().filter_map(Result::ok) {
        let path = entry.path().strip_prefix(&site).unwrap().to_string_lossy().replace('\\', "/");
        let is_text = [".html", ".json", ".css"].iter().any(|suffix| path.ends_with(suffix));
        if !entry.file_type().is_file() || !is_text {
            continue;
        }
        let (status, _, body) = serving.get(&format!("/{path}"));
        let script = body.lines().find(|line| line.contains("docent.live")).unwrap_or_default();
        let body =
            if script.is_empty() { body.clone() } else { body.replace(&format!("{script}\n"), "") };
        assert_eq!((status, body), (200, fs::read_to_string(entry.path()).unwrap()), "{path}");
        pages += usize::from(path.ends_with(".html"));
    }
    // The start, two articles, and the list of a category.
    assert_eq!(pages, 4);
}

#[test]
fn addresses_lead_where_they_lead_on_other_servers() {
    let place = Place::new(&[START, ("guides/größe.md", "# Size\n\nx\n")]);
    let serving = place.serve();
    let (status, head, _) = serving.get("/guides/gr%C3%B6%C3%9Fe");
    assert!(status == 308 && head.contains("location: ./gr%c3%b6%c3%9fe/"), "{head}");
    assert_eq!(serving.get("/guides/gr%C3%B6%C3%9Fe/").0, 200);
    assert_eq!(serving.get("/docent.live/live.js").0, 200);
    for path in ["/nowhere", "/../content/start.md", "/start.md", "//start/"] {
        assert_eq!(serving.get(path).0, 404, "{path}");
    }
    assert_eq!(serving.status_of("POST", "/v1/events"), 405);
}

#[test]
fn a_page_elsewhere_cannot_make_its_name_lead_here_and_read_along() {
    let serving = Place::new(&[START]).serve();
    assert_eq!(serving.status_for("evil.example"), 403);
    assert_eq!(serving.status_for("localhost:4000"), 200);
}

#[test]
fn a_port_that_was_named_and_is_in_use_is_an_error_with_advice() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Place::new(&[START]).run(&["--port", &port]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains(&format!("port {port} is in use on 127.0.0.1: stop what uses it")),
        "{said}"
    );
}

#[test]
fn where_no_port_is_named_the_next_free_one_is_taken() {
    // Somebody else may have the usual port; then both are on others.
    let _taken = TcpListener::bind("127.0.0.1:4000");
    let serving = Place::new(&[START]).serve_with(&[]);
    let port = serving.address.port();
    assert!(port > 4000, "{port}");
    assert!(
        serving.said.contains(&format!("Port 4000 is in use, so this is on port {port}.")),
        "{}",
        serving.said
    );
}

#[test]
fn a_folder_that_is_not_there_is_an_error_from_the_start() {
    let place = Place::new(&[]);
    fs::remove_dir(place.path("")).unwrap();
    let output = place.run(&["--port", "0"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("cannot read the content folder `content`; is the path right?"),
        "{said}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_empty_folder_waits_for_its_first_article() {
    let place = Place::new(&[]);
    let mut serving = place.serve();
    serving.hears("there is nothing to show yet");
    serving.hears("an article is a file whose name ends with `.md`");
    let (status, _, body) = serving.get("/");
    assert!(status == 404 && body.contains("live.js"), "{body}");
    let mut page = serving.page();
    place.write(START.0, START.1);
    page.sees_another_version();
    assert!(serving.get("/").2.contains(">Start</a>"));
}

#[test]
fn a_folder_that_goes_away_and_comes_back_is_shown_again() {
    let place = Place::new(&[START]);
    let mut serving = place.serve();
    let mut page = serving.page();
    place.rename("", "../aside");
    let message = page.hears_of(1, 0);
    let said = message["problems"][0]["message"].as_str().unwrap();
    assert!(said.contains("cannot read the content folder"), "{said}");
    assert!(serving.get("/start/").2.contains("Hello."), "what was shown stays");
    place.rename("../aside", "");
    page.hears_of(0, 0);
    place.write(START.0, "# Start\n\nBack.\n");
    page.sees_another_version();
    assert!(serving.get("/start/").2.contains("Back."));
    serving.hears("built again");
}

#[cfg(unix)]
#[test]
fn it_stops_at_once_also_while_pages_listen() {
    for signal in ["-INT", "-TERM"] {
        let place = Place::new(&[START]);
        let mut serving = place.serve();
        let _page = serving.page();
        let start = std::time::Instant::now();
        serving.signal(signal);
        assert_eq!(serving.ended(), Some(0));
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
