//! `GET /report`: the report as a page, for whoever has the operator's token.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{
    Collector, Store,
    clock::now,
    refusal::Refusal,
    report::{Report, ReportOptions},
};

/// How many days the report is about where nothing else is asked for.
const DAYS: u64 = 90;

/// A day, in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The page has its style within, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

#[derive(Deserialize)]
pub(super) struct Asked {
    days: Option<u64>,
}

pub(super) async fn show<S: Store>(
    State(collector): State<Collector<S>>,
    Query(Asked { days }): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let Some(token) = &collector.parts.token else {
        return Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "no-report",
            "There is no report here. Whoever runs the collector can have one with `[report]` and \
             a `token` in the settings.",
        ));
    };
    if !is_permitted(&headers, token) {
        let refusal = Refusal::new(
            StatusCode::UNAUTHORIZED,
            "token-needed",
            "The report is for those who have its token: as the password, with any name.",
        );
        let ask = [(header::WWW_AUTHENTICATE, "Basic realm=\"Docent report\", charset=\"UTF-8\"")];
        return Ok((ask, refusal).into_response());
    }
    let until = now();
    let options = ReportOptions {
        since: until.saturating_sub(days.unwrap_or(DAYS).saturating_mul(DAY)),
        until,
        articles: collector.parts.articles.to_vec(),
        reply_hours: collector.parts.reply_hours,
    };
    let facts = collector.parts.store.facts(options.since).await?;
    let mut response = Html(Report::new(&facts, &options).to_html()).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

/// Whether the password of a request (RFC 7617), or its bearer token (RFC 6750), is the token.
fn is_permitted(headers: &HeaderMap, token: &str) -> bool {
    let Some(said) = headers.get(header::AUTHORIZATION).and_then(|said| said.to_str().ok()) else {
        return false;
    };
    let Some((scheme, rest)) = said.split_once(' ') else { return false };
    let password = match &*scheme.to_ascii_lowercase() {
        "bearer" => Some(rest.trim().as_bytes().to_vec()),
        "basic" => STANDARD.decode(rest.trim()).ok().and_then(|both| {
            let colon = both.iter().position(|byte| *byte == b':')?;
            Some(both[colon + 1..].to_vec())
        }),
        _ => None,
    };
    // Hashes are of one length, so that not even the length is told by the time it takes.
    let hash = |bytes: &[u8]| Sha256::digest(bytes);
    password.is_some_and(|password| hash(&password).ct_eq(&hash(token.as_bytes())).into())
}
