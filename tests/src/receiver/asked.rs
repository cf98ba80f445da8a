//! A request with all that it brings, and the form in it.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, Method, header};
use serde_json::Value;

/// A request.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What it wants done.
    pub method: Method,
    /// Its path, without a query.
    pub path: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
    /// What its form says, if its body is one.
    pub form: Option<Vec<Part>>,
}

/// A line of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name of the field.
    pub name: String,
    /// What it says.
    pub text: String,
    /// Name of the file, if it is one.
    pub file: Option<String>,
}

impl Asked {
    pub(crate) async fn read(request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let again = Request::from_parts(parts.clone(), Body::from(body.clone()));
        let form = read_form(again).await;
        let path = parts.uri.path().to_owned();
        Self { method: parts.method, path, headers: parts.headers, body, form }
    }

    /// A header; empty where there is none.
    #[must_use]
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body, if it says that it is JSON and is.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        let is_json = self.header(header::CONTENT_TYPE).starts_with("application/json");
        is_json.then(|| serde_json::from_slice(&self.body).ok()).flatten()
    }

    /// What a field of the form says; empty where it has none.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        let parts = self.form.as_deref().unwrap_or_default();
        parts.iter().find(|part| part.name == name).map_or("", |part| &part.text)
    }
}

async fn read_form(request: Request) -> Option<Vec<Part>> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?.to_owned();
    if kind.starts_with("application/x-www-form-urlencoded") {
        let Form(lines) = Form::<Vec<(String, String)>>::from_request(request, &()).await.ok()?;
        return Some(
            lines.into_iter().map(|(name, text)| Part { name, text, file: None }).collect(),
        );
    }
    if !kind.starts_with("multipart/form-data") {
        return None;
    }
    let mut multipart = Multipart::from_request(request, &()).await.ok()?;
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.ok()? {
        let name = field.name()?.to_owned();
        let file = field.file_name().map(str::to_owned);
        let text = String::from_utf8_lossy(&field.bytes().await.ok()?).into_owned();
        parts.push(Part { name, text, file });
    }
    Some(parts)
}
