//! The server of a journey: `docent host` in this process, which notes every request and can be
//! told to fail.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use docent::host::{HostOptions, Settings, open};
use docent_collector::settings::{ReportSettings, Secret};
use docent_collector::store::{
    ArticleVotes, Place, SqliteReader, SqliteStore, Store, StoredMessage,
};
use docent_collector::{AttachmentFolder, Attachments};
use docent_protocol::Event;
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::listener::{LISTENER, LISTENER_PATH, with_listener};
use crate::plug::{Plugged, Pulled};
use crate::receiver::{Asked, Service};

/// The host page that is served under the strict policy.
const STRICT: &str = "/strict.html";
/// The one whose policy also forbids WebAssembly.
const LOCKED: &str = "/locked.html";

/// Where the collector takes events.
const EVENTS: &str = "/v1/events";

/// Where the report is, and what opens it.
const REPORT: &str = "/report";
const TOKEN: &str = "owl-17";

/// What can go wrong with requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They are answered with this status, and do nothing.
    Status(u16),
    /// They do what they should, but the answer is an error of some proxy.
    AnswerLost,
    /// The answer has a few wrong bytes in its middle.
    Damaged,
    /// They wait until the fault is mended.
    Held,
}

/// A running server; it ends with this value.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    data: PathBuf,
    runtime: Option<Runtime>,
}

#[derive(Debug)]
struct Shared {
    origin: String,
    /// Parts of paths and what is wrong with them.
    faults: watch::Sender<Vec<(String, Fault)>>,
    requests: Mutex<Vec<String>>,
    /// Batches of events that were acknowledged, as they were sent.
    batches: Mutex<Vec<Value>>,
    /// What was answered with an error, such as `404 for GET /no-such-file`.
    failures: Mutex<Vec<String>>,
    /// Whether pages get the listener.
    listens: bool,
    unplugged: Pulled,
    /// What answers in the place of the site at one path.
    tenant: Mutex<Option<Tenant>>,
}

struct Tenant {
    path: String,
    service: Arc<dyn Service>,
}

impl std::fmt::Debug for Tenant {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.path)
    }
}

