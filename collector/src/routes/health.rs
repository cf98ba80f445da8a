//! `GET /healthz`: whether the process answers at all.

use axum::Json;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
}

pub(super) async fn alive() -> Json<Health> {
    Json(Health { status: "ok" })
}
