//! `GET /openapi.json`: what can be sent here and what is answered, for programs.

use axum::{
    http::{HeaderName, header},
    response::IntoResponse,
};

/// OpenAPI 3.1. A test holds it to what the routes do.
const DESCRIPTION: &str = include_str!("../openapi.json");

const TYPE: [(HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];

pub(super) async fn show() -> impl IntoResponse {
    (TYPE, DESCRIPTION)
}
