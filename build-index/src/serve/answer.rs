//! What browsers are answered: the files of the preview, with a script in every page that listens
//! for the next one.

use std::convert::Infallible;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::from_fn;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;
use tokio::sync::watch::Receiver;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

use super::names::only_local;
use super::preview::Preview;
use crate::host::files::describe;

/// Where the script is. No article has a dot in its address.
const SCRIPT: &str = "/docent.live/live.js";
/// Where it listens.
const EVENTS: &str = "/docent.live/events";
/// What it is written with instead of its style sheet.
const CSS_TOKEN: &str = "__DOCENT_LIVE_CSS__";

/// Answers until there is an end to it from outside.
///
/// # Errors
///
/// If the port cannot be used after all.
pub(super) async fn serve(
    listener: std::net::TcpListener,
    preview: Receiver<Preview>,
) -> Result<()> {
    listener.set_nonblocking(true).context("cannot listen for browsers")?;
    let listener = tokio::net::TcpListener::from_std(listener).context("cannot listen")?;
    let is_local = listener.local_addr().is_ok_and(|address| address.ip().is_loopback());
    let mut router = router(preview);
    if is_local {
        router = router.layer(from_fn(only_local));
    }
    axum::serve(listener, router).await.context("cannot answer browsers any more")
}

fn router(preview: Receiver<Preview>) -> Router {
    Router::new()
        .route(EVENTS, get(events))
        .route(SCRIPT, get(script))
        // Browsers ask for it by themselves, and a writer's console shall show what is wrong only.
        .route("/favicon.ico", get(StatusCode::NO_CONTENT))
        .fallback(file)
        .with_state(preview)
}

/// Tells what is shown, now and whenever that changes.
async fn events(
    State(preview): State<Receiver<Preview>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let messages =
        WatchStream::new(preview).map(|preview| Ok(Event::default().data(preview.message)));
    Sse::new(messages).keep_alive(KeepAlive::default())
}

async fn script() -> impl IntoResponse {
    let css = serde_json::Value::from(include_str!("live.css")).to_string();
    let script = include_str!("live.js").replace(CSS_TOKEN, &css);
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, script)
}

async fn file(State(preview): State<Receiver<Preview>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        let text = "Votes and messages are not kept while a help centre is written; \
                    `docent host` keeps them.\n";
        return (StatusCode::METHOD_NOT_ALLOWED, allow, text).into_response();
    }
    let preview = preview.borrow().clone();
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let mut response = answer(&preview, path.strip_prefix('/').unwrap_or_default());
    describe(&path, response.status(), response.headers_mut());
    response
}

fn answer(preview: &Preview, path: &str) -> Response {
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    if let Some(bytes) = preview.file(&file) {
        let kind = mime_guess::from_path(&file).first_or_octet_stream();
        let kind = HeaderValue::from_str(kind.as_ref())
            .unwrap_or(HeaderValue::from_static("application/octet-stream"));
        let is_page = kind.as_bytes().starts_with(b"text/html");
        let headers = [(header::CONTENT_TYPE, kind)];
        return match std::str::from_utf8(bytes) {
            Ok(page) if is_page => (headers, with_script(page, preview.version())).into_response(),
            _ => (headers, bytes.clone()).into_response(),
        };
    }
    if preview.file(&format!("{path}/index.html")).is_some() {
        // Relative, so that it leads nowhere else whatever the path is.
        let name = path.rsplit('/').next().unwrap_or_default();
        let name = crate::library::encoded(name);
        return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, format!("./{name}/"))])
            .into_response();
    }
    let page = match preview.site {
        Some(_) => page(
            "Not found",
            "<p>There is no article at this address, now. Was it renamed, moved or deleted?</p>\n\
             <p><a href=\"/\">All articles</a></p>",
        ),
        None => page(
            "Nothing to show yet",
            "<p>The help centre appears here as soon as it can be built. What keeps it from that is \
             said here and in the terminal.</p>",
        ),
    };
    let html = [(header::CONTENT_TYPE, "text/html")];
    (StatusCode::NOT_FOUND, html, with_script(&page, preview.version())).into_response()
}

/// A page of this server's own.
fn page(title: &str, text: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{text}\n</main>\n</body>\n</html>\n"
    )
}

/// A page with the script that listens for versions after this one.
fn with_script(page: &str, version: &str) -> String {
    let script = format!("<script defer src=\"{SCRIPT}\" data-version=\"{version}\"></script>\n");
    let at = page.find("</head>").unwrap_or(0);
    format!("{}{script}{}", &page[..at], &page[at..])
}
