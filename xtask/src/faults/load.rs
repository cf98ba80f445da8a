//! Clients that send without a pause, keep what is not acknowledged, and send it again.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use uuid::Uuid;

use super::ledger::Ledger;

const CLIENTS: usize = 4;

/// How many votes a client sends at once.
const BATCH: usize = 5;

/// Of how many requests one is a message.
const MESSAGE_EVERY: u32 = 5;

/// How long a client waits for an answer, and before it tries again.
const TIMEOUT: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(20);

/// How long what is left may take to arrive once the fault is over.
const PATIENCE: Duration = Duration::from_secs(60);

/// The clients, at work.
pub(crate) struct Load {
    ledger: Arc<Mutex<Ledger>>,
    ending: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Result<()>>>,
}

impl Load {
    pub(crate) fn start(service: SocketAddr) -> Self {
        let ledger = Arc::new(Mutex::new(Ledger::default()));
        let ending = Arc::new(AtomicBool::new(false));
        let clients = (0..CLIENTS)
            .map(|_| {
                let (ledger, ending) = (Arc::clone(&ledger), Arc::clone(&ending));
                thread::spawn(move || send(service, &ledger, &ending))
            })
            .collect();
        Self { ledger, ending, clients }
    }

    /// How many requests were acknowledged so far, and how many refused.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let ledger = lock(&self.ledger);
        (ledger.acknowledged, ledger.refused)
    }

    /// Waits until something more is acknowledged, and returns how long that took.
    pub(crate) fn wait_for_more(&self) -> Result<Duration> {
        let (before, started) = (self.counts().0, Instant::now());
        while self.counts().0 == before {
            if started.elapsed() > PATIENCE {
                bail!("nothing was acknowledged for {} s", PATIENCE.as_secs());
            }
            thread::sleep(Duration::from_millis(2));
        }
        Ok(started.elapsed())
    }

    /// Lets clients send what they still have, and nothing new; returns what was sent.
    pub(crate) fn end(self) -> Result<Ledger> {
        self.ending.store(true, Ordering::Relaxed);
        for client in self.clients {
            client.join().map_err(|_| anyhow::anyhow!("a client fell over"))??;
        }
        let ledger = std::mem::take(&mut *lock(&self.ledger));
        ensure!(ledger.is_settled(), "something waits for an answer for ever");
        Ok(ledger)
    }
}

fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One request, with the ids in it.
enum Parcel {
    Votes(Vec<String>),
    Message(String),
}

impl Parcel {
    fn new(number: u32) -> Self {
        if number.is_multiple_of(MESSAGE_EVERY) {
            Self::Message(new_id())
        } else {
            Self::Votes((0..BATCH).map(|_| new_id()).collect())
        }
    }

    fn ids(&self) -> &[String] {
        match self {
            Self::Votes(ids) => ids,
            Self::Message(id) => std::slice::from_ref(id),
        }
    }

    fn path(&self) -> &'static str {
        match self {
            Self::Votes(_) => "events",
            Self::Message(_) => "messages",
        }
    }

    fn body(&self) -> Value {
        match self {
            Self::Votes(ids) => {
                let vote = |id| json!({ "type": "vote", "id": id, "at": 1, "lang": "en", "slug": id, "helpful": true });
                json!({ "events": ids.iter().map(vote).collect::<Vec<_>>() })
            }
            Self::Message(id) => json!({
                "id": id, "at": 1, "lang": "en", "name": "Mia", "email": "mia@example.com",
                "topic": "", "message": "Where is my parcel?", "context": {}
            }),
        }
    }
}

fn new_id() -> String {
    Uuid::now_v7().to_string()
}

fn send(service: SocketAddr, ledger: &Mutex<Ledger>, ending: &AtomicBool) -> Result<()> {
    let settings = ureq::Agent::config_builder().timeout_global(Some(TIMEOUT));
    let agent: ureq::Agent = settings.http_status_as_error(false).build().into();
    let mut number = 0;
    while !ending.load(Ordering::Relaxed) {
        number += 1;
        let parcel = Parcel::new(number);
        lock(ledger).send(parcel.ids());
        deliver(&agent, service, &parcel, ledger, ending)?;
    }
    Ok(())
}

/// Sends a parcel until it is acknowledged.
fn deliver(
    agent: &ureq::Agent,
    service: SocketAddr,
    parcel: &Parcel,
    ledger: &Mutex<Ledger>,
    ending: &AtomicBool,
) -> Result<()> {
    let url = format!("http://{service}/v1/{}", parcel.path());
    let body = parcel.body().to_string();
    let mut ends = None;
    loop {
        let request = agent.post(&url).content_type("application/json");
        match request.send(&body) {
            Ok(mut answer) => match answer.status().as_u16() {
                200 => {
                    // An answer that breaks off was none.
                    if let Ok(text) = answer.body_mut().read_to_string() {
                        let answer: Value = serde_json::from_str(&text).context("no JSON")?;
                        return note(parcel, &answer, &mut lock(ledger));
                    }
                    lock(ledger).unanswered += 1;
                }
                503 => lock(ledger).refused += 1,
                status => bail!("the answer {status}, which says that it is not sent again"),
            },
            Err(_) => lock(ledger).unanswered += 1,
        }
        if ending.load(Ordering::Relaxed) {
            let end = *ends.get_or_insert_with(|| Instant::now() + PATIENCE);
            ensure!(
                Instant::now() < end,
                "not acknowledged {} s after the fault",
                PATIENCE.as_secs()
            );
        }
        thread::sleep(PAUSE);
    }
}

fn note(parcel: &Parcel, answer: &Value, ledger: &mut Ledger) -> Result<()> {
    match parcel {
        Parcel::Votes(ids) => {
            let accepted = answer["accepted"].as_array().map_or(0, Vec::len);
            ensure!(accepted == ids.len(), "{accepted} of {} events are accepted", ids.len());
            ledger.votes(ids);
        }
        Parcel::Message(id) => {
            let reference = answer["reference"].as_str().context("a receipt has no reference")?;
            ledger.message(id, reference);
        }
    }
    Ok(())
}
