//! Votes and messages through a socket: what was acknowledged is there, exactly once.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    net::Shutdown,
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use docent_collector::store::SqliteReader;

use crate::program::{Place, answer, docent, message, new_id, post, vote};

fn reference(body: &str) -> String {
    let receipt: serde_json::Value = serde_json::from_str(body).unwrap();
    receipt["reference"].as_str().unwrap().to_owned()
}

#[test]
fn what_was_acknowledged_survives_being_killed_under_load() {
    let place = Place::new();
    let sent = Mutex::new(BTreeSet::new());
    let acknowledged = Mutex::new(BTreeMap::new());
    for round in 0..4 {
        let mut host = place.host();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        let id = new_id();
                        sent.lock().unwrap().insert(id.clone());
                        let Ok(kept) = post(host.address, "/v1/messages", &message(&id)) else {
                            return;
                        };
                        assert_eq!(kept.status, 200, "{kept:?}");
                        acknowledged.lock().unwrap().insert(id.clone(), reference(&kept.body));
                    }
                });
            }
            std::thread::sleep(Duration::from_millis(150 + 90 * round));
            let killed = std::process::Command::new("kill").args(["-9", &host.pid()]).status();
            assert!(killed.unwrap().success());
            stop.store(true, Ordering::Relaxed);
        });
        host.kill();
    }
    let acknowledged = acknowledged.into_inner().unwrap();
    let sent = sent.into_inner().unwrap();
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());

    let host = place.host();
    let stored = SqliteReader::open(&place.data()).unwrap().messages().unwrap();
    let stored: BTreeMap<String, String> =
        stored.into_iter().map(|stored| (stored.message.id, stored.reference)).collect();
    for (id, reference) in &acknowledged {
        assert_eq!(stored.get(id), Some(reference), "acknowledged, but not there");
    }
    // A widget sends again what was not acknowledged, and perhaps what was.
    for id in &sent {
        let again = host.post("/v1/messages", &message(id)).unwrap();
        if let Some(given) = acknowledged.get(id) {
            assert_eq!(&reference(&again.body), given);
        }
    }
    let all = SqliteReader::open(&place.data()).unwrap().messages().unwrap();
    assert_eq!(all.len(), sent.len());
}

#[test]
fn a_request_that_is_cut_off_stores_nothing_and_harms_nobody() {
    let place = Place::new();
    let host = place.host();
    let body = message(&new_id());
    for cut in [0, 1, body.len() / 2, body.len() - 1] {
        let mut stream = host.connect();
        write!(
            stream,
            "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{}",
            body.len(),
            &body[..cut]
        )
        .unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        // Whatever comes back, it is no acknowledgement.
        assert!(answer(stream).map_or(true, |answer| answer.status == 400), "cut at {cut}");
    }
    assert_eq!(SqliteReader::open(&place.data()).unwrap().messages().unwrap(), []);
    assert_eq!(host.post("/v1/messages", &body).unwrap().status, 200);
}

#[test]
fn a_body_of_a_gigabyte_is_refused_before_it_is_read() {
    let place = Place::new();
    let host = place.host();
    let mut stream = host.connect();
    write!(
        stream,
        "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n"
    )
    .unwrap();
    let refused = answer(stream).unwrap();
    assert_eq!(refused.status, 413, "{refused:?}");
    assert!(refused.body.contains("too-large"), "{refused:?}");
    assert!(refused.head.contains("x-content-type-options: nosniff"), "{refused:?}");
}

#[test]
fn a_body_without_end_is_cut_off() {
    let place = Place::new();
    let host = place.host();
    let mut stream = host.connect();
    write!(
        stream,
        "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\n\r\n"
    )
    .unwrap();
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    let sent = (0..1_000).take_while(|_| stream.write_all(chunk.as_bytes()).is_ok()).count();
    assert!(sent < 1_000, "64 MB were taken");
    assert_eq!(host.post("/v1/messages", &message(&new_id())).unwrap().status, 200);
}

#[cfg(unix)]
#[test]
fn with_a_full_disk_nothing_is_acknowledged_that_is_not_kept() {
    let place = Place::new();
    // No file may grow beyond a megabyte; writing more fails, as it does on a full disk.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", r#"trap "" XFSZ; ulimit -f 2048; exec "$0" "$@""#])
        .arg(env!("CARGO_BIN_EXE_docent"));
    let mut host = place.host_with(limited, 0);
    let mut acknowledged = BTreeSet::new();
    let refused = loop {
        let id = new_id();
        let long = message(&id).replace("My invoice is wrong.", &"x".repeat(19_000));
        let kept = host.post("/v1/messages", &long).unwrap();
        if kept.status != 200 {
            break kept;
        }
        acknowledged.insert(id);
        assert!(acknowledged.len() < 1_000, "the limit has no effect");
    };
    assert_eq!(refused.status, 503, "{refused:?}");
    assert!(refused.head.contains("retry-after: "), "{refused:?}");
    assert!(refused.body.contains("store-unavailable"), "{refused:?}");
    host.kill();

    // With space again, it goes on.
    let host = place.host();
    let stored = SqliteReader::open(&place.data()).unwrap().messages().unwrap();
    let stored: BTreeSet<String> = stored.into_iter().map(|stored| stored.message.id).collect();
    assert_eq!(stored, acknowledged);
    assert_eq!(host.post("/v1/messages", &message(&new_id())).unwrap().status, 200);
}

#[test]
fn one_client_cannot_send_without_end() {
    let place = Place::new();
    place.set("");
    let host = place.host();
    let statuses: Vec<u16> =
        (0..32).map(|_| host.post("/v1/messages", &message(&new_id())).unwrap().status).collect();
    assert!(statuses[..30].iter().all(|status| *status == 200), "{statuses:?}");
    assert_eq!(statuses[31], 429, "{statuses:?}");
    assert_eq!(host.post("/v1/events", &vote(&new_id(), "guides/start")).unwrap().status, 200);
}

#[test]
fn the_inbox_shows_what_arrived_while_the_host_is_running() {
    let place = Place::new();
    let host = place.host();
    let kept = host.post("/v1/messages", &message(&new_id())).unwrap();
    let reference = reference(&kept.body);
    assert_eq!(host.post("/v1/events", &vote(&new_id(), "guides/start")).unwrap().status, 200);

    let data = place.data();
    let arguments = ["inbox", "--data", data.to_str().unwrap()];
    let printed = docent(&arguments, &place.site());
    let text = String::from_utf8(printed.stdout).unwrap();
    assert!(printed.status.success(), "{text}");
    for part in [
        reference.as_str(),
        "Mia <mia@example.com>",
        "My invoice is wrong.",
        "searched for: invoise",
        "0      1  guides/start (en)  unclear 1",
        "- Which button?",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let printed = docent(&[&arguments[..], &["--json"]].concat(), &place.site());
    let json: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(json["messages"][0]["reference"], reference.as_str());
    assert_eq!(json["votes"][0]["no"], 1);
}
