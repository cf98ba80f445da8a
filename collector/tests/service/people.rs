//! What a person may ask for, over HTTP: everything that is kept of them, and that it goes.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    attachments::send_text,
    report::with_token,
    setting::{Answer, Setting, message, new_id, request},
};

const TOKEN: (&str, &str) = ("authorization", "Bearer owl-17");
const JSON: (&str, &str) = ("content-type", "application/json");

async fn ask(setting: &Setting, what: &str, email: &str) -> Answer {
    let body = json!({ "email": email }).to_string();
    let path = format!("/v1/people/{what}");
    setting.send(request(Method::POST, &path, &[TOKEN, JSON], body)).await
}

async fn messages_of(setting: &Setting, email: &str) -> Vec<Value> {
    let answer = ask(setting, "export", email).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()["messages"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_person_gets_all_messages_with_their_files_and_is_then_erased() {
    let (_folder, settings) = with_token();
    let setting = Setting::with_settings(&settings);
    assert_eq!(send_text(&setting, "a.txt", b"Owls.").await.status, StatusCode::OK);
    for email in ["MIA@example.com", "tom@example.com"] {
        let mut letter = message(&new_id());
        letter["email"] = json!(email);
        assert_eq!(setting.post("/v1/messages", &letter).await.status, StatusCode::OK);
    }

    let answer = ask(&setting, "export", "Mia@Example.com").await;
    assert!(answer.header("content-disposition").unwrap().starts_with("attachment"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let all = messages_of(&setting, "mia@example.com").await;
    assert_eq!(all.len(), 2);
    assert!(all[0]["reference"].as_str().unwrap().starts_with("D-"));
    assert!(all[0]["received_at"].as_str().unwrap().starts_with("20"));
    let files = all[0]["files"].as_object().unwrap();
    let file = files.values().next().unwrap().as_str().unwrap();
    let (place, name) = file.rsplit_once('/').unwrap();
    assert!(place == "docent-attachments" || place.starts_with("s3://docent-test/"), "{file}");
    assert_eq!(setting.cabinet().names(), [name]);

    let erased = ask(&setting, "erase", "mia@EXAMPLE.com").await;
    assert_eq!(erased.json(), json!({ "messages": 2, "files_left": [] }));
    assert!(setting.cabinet().names().is_empty());
    assert!(messages_of(&setting, "mia@example.com").await.is_empty());
    assert_eq!(messages_of(&setting, "tom@example.com").await.len(), 1);
}

#[tokio::test]
async fn nobody_without_the_token_asks_about_people() {
    let (_folder, settings) = with_token();
    let setting = Setting::with_settings(&settings);
    setting.post("/v1/messages", &message(&new_id())).await;
    let body = json!({ "email": "mia@example.com" }).to_string();
    for path in ["/v1/people/export", "/v1/people/erase"] {
        for headers in [&[JSON][..], &[JSON, ("authorization", "Bearer owl-18")]] {
            let answer = setting.send(request(Method::POST, path, headers, body.clone())).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        }
        // What a page of somebody else could make a browser send, with the password it knows.
        let sly = [TOKEN, ("content-type", "text/plain")];
        let answer = setting.send(request(Method::POST, path, &sly, body.clone())).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let stranger = [TOKEN, JSON, ("origin", "https://elsewhere.example")];
        let answer = setting.send(request(Method::POST, path, &stranger, body.clone())).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(setting.reader().messages().await.unwrap().len(), 1);
    let closed = Setting::new();
    let answer = closed.send(request(Method::POST, "/v1/people/erase", &[JSON], body)).await;
    assert_eq!((answer.status, &*answer.problem().code), (StatusCode::NOT_FOUND, "no-token-set"));
}

#[tokio::test]
async fn an_address_in_the_path_or_none_at_all_is_refused() {
    let (_folder, settings) = with_token();
    let setting = Setting::with_settings(&settings);
    let answer = ask(&setting, "erase", "").await;
    assert_eq!((answer.status.as_u16(), &*answer.problem().code), (422, "invalid-email"));
    let path = "/v1/people/export?email=mia@example.com";
    let answer = setting.send(request(Method::GET, path, &[TOKEN], "")).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}
