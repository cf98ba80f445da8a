//! `POST /v1/messages`: keeps a message with its files and gives it a reference.

use axum::{
    Json,
    extract::{FromRequest, Request, State},
};
use docent_protocol::{Message, Receipt};

use crate::attachments::{Received, is_multipart, keep_files, receive, require_all};
use crate::{
    Collector, MESSAGE_BODY_MAX, Store, body::JsonBody, clock::now, guard::Guard, limit::Kind,
    refusal::Refusal, scrub,
};

pub(super) async fn keep<S: Store>(
    State(collector): State<Collector<S>>,
    request: Request,
) -> Result<Json<Receipt>, Refusal> {
    let (headers, extensions) = (request.headers(), request.extensions());
    collector.parts.limits.count(Kind::Messages, headers, extensions).map_err(Refusal::too_many)?;
    let promised = collector.parts.guard.admit(headers).await?;
    let Received { mut message, arrived } = if is_multipart(request.headers()) {
        receive(request, &collector.parts.attachments).await?
    } else {
        let body = JsonBody::<Message, MESSAGE_BODY_MAX>::from_request(request, &()).await?;
        body.0.check().map_err(Refusal::unprocessable)?;
        require_all(&body.0, 0)?;
        Received { message: body.0, arrived: Vec::new() }
    };
    Guard::pass(&message, promised.as_deref())?;
    keep_files(&collector.parts.attachments, arrived).await?;
    scrub::message(&mut message);
    let id = message.id.clone();
    let targets = collector.parts.forwarding.targets(&message);
    let reference = collector.parts.store.keep_message(message, now(), targets).await?;
    collector.parts.forwarding.wake();
    collector.parts.metrics.message();
    Ok(Json(Receipt { id, reference }))
}
