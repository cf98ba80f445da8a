//! `POST /v1/events`: keeps a batch of votes, all or none of them.

use axum::{
    Json,
    extract::{FromRequest, Request, State},
};
use docent_protocol::{Accepted, EVENTS_MAX, EventBatch, Problem};

use crate::{
    Collector, EVENTS_BODY_MAX, Store, body::JsonBody, clock::now, limit::Kind, refusal::Refusal,
    scrub,
};

pub(super) async fn keep<S: Store>(
    State(collector): State<Collector<S>>,
    request: Request,
) -> Result<Json<Accepted>, Refusal> {
    let (headers, extensions) = (request.headers(), request.extensions());
    collector.parts.limits.count(Kind::Events, headers, extensions).map_err(Refusal::too_many)?;
    let body = JsonBody::<EventBatch, EVENTS_BODY_MAX>::from_request(request, &()).await?;
    let EventBatch { mut events } = body.0;
    check(&events).map_err(Refusal::unprocessable)?;
    events.iter_mut().for_each(scrub::event);
    let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
    let accepted = events.iter().map(|event| event.id.clone()).collect();
    if !events.is_empty() {
        collector.parts.store.keep_events(events, now()).await?;
    }
    kinds.into_iter().for_each(|kind| collector.parts.metrics.event(kind));
    Ok(Json(Accepted { accepted }))
}

fn check(events: &[docent_protocol::Event]) -> Result<(), Problem> {
    if events.len() > EVENTS_MAX {
        return Err(Problem::of_field(
            "too-many",
            "events",
            &format!("may have at most {EVENTS_MAX} members, not {}", events.len()),
        ));
    }
    for (at, event) in events.iter().enumerate() {
        event.check().map_err(|problem| in_batch(problem, at))?;
    }
    Ok(())
}

/// The same problem, saying which event of the batch it is in.
fn in_batch(problem: Problem, at: usize) -> Problem {
    Problem {
        message: format!("In `events[{at}]`: {}", problem.message),
        field: problem.field.map(|field| format!("events[{at}].{field}")),
        code: problem.code,
    }
}
