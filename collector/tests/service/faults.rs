//! A file of SQLite's that cannot write: nothing is acknowledged, and the service comes back by itself.

use axum::http::StatusCode;
use docent_collector::{Collector, app, settings::Settings, store::SqliteStore};
use rusqlite::Connection;

use crate::setting::{Setting, answer, batch, message, new_id, post, vote};

#[tokio::test]
async fn while_the_database_is_locked_nothing_is_acknowledged_and_later_all_is_well() {
    let setting = Setting::with_file();
    let other = Connection::open(setting.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let id = new_id();
    let refused = setting.post("/v1/messages", &message(&id)).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.problem().code, "store-unavailable");
    assert!(refused.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(setting.reader().messages().await.unwrap(), []);

    assert_eq!(setting.post("/v1/messages", &message(&id)).await.status, StatusCode::OK);
    assert_eq!(setting.reader().messages().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_short_lock_is_waited_for() {
    let setting = Setting::with_file();
    let path = setting.path();
    let (locked, is_locked) = std::sync::mpsc::channel();
    let other = std::thread::spawn(move || {
        let other = Connection::open(path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        locked.send(()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(300));
        other.execute_batch("ROLLBACK").unwrap();
    });
    is_locked.recv().unwrap();
    assert_eq!(setting.post("/v1/messages", &message(&new_id())).await.status, StatusCode::OK);
    other.join().unwrap();
}

#[tokio::test]
async fn a_failure_of_the_database_itself_is_told_apart_and_names_no_file() {
    let setting = Setting::with_file();
    Connection::open(setting.path()).unwrap().execute_batch("DROP TABLE votes").unwrap();
    let refused = setting.post("/v1/events", &batch(&[vote(&new_id(), "start", true)])).await;
    assert_eq!(refused.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(refused.problem().code, "store-failed");
    let body = String::from_utf8(refused.body).unwrap();
    assert!(!body.contains("votes") && !body.contains(".db"), "{body}");
    // Messages are in another table and go on.
    assert_eq!(setting.post("/v1/messages", &message(&new_id())).await.status, StatusCode::OK);
}

#[tokio::test]
async fn two_services_share_one_file() {
    let setting = Setting::with_file();
    let second = SqliteStore::open(&setting.path()).unwrap();
    let second = Collector::new(second, setting.files(), &Settings::default(), Vec::new()).unwrap();
    let second = app(second);
    let id = new_id();
    let here = setting.post("/v1/messages", &message(&id)).await;
    let there = answer(second, post("/v1/messages", message(&id).to_string())).await;
    assert_eq!(here.json(), there.json());
    assert_eq!(setting.reader().messages().await.unwrap().len(), 1);
}
