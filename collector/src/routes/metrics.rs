//! `GET /metrics`: numbers for monitoring.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

use super::permit;
use crate::{Collector, Store, refusal::Refusal};

/// The type of the text, as its specification has it.
const TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(super) async fn show<S: Store>(
    State(collector): State<Collector<S>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    permit::require(collector.parts.token.as_deref(), &headers)?;
    Ok(([(header::CONTENT_TYPE, TYPE)], collector.parts.metrics.to_text()).into_response())
}
