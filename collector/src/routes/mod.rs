//! The endpoints: which path leads where, and what holds for all of them.

mod events;
mod health;
mod messages;
mod metrics;
mod openapi;
mod people;
mod permit;
mod report;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::{AllowedOrigins, Collector, Store, attachments, metrics::Metrics, refusal::Refusal};

/// How long a client may take for one request, body included, unless it brings files.
const REQUEST_TIME: Duration = Duration::from_secs(30);

/// How long a browser may remember what [`cors`] allowed.
const PREFLIGHT_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// The collector as a service of its own.
pub fn app<S: Store>(collector: Collector<S>) -> Router {
    let cors = cors(&collector.parts.origins);
    routes(collector).fallback(no_such_path).layer(cors)
}

/// The collector's endpoints alone, to be merged into a larger service, which then has to lay
/// [`cors`] around the whole.
pub fn routes<S: Store>(collector: Collector<S>) -> Router {
    Router::new()
        .route("/v1/events", post(events::keep::<S>))
        .route("/v1/messages", post(messages::keep::<S>))
        .route("/v1/people/export", post(people::export::<S>))
        .route("/v1/people/erase", post(people::erase::<S>))
        // For bodies with parts; those without have bounds of their own.
        .layer(DefaultBodyLimit::max(attachments::BODY_MAX))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready::<S>))
        .route("/report", get(report::show::<S>))
        .route("/openapi.json", get(openapi::show))
        .route("/metrics", get(metrics::show::<S>))
        .route("/v1/{*path}", any(no_such_path))
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(collector.parts.origins.clone(), guard))
        .layer(middleware::from_fn_with_state(Arc::clone(&collector.parts.metrics), count))
        .with_state(collector)
}

/// Lets pages of `origins`, and no others, read answers.
pub fn cors(origins: &AllowedOrigins) -> CorsLayer {
    let origins = origins.clone();
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, _| origins.contains(origin)))
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([header::CONTENT_TYPE, HeaderName::from_static(crate::guard::HEADER)])
        .expose_headers([header::RETRY_AFTER])
        .max_age(PREFLIGHT_AGE)
}

/// Refuses pages of strangers and clients that never finish, and marks every answer as data that
/// is neither a page nor to be kept by caches.
async fn guard(State(origins): State<AllowedOrigins>, request: Request, next: Next) -> Response {
    let mut response = if !request.method().is_safe() && !origins.permit(request.headers()) {
        Refusal::new(
            StatusCode::FORBIDDEN,
            "origin-not-allowed",
            "Pages of this origin may not send here. Whoever runs the collector can allow it \
             with `--allow-origin`.",
        )
        .into_response()
    } else {
        let has_files = attachments::is_multipart(request.headers());
        let time = if has_files { attachments::REQUEST_TIME } else { REQUEST_TIME };
        let answer = tokio::time::timeout(time, next.run(request)).await;
        answer.unwrap_or_else(|_| Refusal::too_slow().into_response())
    };
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] as [(HeaderName, &'static str); 4]
    {
        // The report has a policy of its own.
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Counts every answer, and how long it took.
async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("other", |route| route.as_str()).to_owned();
    let start = Instant::now();
    let response = next.run(request).await;
    metrics.answered(&route, response.status().as_u16(), start.elapsed().as_secs_f64());
    response
}

async fn no_such_path() -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "not-found",
        "There is nothing here. Votes go to /v1/events, messages to /v1/messages.",
    )
}

async fn wrong_method() -> Refusal {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "wrong-method",
        "This endpoint does not take this method. The header `Allow` names what it takes.",
    )
}
