//! `docent check --external`, with a site on this machine in the place of the others.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use crate::run::{Outcome, Place};

/// A site that knows a few paths and notes what it is asked for.
struct Site {
    origin: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
        let port = listener.local_addr().map(|at| at.port()).unwrap_or_default();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let notes = asked.clone();
        // It ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let notes = notes.clone();
                thread::spawn(move || answer(&stream, &notes));
            }
        });
        Self { origin: format!("http://127.0.0.1:{port}"), asked }
    }

    fn take_asked(&self) -> String {
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap_or_else(|e| e.into_inner()));
        asked.sort();
        asked.join(", ")
    }
}

fn answer(mut stream: &TcpStream, notes: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    while let Some(first) = lines.next() {
        let request = first.trim_end_matches(" HTTP/1.1").to_owned();
        lines.by_ref().take_while(|line| !line.is_empty()).for_each(drop);
        let status = match request.as_str() {
            "HEAD /well" | "GET /no-head" => "200 Well",
            "HEAD /moved" => "301 Moved\r\nlocation: /well",
            "HEAD /sign-in" => "302 Found\r\nlocation: /well",
            "HEAD /no-head" => "405 No",
            path if path.ends_with("/members") => "403 No",
            path if path.ends_with("/broken") => "503 Later",
            _ => "404 Gone",
        };
        notes.lock().unwrap_or_else(|error| error.into_inner()).push(request);
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn check(place: &Place, args: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_docent"))
        .args([&["check", "content"], args].concat())
        .current_dir(place.path())
        .env("NO_COLOR", "1")
        .env("XDG_CACHE_HOME", place.path().join("cache"))
        .output()
        .unwrap_or_else(|error| panic!("cannot start docent: {error}"));
    output.into()
}

#[test]
fn pages_of_other_sites_that_are_gone_are_told_and_what_was_well_is_not_asked_again() {
    let site = Site::start();
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
    let nobody = nobody.unwrap_or_else(|error| panic!("{error}"));
    let text = format!(
        "# A\n\n[1](ORIGIN/well) [2](ORIGIN/well#part) [3](ORIGIN/moved) [4](ORIGIN/no-head)\n\
         [10](ORIGIN/sign-in) \
         [5](ORIGIN/members) [6](ORIGIN/broken)\n[7](ORIGIN/gone?a=1&b=2) [8](http://{nobody}/)\n\
         [9](mailto:a@b.example)\n"
    );
    let text = text.replace("ORIGIN", &site.origin);
    let place = Place::new(&[("a.md", text.as_bytes())]);
    let silent = check(&place, &[]).succeeded();
    assert_eq!((silent.stdout.lines().count(), site.take_asked().as_str()), (1, ""));

    let outcome = check(&place, &["--external"]).succeeded();
    let told: Vec<_> =
        outcome.stdout.lines().filter(|line| line.starts_with("warning[external-link]")).collect();
    assert_eq!(told.len(), 3, "{}", outcome.stdout);
    let moved =
        format!("warning[moved-link]: this page has moved for good, to {}/well", site.origin);
    assert_eq!(outcome.stdout.matches("warning[moved-link]").count(), 1, "{}", outcome.stdout);
    assert!(outcome.stdout.contains(&moved), "{}", outcome.stdout);
    for (message, at) in [
        ("the site is out of order: it answers 503", "content/a.md:4:"),
        ("this page is gone: the site answers 404", "content/a.md:5:"),
        ("the site does not answer: ", "content/a.md:5:"),
    ] {
        let found = outcome.stdout.split("warning[").find(|found| found.contains(message));
        assert!(found.is_some_and(|found| found.contains(at)), "{message}: {}", outcome.stdout);
    }
    let last = outcome.stdout.lines().last().unwrap_or_default();
    assert_eq!(
        last,
        "8 links to other sites: 1 gone, 1 moved, 1 not told to programs, 1 out of order, 3 well, \
         1 without an answer"
    );
    let asked = "GET /broken, GET /gone?a=1&b=2, GET /members, GET /no-head, HEAD /broken, \
                 HEAD /gone?a=1&b=2, HEAD /members, HEAD /moved, HEAD /no-head, HEAD /sign-in, \
                 HEAD /well, HEAD /well, HEAD /well";
    assert_eq!(site.take_asked(), asked, "two led to /well");

    let again = check(&place, &["--external"]).succeeded();
    assert_eq!(again.stdout, outcome.stdout);
    let asked = "GET /broken, GET /gone?a=1&b=2, GET /members, HEAD /broken, HEAD /gone?a=1&b=2, \
                 HEAD /members, HEAD /moved, HEAD /well";
    assert_eq!(site.take_asked(), asked);
}

#[test]
fn without_links_to_other_sites_nobody_is_asked() {
    let place = Place::new(&[("a.md", b"# A\n\nText\n")]);
    let outcome = check(&place, &["--external"]).succeeded();
    let last = outcome.stdout.lines().last();
    assert_eq!(last, Some("There are no links to other sites"), "{}", outcome.stderr);
}
