//! A collector in a folder of its own, and short ways to talk to it.

use std::path::{Path, PathBuf};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use docent_collector::{
    Attachments, Collector, app,
    settings::Settings,
    store::{Database, Reader},
};
use docent_protocol::Problem;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tower::ServiceExt;

use crate::{cabinet::Cabinet, home::Home};

pub(crate) struct Setting {
    pub(crate) app: Router,
    collector: Collector<Database>,
    home: Home,
    cabinet: Cabinet,
    folder: TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Setting {
    pub(crate) fn new() -> Self {
        Self::with_origins(&[])
    }

    pub(crate) fn with_origins(origins: &[&str]) -> Self {
        Self::with_settings(&format!("allow_origins = {origins:?}"))
    }

    pub(crate) fn with_settings(settings: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let home = Home::new(folder.path());
        Self::at(home, folder, settings)
    }

    /// With a file of SQLite's whatever the other tests are run with.
    pub(crate) fn with_file() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let home = Home::file(folder.path());
        Self::at(home, folder, "")
    }

    fn at(home: Home, folder: TempDir, settings: &str) -> Self {
        let cabinet = Cabinet::new(folder.path());
        let collector = collector(&home, &cabinet, folder.path(), settings);
        Self { app: app(collector.clone()), collector, home, cabinet, folder }
    }

    /// The same files with another process, as it were.
    pub(crate) fn restart(&mut self, settings: &str) {
        self.collector = collector(&self.home, &self.cabinet, self.folder.path(), settings);
        self.app = app(self.collector.clone());
    }

    /// Hands messages on and forgets until the test ends, or this is aborted.
    pub(crate) fn work(&self) -> JoinHandle<()> {
        tokio::spawn(self.collector.work())
    }

    /// The store itself, as another program would open it.
    pub(crate) fn store(&self) -> Database {
        Database::open(self.home.place()).expect("the database")
    }

    /// Runs SQL that both databases understand, and returns the number that it selects.
    pub(crate) async fn sql(&self, text: &str) -> Option<i64> {
        self.home.sql(text).await
    }

    /// The file of SQLite's.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("docent.db")
    }

    /// Where files are kept.
    pub(crate) fn cabinet(&self) -> &Cabinet {
        &self.cabinet
    }

    pub(crate) fn files(&self) -> Attachments {
        self.cabinet.files()
    }

    pub(crate) fn reader(&self) -> Reader {
        Reader::open(self.home.place()).expect("the database")
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        answer(self.app.clone(), request).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(post(path, body.to_string())).await
    }
}

fn collector(home: &Home, cabinet: &Cabinet, folder: &Path, settings: &str) -> Collector<Database> {
    let file = folder.join("collector.toml");
    std::fs::write(&file, settings).expect("the settings");
    let settings = Settings::read(&file).expect("good settings");
    let store = Database::open(home.place()).expect("the database");
    Collector::new(store, cabinet.files(), &settings, Vec::new())
        .expect("settings that can be used")
}

pub(crate) async fn answer(app: Router, request: Request<Body>) -> Answer {
    let response = app.oneshot(request).await.expect("a router never fails");
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The problem of an answer that must be one.
    pub(crate) fn problem(&self) -> Problem {
        assert!(!self.status.is_success(), "{}", self.status);
        let problem: Problem = serde_json::from_value(self.json()).expect("a problem");
        assert!(!problem.code.is_empty() && !problem.message.is_empty(), "{problem:?}");
        problem
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a header of text"))
    }
}

pub(crate) fn post(path: &str, body: impl Into<Body>) -> Request<Body> {
    request(Method::POST, path, &[("content-type", "application/json")], body)
}

pub(crate) fn request(
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        request = request.header(header::HOST, "help.example.com");
    }
    request.body(body.into()).expect("a request")
}

pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

pub(crate) fn message(id: &str) -> Value {
    json!({
        "id": id, "at": 1_760_000_000_000_u64, "lang": "en",
        "name": "Mia", "email": "mia@example.com", "topic": "Billing",
        "message": "My invoice is wrong.\nPlease look.",
        "fields": { "order": "K-17", "gift": "yes" },
        "consent": { "text": "I agree.", "at": 1_759_999_999_000_u64 },
        "complaint": true,
        "context": { "search": "invoise", "article": "billing/invoices",
                     "searches": ["bill"], "articles": ["billing/refunds", "billing/cards"],
                     "page": "https://www.example.com/account" }
    })
}

pub(crate) fn vote(id: &str, slug: &str, helpful: bool) -> Value {
    json!({ "type": "vote", "id": id, "at": 1_760_000_000_000_u64, "lang": "en",
            "slug": slug, "helpful": helpful })
}

/// An event with these members besides those that each has.
pub(crate) fn event(kind: Value) -> Value {
    let mut event = json!({ "id": new_id(), "at": 1_760_000_000_000_u64, "lang": "en" });
    event.as_object_mut().unwrap().extend(kind.as_object().unwrap().clone());
    event
}

pub(crate) fn batch(events: &[Value]) -> Value {
    json!({ "events": events })
}
