//! The one shape of every answer that is not a success: a status and a [`Problem`] as JSON.

use std::time::Duration;

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use docent_protocol::Problem;

use crate::StoreError;

/// Seconds after which a client may try again when the store could not take more.
const RETRY_AFTER: u64 = 5;

/// Why a request was not done.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    problem: Problem,
    /// Seconds after which a client may try again.
    retry_after: Option<u64>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self { status, problem: Problem::new(code, message), retry_after: None }
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
        Self {
            retry_after: Some(RETRY_AFTER),
            ..Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "store-unavailable",
                "Nothing was stored: the collector cannot write at the moment. Send it again \
                 later.",
            )
        }
    }

    /// The client has sent enough for a while.
    pub(crate) fn too_many(wait: Duration) -> Self {
        Self {
            retry_after: Some(wait.as_secs() + 1),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-requests",
                "Too much was sent from here. The header `Retry-After` says when to go on.",
            )
        }
    }

    /// What was sent is readable, but breaks a rule.
    pub(crate) fn unprocessable(problem: Problem) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, problem, retry_after: None }
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
        let retry_after =
            self.retry_after.map(|seconds| [(header::RETRY_AFTER, seconds.to_string())]);
        // What makes a browser ask for the token.
        let ask = (self.status == StatusCode::UNAUTHORIZED)
            .then_some([(header::WWW_AUTHENTICATE, "Basic realm=\"Docent\", charset=\"UTF-8\"")]);
        (self.status, retry_after, ask, Json(self.problem)).into_response()
    }
}
