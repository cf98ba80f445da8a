//! `POST /v1/messages`: keeps a message and gives it a reference.

use axum::{Json, extract::State};
use docent_protocol::{Message, Receipt};

use crate::{Collector, MESSAGE_BODY_MAX, Store, body::JsonBody, refusal::Refusal, routes::now};

pub(super) async fn keep<S: Store>(
    State(collector): State<Collector<S>>,
    JsonBody(message): JsonBody<Message, MESSAGE_BODY_MAX>,
) -> Result<Json<Receipt>, Refusal> {
    message.check().map_err(Refusal::unprocessable)?;
    let id = message.id.clone();
    let reference = collector.store.keep_message(message, now()).await?;
    Ok(Json(Receipt { id, reference }))
}
