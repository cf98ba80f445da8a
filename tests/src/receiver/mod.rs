//! Who receives messages in place of Docent's collector: a service on a host of its own, which lets
//! pages of other origins ask, and which can be told to fail.
//!
//! What a service takes and answers is written from what its maker publishes, and strictly: what is
//! not described there is refused.

mod asked;
mod chatwoot;
mod formspree;
mod netlify;
mod web3forms;
mod zendesk;

use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::runtime::Runtime;

pub use asked::{Asked, Part};
pub use chatwoot::Chatwoot;
pub use formspree::Formspree;
pub use netlify::Netlify;
pub use web3forms::Web3Forms;
pub use zendesk::Zendesk;

/// Something that answers requests.
pub trait Service: Send + Sync + 'static {
    /// Answers a request.
    fn answer(&self, asked: &Asked) -> Response;
}

/// What a service does instead of its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It answers with this status.
    Status(u16),
    /// It does its work, but the answer is an error of some proxy.
    AnswerLost,
    /// It answers with a page for people, with a status of success.
    Page,
    /// It leads to such a page.
    Redirect,
}

/// A running service; it ends with this value.
#[derive(Debug)]
pub struct Receiver {
    origin: String,
    shared: Arc<Shared>,
    runtime: Option<Runtime>,
}

struct Shared {
    service: Arc<dyn Service>,
    /// What is wrong with requests whose path contains a text.
    trouble: Mutex<Option<(String, Trouble)>>,
    /// All requests, such as `POST /f/abc`, without those that ask for permission.
    requests: Mutex<Vec<String>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Shared").field("trouble", &self.trouble).finish_non_exhaustive()
    }
}

impl Receiver {
    /// Lets a service be asked.
    ///
    /// # Panics
    ///
    /// If there is no port for it.
    pub fn start(service: Arc<dyn Service>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.set_nonblocking(true).expect("a listener that does not block");
        let address = listener.local_addr().expect("the address of the listener");
        let shared =
            Arc::new(Shared { service, trouble: Mutex::default(), requests: Mutex::default() });
        let app: Router = Router::new().fallback(respond).with_state(shared.clone());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a thread for the service");
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, app).await
        });
        Self { origin: format!("http://{address}"), shared, runtime: Some(runtime) }
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// From now on, something is wrong with requests whose path contains `part`.
    pub fn breaks(&self, part: &str, trouble: Trouble) {
        *lock(&self.shared.trouble) = Some((part.to_owned(), trouble));
    }

    /// From now on everything works again.
    pub fn mended(&self) {
        *lock(&self.shared.trouble) = None;
    }

    /// How many requests so far contain a text.
    #[must_use]
    pub fn count(&self, part: &str) -> usize {
        lock(&self.shared.requests).iter().filter(|line| line.contains(part)).count()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

pub(crate) fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// JSON with a status.
pub(crate) fn json(status: u16, value: &serde_json::Value) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response_with(status)
}

/// A page for people.
pub(crate) fn page(words: &str) -> Response {
    let text = format!("<!doctype html>\n<title>{words}</title>\n<h1>{words}</h1>\n");
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

/// The way to a page for people.
pub(crate) fn to_page() -> Response {
    (StatusCode::FOUND, [(header::LOCATION, "/thanks")]).into_response()
}

trait WithStatus: IntoResponse + Sized {
    fn into_response_with(self, status: StatusCode) -> Response {
        let mut response = self.into_response();
        *response.status_mut() = status;
        response
    }
}

impl<T: IntoResponse> WithStatus for T {}

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let from = request.headers().get(header::ORIGIN).cloned();
    let mut response = if request.method() == Method::OPTIONS {
        permit(request.headers())
    } else {
        let asked = Asked::read(request).await;
        lock(&shared.requests).push(format!("{} {}", asked.method, asked.path));
        work(&shared, &asked)
    };
    if let Some(from) = from {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, from);
    }
    response
}

fn work(shared: &Shared, asked: &Asked) -> Response {
    if asked.path == "/thanks" {
        return page("Are you a person?");
    }
    let trouble = lock(&shared.trouble).clone();
    let trouble = trouble.filter(|(part, _)| asked.path.contains(part));
    match trouble.map(|(_, trouble)| trouble) {
        None => shared.service.answer(asked),
        Some(Trouble::Status(status)) => ().into_response_with(
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        ),
        Some(Trouble::AnswerLost) => {
            shared.service.answer(asked);
            StatusCode::BAD_GATEWAY.into_response()
        }
        Some(Trouble::Page) => page("Are you a person?"),
        Some(Trouble::Redirect) => to_page(),
    }
}

/// What a browser asks before it posts JSON to another host.
fn permit(asked: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    let methods = HeaderValue::from_static("GET, POST, OPTIONS");
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    if let Some(wanted) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    response
}
