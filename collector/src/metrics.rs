//! Numbers for monitoring, in the text format of Prometheus. None of them is about a person.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};

/// Upper ends of the classes of [`Metrics::answered`], in seconds: from an answer out of memory to
/// one that waits for a disk that is locked.
const SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// What is counted since the process began.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    seconds: Family<Route, Histogram>,
    events: Family<Kind, Counter>,
    messages: Counter,
    deliveries: Family<Delivery, Counter>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    route: String,
    status: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Delivery {
    target: String,
    outcome: &'static str,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("docent");
        let requests = Family::default();
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        let (events, messages, deliveries) =
            (Family::default(), Counter::default(), Family::default());
        registry.register("requests", "Requests that were answered", requests.clone());
        registry.register_with_unit(
            "answer",
            "Time from a request to its answer",
            Unit::Seconds,
            seconds.clone(),
        );
        registry.register("events", "Events that were acknowledged", events.clone());
        registry.register("messages", "Messages that were acknowledged", messages.clone());
        registry.register("deliveries", "Attempts to hand messages on", deliveries.clone());
        Self { registry, requests, seconds, events, messages, deliveries }
    }

    /// Counts an answer; `route` is the path as it is written in the list of routes.
    pub(crate) fn answered(&self, route: &str, status: u16, seconds: f64) {
        let label = Request { route: route.to_owned(), status: status.into() };
        self.requests.get_or_create(&label).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(seconds);
    }

    /// Counts an event of a kind, by the kind's name in JSON.
    pub(crate) fn event(&self, kind: &'static str) {
        self.events.get_or_create(&Kind { kind }).inc();
    }

    pub(crate) fn message(&self) {
        self.messages.inc();
    }

    /// Counts an attempt to hand a message on: `done`, `again` or `given-up`.
    pub(crate) fn delivery(&self, target: String, outcome: &'static str) {
        self.deliveries.get_or_create(&Delivery { target, outcome }).inc();
    }

    /// All numbers as text.
    pub(crate) fn to_text(&self) -> String {
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("a string takes all that is written");
        text
    }
}

fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}
