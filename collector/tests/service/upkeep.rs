//! What is too old or shall be erased goes, with its files, and nothing else.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use docent_collector::store::Store;
use rusqlite::Connection;
use serde_json::json;

use crate::{
    attachments::send_text,
    setting::{Setting, batch, event, message, new_id, request, vote},
};

async fn count(setting: &Setting, table: &str) -> i64 {
    setting.sql(&format!("SELECT count(*) FROM {table}")).await.unwrap()
}

fn files(setting: &Setting) -> usize {
    setting.cabinet().names().len()
}

/// Makes all that has arrived so far three days older.
async fn age(setting: &Setting) {
    for table in ["messages", "votes", "searches", "views", "visits"] {
        let age = format!("UPDATE {table} SET received_at = received_at - 3 * 86400000");
        setting.sql(&age).await;
    }
}

async fn one_of_each(setting: &Setting) {
    let events = [
        vote(&new_id(), "start", true),
        event(json!({ "type": "search", "words": "refund", "hits": 0 })),
        event(json!({ "type": "view", "slug": "start" })),
        event(json!({ "type": "visit", "outcome": "read" })),
    ];
    assert_eq!(setting.post("/v1/events", &batch(&events)).await.status, StatusCode::OK);
    assert_eq!(send_text(setting, "a.txt", b"Owls.").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_older_than_it_may_be_is_forgotten_and_the_rest_stays() {
    let keep = "[keep]\nmessages = \"2 days\"\nvotes = \"1 year\"\nsearches = \"1 day\"\n";
    let setting = Setting::with_settings(keep);
    one_of_each(&setting).await;
    age(&setting).await;
    one_of_each(&setting).await;
    assert_eq!(files(&setting), 2);
    let _work = setting.work();
    for _ in 0..100 {
        if files(&setting) == 1 && count(&setting, "searches").await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for (table, left) in
        [("messages", 1), ("searches", 1), ("votes", 2), ("views", 2), ("visits", 2)]
    {
        assert_eq!(count(&setting, table).await, left, "{table}");
    }
    assert_eq!(files(&setting), 1);
}

#[tokio::test]
async fn more_than_is_removed_at_once_goes_too() {
    let setting = Setting::with_settings("[keep]\nvisits = \"1 day\"");
    let many: Vec<_> = (0..120)
        .map(|_| {
            let view = || event(json!({ "type": "view", "slug": "start" }));
            batch(&std::iter::repeat_with(view).take(100).collect::<Vec<_>>())
        })
        .collect();
    for batch in many {
        assert_eq!(setting.post("/v1/events", &batch).await.status, StatusCode::OK);
    }
    age(&setting).await;
    let _work = setting.work();
    for _ in 0..100 {
        if count(&setting, "views").await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(count(&setting, "views").await, 0);
}

#[tokio::test]
async fn a_person_is_erased_with_all_messages_and_files_and_nobody_else() {
    let setting = Setting::new();
    assert_eq!(send_text(&setting, "a.txt", b"Owls.").await.status, StatusCode::OK);
    for email in ["MIA@example.com", "mia@example.com.au"] {
        let mut message = message(&new_id());
        message["email"] = json!(email);
        assert_eq!(setting.post("/v1/messages", &message).await.status, StatusCode::OK);
    }
    let removed = setting.store().erase("Mia@Example.com").await.unwrap();
    assert_eq!((removed.rows, removed.files.len()), (2, 1));
    assert!(setting.files().remove(&removed.files).await.is_empty());
    assert_eq!(files(&setting), 0);
    let left = setting.reader().messages().await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].message.email, "mia@example.com.au");
}

#[tokio::test]
async fn a_message_is_answered_and_open_again() {
    let setting = Setting::new();
    let answer = setting.post("/v1/messages", &message(&new_id())).await;
    let reference = answer.json()["reference"].as_str().unwrap().to_owned();
    let store = setting.store();
    for at in [Some(1_760_000_000_000), None] {
        assert!(store.set_answered(&reference, at).await.unwrap());
        let answered = setting.reader().messages().await.unwrap()[0].answered_at;
        assert_eq!(answered, at.map(|at| at as i64));
    }
    assert!(!store.set_answered("D-0000-00", None).await.unwrap());
}

#[tokio::test]
async fn it_is_ready_unless_it_cannot_write() {
    let setting = Setting::with_file();
    let ready = async || setting.send(request(Method::GET, "/readyz", &[], "")).await.status;
    assert_eq!(ready().await, StatusCode::OK);
    let other = Connection::open(setting.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(ready().await, StatusCode::SERVICE_UNAVAILABLE);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(ready().await, StatusCode::OK);
}
