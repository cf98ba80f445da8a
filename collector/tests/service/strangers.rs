//! Pages of other origins: asked for, allowed, refused.

use axum::http::{Method, StatusCode};

use crate::setting::{Setting, batch, message, new_id, request, vote};

const FRIEND: &str = "https://www.example.com";
const STRANGER: &str = "https://evil.example";

#[tokio::test]
async fn a_named_origin_may_ask_send_and_read() {
    let setting = Setting::with_origins(&[FRIEND]);
    let asked = request(
        Method::OPTIONS,
        "/v1/messages",
        &[
            ("origin", FRIEND),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type"),
        ],
        "",
    );
    let answer = setting.send(asked).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("access-control-allow-origin"), Some(FRIEND));
    assert_eq!(answer.header("access-control-allow-headers"), Some("content-type,docent-guard"));
    assert!(answer.header("access-control-allow-methods").unwrap().contains("POST"));

    let headers = [("origin", FRIEND), ("content-type", "application/json")];
    let sent = request(Method::POST, "/v1/messages", &headers, message(&new_id()).to_string());
    let answer = setting.send(sent).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("access-control-allow-origin"), Some(FRIEND));
    assert!(answer.header("vary").unwrap().contains("origin"));
    // A refusal is readable too, so that the widget can say what was wrong.
    let answer = setting.send(request(Method::POST, "/v1/messages", &headers, "{")).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some(FRIEND));
}

#[tokio::test]
async fn a_stranger_is_not_encouraged_and_what_it_sends_unasked_is_not_stored() {
    let setting = Setting::with_origins(&[FRIEND]);
    let asked = request(
        Method::OPTIONS,
        "/v1/events",
        &[("origin", STRANGER), ("access-control-request-method", "POST")],
        "",
    );
    assert_eq!(setting.send(asked).await.header("access-control-allow-origin"), None);

    // This is a request that browsers send to other origins without asking first.
    let headers = [("origin", STRANGER), ("content-type", "text/plain")];
    let body = batch(&[vote(&new_id(), "start", true)]).to_string();
    let answer = setting.send(request(Method::POST, "/v1/events", &headers, body)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.problem().code, "origin-not-allowed");
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(setting.reader().votes().await.unwrap(), []);
}

#[tokio::test]
async fn pages_of_the_same_origin_may_always_send() {
    let setting = Setting::new();
    let headers = [
        ("host", "localhost:8080"),
        ("origin", "http://localhost:8080"),
        ("content-type", "application/json"),
    ];
    let sent = request(Method::POST, "/v1/messages", &headers, message(&new_id()).to_string());
    assert_eq!(setting.send(sent).await.status, StatusCode::OK);
}
