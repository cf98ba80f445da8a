//! `POST /v1/people/export` and `POST /v1/people/erase`: what a person may ask for, done by whoever
//! has the operator's token. The mail address comes in the body, because addresses of requests end
//! up in logs.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use axum::{
    Json,
    extract::{FromRequest, Request, State},
    http::{HeaderName, header},
    response::IntoResponse,
};
use docent_protocol::{Message, Problem};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::permit;
use crate::{
    Attachments, Collector, Store,
    body::{JsonBody, PERSON_BODY_MAX, require_declared_json},
    refusal::Refusal,
    store::StoredMessage,
    upkeep,
};

/// What makes a browser keep the answer as a file.
const DOWNLOAD: [(HeaderName, &str); 1] =
    [(header::CONTENT_DISPOSITION, "attachment; filename=\"messages.json\"")];

#[derive(Deserialize)]
struct Person {
    email: String,
}

/// Everything that is kept of a person.
#[derive(Serialize)]
struct Exported {
    messages: Vec<ExportedMessage>,
}

#[derive(Serialize)]
struct ExportedMessage {
    reference: String,
    received_at: Option<Timestamp>,
    answered_at: Option<Timestamp>,
    message: Message,
    /// Where the attached files are, by their ids.
    files: BTreeMap<String, String>,
}

#[derive(Serialize)]
pub(super) struct Erased {
    messages: usize,
    /// Where files are that are still there.
    files_left: Vec<String>,
}

pub(super) async fn export<S: Store>(
    State(collector): State<Collector<S>>,
    request: Request,
) -> Result<impl IntoResponse, Refusal> {
    let Person { email } = asked(&collector, request).await?;
    let stored = collector.parts.store.person(&email).await?;
    let attachments = &collector.parts.attachments;
    let messages = stored.into_iter().map(|stored| exported(stored, attachments)).collect();
    Ok((DOWNLOAD, Json(Exported { messages })))
}

pub(super) async fn erase<S: Store>(
    State(collector): State<Collector<S>>,
    request: Request,
) -> Result<Json<Erased>, Refusal> {
    let Person { email } = asked(&collector, request).await?;
    let parts = Arc::clone(&collector.parts);
    // To its end, also where whoever asked has gone: files have nobody else to remove them.
    let erasing =
        tokio::spawn(async move { upkeep::erase(&*parts.store, &parts.attachments, &email).await });
    let erased = erasing.await.map_err(|_| Refusal::unavailable())??;
    let attachments = &collector.parts.attachments;
    let files_left = erased.files_left.iter().map(|file| shown(file, attachments)).collect();
    Ok(Json(Erased { messages: erased.rows, files_left }))
}

/// The person that somebody with the token asks about.
async fn asked<S: Store>(collector: &Collector<S>, request: Request) -> Result<Person, Refusal> {
    permit::require(collector.parts.token.as_deref(), request.headers())?;
    // A page cannot send this type with a password that the browser remembers, unless it is ours.
    require_declared_json(request.headers())?;
    let body = JsonBody::<Person, PERSON_BODY_MAX>::from_request(request, &()).await?;
    if !Message::is_email(&body.0.email) {
        let problem = Problem {
            field: Some("email".into()),
            ..Problem::new("invalid-email", "`email` is not a mail address")
        };
        return Err(Refusal::unprocessable(problem));
    }
    Ok(body.0)
}

fn exported(stored: StoredMessage, attachments: &Attachments) -> ExportedMessage {
    let StoredMessage { reference, received_at, answered_at, message } = stored;
    let time = |at| Timestamp::from_millisecond(at).ok();
    let kept = message.attachments.iter().filter(|one| !one.lost);
    let files =
        kept.map(|one| (one.id.clone(), shown(&attachments.place(one), attachments))).collect();
    ExportedMessage {
        reference,
        received_at: time(received_at),
        answered_at: answered_at.and_then(time),
        message,
        files,
    }
}

/// Where a file is, for somebody far away: in which bucket, or below which folder beside the
/// database.
fn shown(place: &Path, attachments: &Attachments) -> String {
    let folder = attachments.folder().and_then(Path::parent);
    let short = folder.and_then(|folder| place.strip_prefix(folder).ok()).unwrap_or(place);
    short.to_string_lossy().replace('\\', "/")
}
