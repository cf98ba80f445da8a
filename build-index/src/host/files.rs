//! The files of a built folder over HTTP: how long each may be kept by caches, how it is called,
//! and what is never given out. Reading, ranges, validators and the choice between a file and its
//! compressed twins are `tower-http`'s.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use tower_http::services::ServeDir;

/// Files below a folder of this name have a hash of their content in their own name.
const HASHED: &str = "_docent";

/// How many folders deep a page for missing files is looked for.
const NOT_FOUND_DEPTH: usize = 16;

/// What is answered where the folder has no `404.html`.
const NOT_FOUND: &str = "<!doctype html><html lang=en><meta charset=utf-8>\
    <meta name=viewport content=\"width=device-width\"><title>Not found</title>\
    <h1>Not found</h1><p>There is no page at this address.\n";

#[derive(Clone)]
struct Files {
    root: Arc<Path>,
    serve: ServeDir,
}

/// Serves everything below `root`.
pub(super) fn service(root: PathBuf) -> Router {
    let serve = ServeDir::new(&root)
        .precompressed_br()
        .precompressed_gzip()
        .ignore_multi_range_requests(true);
    Router::new().fallback(answer).with_state(Files { root: root.into(), serve })
}

async fn answer(State(files): State<Files>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow, "There is only something to read here.\n")
            .into_response();
    }
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let mut response =
        if is_public(&path) { files.open(request, &path).await } else { files.not_found("").await };
    describe(&path, response.status(), response.headers_mut());
    response
}

impl Files {
    async fn open(&self, request: Request, path: &str) -> Response {
        match self.serve.clone().try_call(request).await {
            Ok(found) if found.status() == StatusCode::NOT_FOUND => self.not_found(path).await,
            Ok(found) => found.map(Body::new),
            Err(error) if is_absence(&error) => self.not_found(path).await,
            Err(error) => {
                tracing::error!(%error, path, "a file cannot be read");
                (StatusCode::INTERNAL_SERVER_ERROR, "The file cannot be read.\n").into_response()
            }
        }
    }

    /// The nearest `404.html` above a path, so that each help centre below the root has its own.
    async fn not_found(&self, path: &str) -> Response {
        let folders: Vec<&str> =
            path.split('/').filter(|part| !part.is_empty()).take(NOT_FOUND_DEPTH).collect();
        let above = (0..=folders.len()).rev().map(|depth| folders[..depth].iter().collect());
        let mut page = None;
        for folder in above.map(|folder: PathBuf| self.root.join(folder)) {
            page = tokio::fs::read(folder.join("404.html")).await.ok();
            if page.is_some() {
                break;
            }
        }
        let html = [(header::CONTENT_TYPE, "text/html")];
        (StatusCode::NOT_FOUND, html, page.unwrap_or_else(|| NOT_FOUND.into())).into_response()
    }
}

/// Whether a path, percent-decoded, is one that is given out if there is a file.
///
/// Names that begin with a dot (`.git`, `.env`, `..`) are not, save for `.well-known` (RFC 8615).
/// Nor are paths with empty parts, because a redirect from `//host` to `//host/` would lead to
/// another site, or with a backslash, which is a slash on some systems.
fn is_public(path: &str) -> bool {
    let Some(path) = path.strip_prefix('/') else { return false };
    let folders = path.rsplit_once('/').map(|(folders, _)| folders);
    let is_open = |part: &str| !part.starts_with('.') || part == ".well-known";
    !path.contains('\\')
        && path.split('/').all(is_open)
        && folders.is_none_or(|folders| folders.split('/').all(|folder| !folder.is_empty()))
}

/// Whether an error means that there is no such file to be given out.
fn is_absence(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::NotFound
            | Kind::PermissionDenied
            | Kind::NotADirectory
            | Kind::IsADirectory
            | Kind::InvalidFilename
            | Kind::InvalidInput
    )
}

/// Adds what caches and browsers have to know of the file at a path.
pub(crate) fn describe(path: &str, status: StatusCode, headers: &mut HeaderMap) {
    let found = status.is_success() || status == StatusCode::NOT_MODIFIED;
    let hashed = found && path.split('/').any(|part| part == HASHED);
    let keep = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    // An answer without a body varies too: a cache must not use it for another encoding.
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    match kind.map(|kind| content_type(path, kind)) {
        Some("image/svg+xml") => {
            // Opened by itself, a drawing must not run scripts in the site's name.
            let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        }
        Some(kind) if kind.starts_with("text/") && !kind.contains("charset") => {
            if let Ok(kind) = HeaderValue::try_from(format!("{kind}; charset=utf-8")) {
                headers.insert(header::CONTENT_TYPE, kind);
            }
        }
        _ => {}
    }
}

/// The type of a file, where the guess by its ending is wrong: `.ts` is guessed to be a film.
fn content_type<'a>(path: &str, guessed: &'a str) -> &'a str {
    if path.ends_with(".ts") { "text/plain" } else { guessed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_a_dot_or_is_empty_is_not_given_out() {
        for public in ["/", "/a", "/a/", "/a/b.html", "/a.b/c", "/.well-known/security.txt"] {
            assert!(is_public(public), "{public}");
        }
        for hidden in [
            "",
            "*",
            "a",
            "//",
            "//a",
            "//a/",
            "/a//b",
            "/a//",
            "/..",
            "/../a",
            "/a/../b",
            "/.git/config",
            "/a/.env",
            "/.",
            "/./a",
            "/.well-known/.hidden",
            "/a\\\\.git",
            "/\\\\host",
        ] {
            assert!(!is_public(hidden), "{hidden}");
        }
    }
}
