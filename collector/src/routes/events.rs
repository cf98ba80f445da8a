//! `POST /v1/events`: keeps a batch of votes, all or none of them.

use axum::{
    Json,
    extract::{FromRequest, Request, State},
};
use docent_protocol::{Accepted, EVENTS_MAX, Event, Problem};
use serde::{Deserialize, Deserializer, de};

use crate::{
    Collector, EVENTS_BODY_MAX, Store, body::JsonBody, clock::now, json, limit::Kind,
    refusal::Refusal, scrub,
};

/// A [`docent_protocol::EventBatch`], as it is taken.
#[derive(Deserialize)]
struct Batch {
    events: Vec<Taken>,
}

/// An event whose `type` is a text. Serde would also take the number of a kind.
struct Taken(Event);

impl<'de> Deserialize<'de> for Taken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        if value.get("type").is_some_and(|kind| !kind.is_string()) {
            return Err(de::Error::custom("`type` of an event is a text"));
        }
        json::of(value).map(Self).map_err(de::Error::custom)
    }
}

pub(super) async fn keep<S: Store>(
    State(collector): State<Collector<S>>,
    request: Request,
) -> Result<Json<Accepted>, Refusal> {
    let (headers, extensions) = (request.headers(), request.extensions());
    collector.parts.limits.count(Kind::Events, headers, extensions).map_err(Refusal::too_many)?;
    let body = JsonBody::<Batch, EVENTS_BODY_MAX>::from_request(request, &()).await?;
    let mut events: Vec<Event> = body.0.events.into_iter().map(|Taken(event)| event).collect();
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

fn check(events: &[Event]) -> Result<(), Problem> {
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
