//! Reads a request's body as JSON, with every way it can be wrong told apart.

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use docent_protocol::Message;
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{json, refusal::Refusal};

/// The most bytes of a message's body without its files. Every message that passes its check fits, even where each
/// character takes six bytes (an escape such as `\u0001`).
pub const MESSAGE_BODY_MAX: usize = 256 * 1024;

/// The most bytes of a batch's body. Every batch whose events pass their check fits: a batch that
/// were refused for its size would stay in a customer's outbox for ever.
pub const EVENTS_BODY_MAX: usize = 2 * 1024 * 1024;

/// The most bytes of a body that names a person.
pub(crate) const PERSON_BODY_MAX: usize = 16 * 1024;

/// A body that was sent as JSON.
///
/// `text/plain` is taken for JSON too: it is the only type that `navigator.sendBeacon` can send
/// to another origin without asking first, and a page that is being closed has no time to ask.
/// That such a request needs no preflight is harmless, because
/// [`crate::AllowedOrigins`] are checked on the request itself.
#[derive(Debug)]
pub(crate) struct JsonBody<T, const MAX: usize>(pub(crate) T);

impl<T, S, const MAX: usize> FromRequest<S> for JsonBody<T, MAX>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        require_json(request.headers())?;
        let bytes = read(request, MAX).await?;
        json::read(&bytes).map(Self).map_err(|error| refuse_json(&error))
    }
}

/// A message from its JSON, checked.
pub(crate) fn message_of(bytes: &[u8]) -> Result<Message, Refusal> {
    let message: Message = json::read(bytes).map_err(|error| refuse_json(&error))?;
    message.check().map_err(Refusal::unprocessable)?;
    Ok(message)
}

async fn read(request: Request, most: usize) -> Result<Bytes, Refusal> {
    let too_large = || {
        Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            format!("The body may have at most {most} bytes. Send less at once."),
        )
    };
    // What says beforehand that it is too large is not read at all.
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > most as u64) {
        return Err(too_large());
    }
    to_bytes(request.into_body(), most).await.map_err(|error| {
        if error.into_inner().is::<LengthLimitError>() {
            return too_large();
        }
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "incomplete-body",
            "The body ended before it was complete. Send it again.",
        )
    })
}

/// Refuses what is not called JSON, unlike [`JsonBody`] also text.
pub(crate) fn require_declared_json(headers: &HeaderMap) -> Result<(), Refusal> {
    require_type(headers, &["application/json"])
}

fn require_json(headers: &HeaderMap) -> Result<(), Refusal> {
    require_type(headers, &["application/json", "text/plain"])
}

fn require_type(headers: &HeaderMap, known: &[&str]) -> Result<(), Refusal> {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = sent.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    if known.iter().any(|known| essence.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "not-json",
        "The body must be JSON, sent with `Content-Type: application/json`.",
    ))
}

fn refuse_json(error: &serde_json::Error) -> Refusal {
    match error.classify() {
        Category::Data => Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "wrong-shape",
            format!("The JSON does not have the expected members: {error}."),
        ),
        Category::Syntax | Category::Eof | Category::Io => Refusal::new(
            StatusCode::BAD_REQUEST,
            "malformed-json",
            format!("The body is not well-formed JSON: {error}."),
        ),
    }
}
