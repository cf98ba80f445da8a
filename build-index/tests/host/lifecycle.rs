//! Starting and stopping: what is said, what is refused, and that nothing under way is lost.

use std::{fs, io::Write, net::TcpStream, path::Path};

use crate::program::{Place, answer, docent, message, new_id};

#[test]
fn it_says_where_it_is_what_it_serves_and_where_messages_are_kept() {
    let place = Place::new();
    let host = place.host();
    for part in [
        format!("http://{}/", host.address),
        place.site().display().to_string(),
        place.data().display().to_string(),
    ] {
        assert!(host.said.contains(&part), "{part}: {}", host.said);
    }
    assert!(place.data().exists());
    let mut stream = host.connect();
    write!(stream, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let page = answer(stream).unwrap();
    assert_eq!((page.status, page.body.as_str()), (200, "<h1>Acme</h1>"));
}

#[test]
fn a_port_in_use_is_said_and_the_next_free_one_is_used() {
    let place = Place::new();
    let first = place.host();
    let taken = first.address.port();
    let command = std::process::Command::new(env!("CARGO_BIN_EXE_docent"));
    let second = place.host_with(command, taken);
    assert!(second.said.contains(&format!("Port {taken} is in use")), "{}", second.said);
    assert!(second.address.port() > taken);
    // Both keep what they are sent in the same file.
    for host in [&first, &second] {
        assert_eq!(host.post("/v1/messages", &message(&new_id())).unwrap().status, 200);
    }
}

#[cfg(unix)]
#[test]
fn a_request_that_is_under_way_is_finished_before_it_stops() {
    let place = Place::new();
    let mut host = place.host();
    let body = message(&new_id());
    let (first, rest) = body.split_at(20);
    let mut under_way = host.connect();
    write!(
        under_way,
        "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{first}",
        body.len()
    )
    .unwrap();
    // This one is answered only after the one before it was accepted.
    assert_eq!(host.post("/v1/messages", &message(&new_id())).unwrap().status, 200);
    let _idle = host.connect();
    host.terminate();
    let mut tries = 0;
    while TcpStream::connect(host.address).is_ok() {
        tries += 1;
        assert!(tries < 500, "it still takes connections");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    write!(under_way, "{rest}").unwrap();
    let kept = answer(under_way).unwrap();
    assert_eq!(kept.status, 200, "{kept:?}");
    let (code, said) = host.ended();
    assert_eq!(code, Some(0));
    assert!(said.contains("Stopping"), "{said}");
    // A clean stop leaves one file, which can be copied as it is.
    let left: Vec<_> = fs::read_dir(place.data().parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn what_cannot_be_served_or_kept_is_said_with_advice() {
    let place = Place::new();
    let folder = place.site();
    let text = folder.parent().unwrap().join("notes.txt");
    fs::write(&text, "Only some notes. ".repeat(100)).unwrap();
    let refused = |arguments: &[&str], folder: &Path| {
        let output = docent(arguments, folder);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.stdout.is_empty(), "it did not start");
        (output.status.code(), said)
    };
    for (arguments, code, parts) in [
        (&["host", "nowhere"] as &[_], 1, ["nowhere", "docent build"]),
        (&["host", "index.html"], 1, ["index.html", "docent build"]),
        (&["host", "."], 1, ["docent-data/docent.db", "--data"]),
        (&["host", ".", "--data", "../notes.txt"], 1, ["notes.txt", "--data"]),
        (&["host", ".", "--data", "../notes.txt/docent.db"], 1, ["notes.txt", "--data"]),
        (&["host", ".", "--allow-origin", "*"], 2, ["`*`", "https://www.example.com"]),
        (&["host", ".", "--port", "70000"], 2, ["70000", "--port"]),
        (&["inbox", "--data", "../none.db"], 1, ["none.db", "see that it exists"]),
        (&["inbox", "--data", "../notes.txt"], 1, ["notes.txt", "not a database"]),
    ] {
        let (found, said) = refused(arguments, &folder);
        assert_eq!(found, Some(code), "{arguments:?}: {said}");
        for part in parts {
            assert!(said.contains(part), "{arguments:?}: {said}");
        }
    }
}