impl Server {
    /// Serves a folder, and keeps votes and messages in the file `data`, with these settings. If it
    /// `listens`, its pages keep what the console says.
    ///
    /// # Panics
    ///
    /// If it cannot.
    pub fn start(site: &Path, data: &Path, settings: Settings, listens: bool) -> Self {
        let token = data.with_file_name("token");
        std::fs::write(&token, TOKEN).expect("a token can be written");
        let report = ReportSettings { token: Some(Secret::File(token)), reply_hours: Some(24) };
        let settings = Settings { report, ..settings };
        let place = Place::from(data.to_owned());
        let files = place.attachments();
        let options = HostOptions { dir: site.to_owned(), data: place, files, settings };
        let (app, _) = open(&options).expect("the site can be served");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.set_nonblocking(true).expect("a listener that does not block");
        let address = listener.local_addr().expect("the address of the listener");
        let shared = Arc::new(Shared {
            origin: format!("http://{address}"),
            faults: watch::Sender::default(),
            requests: Mutex::default(),
            batches: Mutex::default(),
            failures: Mutex::default(),
            listens,
            unplugged: Pulled::default(),
            tenant: Mutex::default(),
        });
        let unplugged = shared.unplugged.clone();
        let app: Router = app.layer(middleware::from_fn_with_state(shared.clone(), pass));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads for the server");
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(Plugged::new(listener, unplugged), app).await
        });
        Self { shared, data: data.to_owned(), runtime: Some(runtime) }
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.shared.origin
    }

    /// The whole address of a path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}/{}", self.shared.origin, path.trim_start_matches('/'))
    }

    /// From now on a service answers at this path in the place of the site.
    pub fn lets(&self, path: &str, service: Arc<dyn Service>) {
        let tenant = Tenant { path: path.to_owned(), service };
        *self.shared.tenant.lock().unwrap_or_else(PoisonError::into_inner) = Some(tenant);
    }

    /// From now on, something is wrong with all requests whose path contains `part`.
    pub fn breaks(&self, part: &str, fault: Fault) {
        self.shared.faults.send_modify(|faults| faults.push((part.to_owned(), fault)));
    }

    /// From now on everything works again.
    pub fn mended(&self) {
        self.shared.faults.send_modify(Vec::clear);
    }

    /// Breaks off every connection, or lets visitors connect again.
    pub(crate) fn unplug(&self, unplugged: bool) {
        self.shared.unplugged.store(unplugged, Ordering::SeqCst);
    }

    /// What was answered with an error so far, such as `404 for GET /no-such-file`.
    #[must_use]
    pub fn failures(&self) -> Vec<String> {
        self.shared.failures.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// All requests so far, such as `GET /plain.html`.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many requests so far contain a text.
    #[must_use]
    pub fn count(&self, part: &str) -> usize {
        self.requests().iter().filter(|request| request.contains(part)).count()
    }

    /// Members of the events of a `type` that were acknowledged, in the order of their arrival.
    #[must_use]
    pub fn events(&self, kind: &str) -> Vec<Value> {
        let batches = self.shared.batches.lock().unwrap_or_else(PoisonError::into_inner);
        let events = batches.iter().filter_map(|batch| batch["events"].as_array()).flatten();
        events.filter(|event| event["type"] == kind).cloned().collect()
    }

    /// Keeps events as if they had arrived at a moment in milliseconds since 1970-01-01 UTC.
    ///
    /// # Panics
    ///
    /// If they cannot be kept.
    pub fn keeps(&self, events: Vec<Event>, received_at: u64) {
        let store = SqliteStore::open(&self.data).expect("the database of the collector");
        let runtime = self.runtime.as_ref().expect("a running server");
        runtime.block_on(store.keep_events(events, received_at)).expect("events that are kept");
    }

    /// The messages that are stored.
    ///
    /// # Panics
    ///
    /// If the database cannot be read.
    #[must_use]
    pub fn messages(&self) -> Vec<StoredMessage> {
        self.reader().messages().expect("the stored messages")
    }

    /// The votes that stand.
    ///
    /// # Panics
    ///
    /// If the database cannot be read.
    #[must_use]
    pub fn votes(&self) -> Vec<ArticleVotes> {
        self.reader().votes().expect("the stored votes")
    }

    /// Where the files of messages are.
    #[must_use]
    pub fn attachments(&self) -> Attachments {
        AttachmentFolder::beside(&self.data).into()
    }

    fn reader(&self) -> SqliteReader {
        SqliteReader::open(&self.data).expect("the database of the collector")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Held requests would wait for ever, and so would a patient shutdown.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Shared {
    /// Who answers at a path in the place of the site.
    fn tenant(&self, path: &str) -> Option<Arc<dyn Service>> {
        let tenant = self.tenant.lock().unwrap_or_else(PoisonError::into_inner);
        tenant.as_ref().filter(|tenant| tenant.path == path).map(|tenant| tenant.service.clone())
    }

    /// What is wrong with a path, once it is nothing that is waited for.
    async fn fault(&self, path: &str) -> Option<Fault> {
        let mut changes = self.faults.subscribe();
        loop {
            let fault = {
                let faults = changes.borrow_and_update();
                faults.iter().find(|(part, _)| path.contains(part)).map(|(_, fault)| *fault)
            };
            if fault != Some(Fault::Held) {
                return fault;
            }
            // The sender is `self`: it cannot be gone.
            let _ = changes.changed().await;
        }
    }
}

async fn pass(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    // Browsers ask for it whatever the page says; it has nothing to do with a journey.
    if path == "/favicon.ico" {
        return StatusCode::NO_CONTENT.into_response();
    }
    if path == LISTENER_PATH {
        return ([(header::CONTENT_TYPE, "text/javascript")], LISTENER).into_response();
    }
    if path == REPORT {
        // What a browser sends once somebody has given it the password.
        let said = format!("Basic {}", STANDARD.encode(format!("me:{TOKEN}")));
        let said = HeaderValue::try_from(said).expect("a header of plain characters");
        request.headers_mut().insert(header::AUTHORIZATION, said);
    }
    let line = format!("{} {path}", request.method());
    shared.requests.lock().unwrap_or_else(PoisonError::into_inner).push(line.clone());
    let (request, batch) = look(request, &path).await;
    let response = answer(&shared, request, next, &path).await;
    if response.status().is_success() {
        shared.batches.lock().unwrap_or_else(PoisonError::into_inner).extend(batch);
    }
    if response.status().is_client_error() || response.status().is_server_error() {
        let failure = format!("{} for {line}", response.status().as_u16());
        shared.failures.lock().unwrap_or_else(PoisonError::into_inner).push(failure);
    }
    response
}

/// The request, and the events in it.
async fn look(request: Request, path: &str) -> (Request, Option<Value>) {
    if path != EVENTS {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let batch = serde_json::from_slice(&bytes).ok();
    (Request::from_parts(parts, Body::from(bytes)), batch)
}

async fn answer(shared: &Shared, mut request: Request, next: Next, path: &str) -> Response {
    let fault = shared.fault(path).await;
    if let (None, Some(tenant)) = (fault, shared.tenant(path)) {
        return tenant.answer(&Asked::read(request).await);
    }
    match fault {
        Some(Fault::Status(code)) => {
            StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_GATEWAY).into_response()
        }
        Some(Fault::AnswerLost) => {
            next.run(request).await;
            StatusCode::BAD_GATEWAY.into_response()
        }
        Some(Fault::Damaged) => {
            request.headers_mut().remove(header::ACCEPT_ENCODING);
            damage(next.run(request).await).await
        }
        Some(Fault::Held) | None => {
            let is_page = path.ends_with('/') || path.ends_with(".html");
            let mut response = if shared.listens && is_page {
                request.headers_mut().remove(header::ACCEPT_ENCODING);
                listening(next.run(request).await).await
            } else {
                next.run(request).await
            };
            if path == STRICT || path == LOCKED {
                let policy = strict_policy(&shared.origin, path == STRICT);
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
    }
}

/// The policy that Docent promises to work under, word by word; or without WebAssembly.
fn strict_policy(origin: &str, wasm: bool) -> HeaderValue {
    let wasm = if wasm { " 'wasm-unsafe-eval'" } else { "" };
    let policy = format!(
        "script-src {origin}{wasm}; style-src {origin}; connect-src {origin}; \
         img-src {origin}; require-trusted-types-for 'script'"
    );
    HeaderValue::try_from(policy).expect("a policy of plain characters")
}

/// The page with the listener in it.
async fn listening(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    Response::from_parts(parts, Body::from(with_listener(&String::from_utf8_lossy(&bytes))))
}

async fn damage(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let mut bytes = to_bytes(body, usize::MAX).await.map(Vec::from).unwrap_or_default();
    let middle = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(middle).take(8) {
        *byte = !*byte;
    }
    Response::from_parts(parts, Body::from(bytes))
}
