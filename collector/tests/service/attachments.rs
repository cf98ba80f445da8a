//! Messages with files.

use axum::http::{Method, StatusCode};
use docent_protocol::Attachment;
use serde_json::{Value, json};

use crate::setting::{Answer, Setting, message, new_id, request};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and the picture";

fn with_files(id: &str, files: &[(&str, &str, &[u8])]) -> (Value, Vec<String>) {
    let mut message = message(id);
    let ids: Vec<_> = files.iter().map(|_| new_id()).collect();
    let said = files.iter().zip(&ids).map(|((name, kind, bytes), id)| {
        json!({ "id": id, "field": "photo", "name": name, "type": kind, "size": bytes.len() })
    });
    message["attachments"] = said.collect();
    (message, ids)
}

fn body(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        let head = format!(
            "--split\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"x\"\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--split--\r\n");
    body
}

async fn post(setting: &Setting, body: Vec<u8>) -> Answer {
    let headers = [("content-type", "multipart/form-data; boundary=split")];
    setting.send(request(Method::POST, "/v1/messages", &headers, body)).await
}

/// Sends a message with one file of text.
pub(crate) async fn send_text(setting: &Setting, name: &str, text: &[u8]) -> Answer {
    let (message, ids) = with_files(&new_id(), &[(name, "text/plain", text)]);
    let json = message.to_string();
    post(setting, body(&[("message", json.as_bytes()), (&ids[0], text)])).await
}

#[tokio::test]
async fn files_are_kept_with_their_message_as_what_they_are() {
    let setting = Setting::new();
    let id = new_id();
    let text = "Grüße".as_bytes();
    let files = [("Strap.png", "image/png", PNG), ("../run.sh", "application/x-sh", text)];
    let (mut message, ids) = with_files(&id, &files);
    message["attachments"][1]["name"] = json!("run.sh");
    let json = message.to_string();
    let parts = body(&[("message", json.as_bytes()), (&ids[0], PNG), (&ids[1], text)]);
    let first = post(&setting, parts.clone()).await;
    assert_eq!(first.status, StatusCode::OK);
    // Sent again, as after a lost answer: one message, the same files, the same reference.
    let again = post(&setting, parts).await;
    assert_eq!(again.json(), first.json());

    let stored = setting.reader().messages().await.unwrap();
    assert_eq!(stored.len(), 1);
    let attachments = &stored[0].message.attachments;
    let said = |one: &Attachment| (one.name.clone(), one.kind.clone(), one.field.clone());
    assert_eq!(
        attachments.iter().map(said).collect::<Vec<_>>(),
        [
            ("Strap.png".into(), "image/png".into(), "photo".into()),
            ("run.sh".into(), "text/plain".into(), "photo".into()),
        ]
    );
    for (attachment, content) in attachments.iter().zip([PNG, text]) {
        assert_eq!(setting.files().read(attachment).await.unwrap(), content);
    }
    let mut expected = vec![format!("{}.png", ids[0]), format!("{}.txt", ids[1])];
    expected.sort();
    assert_eq!(setting.cabinet().names(), expected);
}

