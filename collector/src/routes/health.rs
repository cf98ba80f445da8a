//! `GET /healthz`: whether the process answers at all; `GET /readyz`: whether it can keep what is
//! sent.

use axum::{Json, extract::State};
use serde::Serialize;

use crate::{Collector, Store, refusal::Refusal};

#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
}

pub(super) async fn alive() -> Json<Health> {
    Json(Health { status: "ok" })
}

pub(super) async fn ready<S: Store>(
    State(collector): State<Collector<S>>,
) -> Result<Json<Health>, Refusal> {
    collector.parts.store.ready().await?;
    Ok(Json(Health { status: "ok" }))
}
