//! `GET /report`: the report as a page, for whoever has the operator's token.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

use super::permit;
use crate::{
    Collector, Store,
    clock::now,
    refusal::Refusal,
    report::{Counted, Report, ReportOptions},
};

/// How many days the report is about where nothing else is asked for.
const DAYS: u32 = 90;

/// A day, in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The page has its style within, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

#[derive(Deserialize)]
pub(super) struct Asked {
    days: Option<u32>,
}

pub(super) async fn show<S: Store>(
    State(collector): State<Collector<S>>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    permit::require(collector.parts.token.as_deref(), &headers)?;
    let Query(Asked { days }) = asked.map_err(|rejection| {
        let text = format!("The address cannot be understood: {rejection}.");
        Refusal::new(StatusCode::BAD_REQUEST, "wrong-query", text)
    })?;
    let until = now();
    let options = ReportOptions {
        since: until.saturating_sub(u64::from(days.unwrap_or(DAYS)) * DAY),
        until,
        articles: collector.parts.articles.to_vec(),
        reply_hours: collector.parts.reply_hours,
        finder: None,
        counted: Counted::default(),
    };
    let facts = collector.parts.store.facts(options.since).await?;
    let mut response = Html(Report::new(&facts, &options).to_html()).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}
