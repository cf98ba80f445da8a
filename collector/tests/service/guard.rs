//! What a message has to show where the settings ask for it.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::mpsc,
    thread,
};

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::setting::{Setting, message, new_id, request};

fn sent(body: &Value, shown: &str) -> Request<Body> {
    let headers = [("content-type", "application/json"), ("docent-guard", shown)];
    request(Method::POST, "/v1/messages", &headers, body.to_string())
}

/// A number with which the hash of `id:number` begins with twelve bits of nought.
fn work(id: &str) -> u32 {
    let is_hard = |number: &u32| {
        let hash = Sha256::digest(format!("{id}:{number}"));
        hash[0] == 0 && hash[1] < 16
    };
    (0..).find(is_hard).expect("one in four thousand is")
}

async fn refused(setting: &Setting, body: &Value, shown: &str, code: &str) {
    let answer = setting.send(sent(body, shown)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{shown}");
    assert_eq!(answer.problem().code, code, "{shown}");
    assert_eq!(setting.reader().messages().await.unwrap().len(), 0, "{shown}");
}

#[tokio::test]
async fn nothing_has_to_be_shown_unless_the_settings_say_so() {
    let setting = Setting::with_settings("[guard]\n");
    assert_eq!(setting.post("/v1/messages", &message(&new_id())).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_that_was_open_too_shortly_is_refused() {
    let setting = Setting::with_settings("[guard]\nminimum_seconds = 3\n");
    let id = new_id();
    for shown in ["", "seconds=2", "seconds=x"] {
        refused(&setting, &message(&id), &format!("id={id}&{shown}"), "too-fast").await;
    }
    let answer = setting.send(sent(&message(&id), &format!("id={id}&seconds=3"))).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn a_proof_of_work_is_worth_something_for_its_own_message_alone() {
    let setting = Setting::with_settings("[guard]\nproof_of_work_bits = 12\n");
    let (id, other) = (new_id(), new_id());
    let nonce = work(&id);
    refused(&setting, &message(&id), "", "no-proof").await;
    refused(&setting, &message(&other), &format!("id={other}&nonce={nonce}x"), "no-proof").await;
    refused(&setting, &message(&other), &format!("id={id}&nonce={nonce}"), "no-proof").await;
    for _ in 0..2 {
        let answer = setting.send(sent(&message(&id), &format!("id={id}&nonce={nonce}"))).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    assert_eq!(
        setting.reader().messages().await.unwrap().len(),
        1,
        "sent again, it is stored once"
    );
}

#[tokio::test]
async fn what_stands_in_the_field_that_nobody_sees_gives_a_robot_away() {
    let setting = Setting::new();
    let mut body = message(&new_id());
    body["fields"] = json!({ "website-2": "https://spam.example" });
    refused(&setting, &body, "", "robot").await;
    body["fields"] = json!({ "website-2": "" });
    let answer = setting.send(sent(&body, "")).await;
    assert_ne!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?}", answer.body);
}

/// A service that checks captchas: takes each question, and answers with one of these texts.
fn checker(answers: &'static [&'static str]) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/siteverify", listener.local_addr().expect("an address"));
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for text in answers {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut asked = Vec::new();
            let mut bytes = [0; 4096];
            while !String::from_utf8_lossy(&asked).contains("response=") {
                let count = stream.read(&mut bytes).expect("a request");
                assert!(count > 0, "{}", String::from_utf8_lossy(&asked));
                asked.extend_from_slice(&bytes[..count]);
            }
            tell.send(String::from_utf8_lossy(&asked).into_owned()).expect("a listener");
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
            let _ = write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{text}", text.len());
        }
    });
    (url, told)
}

#[tokio::test]
async fn a_captcha_is_checked_by_its_service_which_learns_nothing_of_the_customer() {
    let (url, told) = checker(&[
        r#"{"success":false,"error-codes":["timeout-or-duplicate"]}"#,
        r#"{"success":true,"hostname":"www.example.com"}"#,
        "<h1>Sorry</h1>",
    ]);
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "s-1\n").unwrap();
    let settings =
        format!("[guard.captcha]\nverify_url = {url:?}\nsecret = {{ file = {secret:?} }}\n");
    let setting = Setting::with_settings(&settings);
    let id = new_id();
    let body = message(&id);
    refused(&setting, &body, &format!("id={id}"), "no-captcha").await;
    let shown = format!("id={id}&captcha=t.0_%2B");
    refused(&setting, &body, &shown, "no-captcha").await;
    assert_eq!(setting.send(sent(&body, &shown)).await.status, StatusCode::OK);
    let asked = told.recv().unwrap();
    assert!(asked.starts_with("POST /siteverify "), "{asked}");
    assert!(asked.ends_with("secret=s-1&response=t.0_%2B"), "{asked}");
    assert!(!asked.contains("mia@") && !asked.contains("remoteip"), "{asked}");
    // A service that cannot say loses no message: the widget keeps it.
    for _ in 0..2 {
        let answer = setting.send(sent(&body, &shown)).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.problem().code, "captcha-unavailable");
    }
}

#[test]
fn settings_that_would_keep_people_out_are_refused() {
    use docent_collector::{AttachmentFolder, Collector, settings::Settings, store::SqliteStore};
    let folder = tempfile::tempdir().unwrap();
    for (text, says) in [
        ("[guard]\nminimum_seconds = 61", "guard.minimum_seconds"),
        ("[guard]\nproof_of_work_bits = 23", "guard.proof_of_work_bits"),
        (
            "[guard.captcha]\nverify_url = \"ftp://a\"\nsecret = { env = \"HOME\" }",
            "guard.captcha.verify_url",
        ),
        (
            "[guard.captcha]\nverify_url = \"https://a.example\"\nsecret = { file = \"no/such\" }",
            "guard.captcha.secret",
        ),
    ] {
        let (file, database) = (folder.path().join("a.toml"), folder.path().join("docent.db"));
        std::fs::write(&file, text).unwrap();
        let settings = Settings::read(&file).unwrap();
        let store = SqliteStore::open(&database).unwrap();
        let made = Collector::new(
            store,
            AttachmentFolder::beside(&database).into(),
            &settings,
            Vec::new(),
        );
        let error = made.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}
