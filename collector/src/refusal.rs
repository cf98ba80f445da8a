//! The one shape of every answer that is not a success: a status and a [`Problem`] as JSON.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use docent_protocol::Problem;

use crate::StoreError;

/// Seconds after which a client may try again when the store could not take more.
const RETRY_AFTER: &str = "5";

/// Why a request was not done.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    problem: Problem,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self { status, problem: Problem::new(code, message) }
    }

    /// The client took longer than anybody can wait.
    pub(crate) fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "too-slow",
            "The request took too long. Send it again.",
        )
    }

    /// Nothing can be written now, and may be later.
    pub(crate) fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "store-unavailable",
            "Nothing was stored: the collector cannot write at the moment. Send it again later.",
        )
    }

    /// What was sent is readable, but breaks a rule.
    pub(crate) fn unprocessable(problem: Problem) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, problem }
    }
}

impl From<StoreError> for Refusal {
    /// The cause stays in the log: it may name files of the machine.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable { .. } => Self::unavailable(),
            StoreError::Failed { .. } => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "store-failed",
                "Nothing was stored: the collector failed. Its log says why.",
            ),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.problem)).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            let value = header::HeaderValue::from_static(RETRY_AFTER);
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response
    }
}