#[tokio::test]
async fn each_wrong_message_with_files_is_refused_and_leaves_nothing() {
    let setting = Setting::new();
    let (whole, ids) = with_files(&new_id(), &[("Strap.png", "image/png", PNG)]);
    let json = whole.to_string();
    let bytes = json.as_bytes();
    let false_picture = b"<html>".as_slice();
    let (lying, lie) = with_files(&new_id(), &[("a.png", "image/png", false_picture)]);
    let program = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 64]].concat();
    let program = program.as_slice();
    let (running, run) = with_files(&new_id(), &[("a.txt", "text/plain", program)]);
    let mut outside = whole.clone();
    outside["attachments"][0]["id"] = json!("../../outside");
    let mut lost = whole.clone();
    lost["attachments"][0]["lost"] = json!(true);
    let (lying, running) = (lying.to_string(), running.to_string());
    let (outside, lost) = (outside.to_string(), lost.to_string());
    let cases: Vec<(Vec<u8>, u16, &str)> = vec![
        (body(&[]), 400, "malformed-parts"),
        (b"no parts".to_vec(), 400, "malformed-parts"),
        (body(&[(&ids[0], PNG), ("message", bytes)]), 400, "malformed-parts"),
        (body(&[("message", b"{")]), 400, "malformed-json"),
        (body(&[("message", b"{}")]), 422, "wrong-shape"),
        (body(&[("message", bytes)]), 422, "missing-part"),
        (body(&[("message", bytes), ("other", PNG)]), 422, "unknown-part"),
        (body(&[("message", bytes), (&ids[0], PNG), (&ids[0], PNG)]), 422, "unknown-part"),
        (body(&[("message", bytes), (&ids[0], b"short")]), 422, "wrong-size"),
        (body(&[("message", bytes), (&ids[0], &[PNG, PNG].concat())]), 422, "wrong-size"),
        (
            body(&[("message", lying.as_bytes()), (&lie[0], false_picture)]),
            422,
            "attachment-is-no-picture",
        ),
        (
            body(&[("message", running.as_bytes()), (&run[0], program)]),
            422,
            "attachment-is-a-program",
        ),
        (body(&[("message", outside.as_bytes()), ("../../outside", PNG)]), 422, "invalid-id"),
        (body(&[("message", lost.as_bytes()), (&ids[0], PNG)]), 422, "unknown-part"),
        (body(&[("message", &[b' '; 300_000])]), 413, "too-large"),
        (body(&[("message", bytes), (&ids[0], PNG)])[..400].to_vec(), 400, "malformed-parts"),
    ];
    for (sent, status, code) in cases {
        let told = String::from_utf8_lossy(&sent[..sent.len().min(300)]).into_owned();
        let answer = post(&setting, sent).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem().code.as_str()),
            (status, code),
            "{told}"
        );
    }
    assert_eq!(setting.reader().messages().await.unwrap(), []);
    assert_eq!(
        setting.cabinet().names(),
        [""; 0],
        "what had arrived of a refused message is removed"
    );
}

#[tokio::test]
async fn what_is_lost_needs_no_part_and_json_alone_brings_no_files() {
    let setting = Setting::new();
    let (mut message, _) = with_files(&new_id(), &[("Strap.png", "image/png", PNG)]);
    let refused = setting.post("/v1/messages", &message).await;
    assert_eq!(refused.problem().code, "missing-part");
    message["attachments"][0]["lost"] = json!(true);
    assert_eq!(setting.post("/v1/messages", &message).await.status, StatusCode::OK);
    assert!(setting.reader().messages().await.unwrap()[0].message.attachments[0].lost);
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_refused() {
    let setting = Setting::new();
    let ten = vec![0; 10_000_000];
    let (mut message, ids) = with_files(&new_id(), &[("a.bin", "", &ten), ("b.bin", "", &ten)]);
    let json = message.to_string();
    let two = body(&[("message", json.as_bytes()), (&ids[0], &ten), (&ids[1], &ten)]);
    assert_eq!(post(&setting, two).await.status, StatusCode::OK, "20 MB are allowed");
    message["attachments"][1]["size"] = json!(10_000_001);
    let json = message.to_string();
    let refused = post(&setting, body(&[("message", json.as_bytes())])).await;
    assert_eq!(refused.problem().code, "too-large");
}

#[cfg(unix)]
#[tokio::test]
async fn where_files_cannot_be_written_nothing_is_acknowledged_and_later_all_is_well() {
    let setting = Setting::new();
    let folder = setting.cabinet().folder();
    // A file is in the way, which stops even root, as a full disk would.
    std::fs::write(folder, "in the way").unwrap();
    let (message, ids) = with_files(&new_id(), &[("Strap.png", "image/png", PNG)]);
    let json = message.to_string();
    let sent = body(&[("message", json.as_bytes()), (&ids[0], PNG)]);
    let refused = post(&setting, sent.clone()).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.problem().code, "store-unavailable");
    assert_eq!(setting.reader().messages().await.unwrap(), []);
    std::fs::remove_file(folder).unwrap();
    assert_eq!(post(&setting, sent).await.status, StatusCode::OK);
}
