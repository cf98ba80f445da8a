//! Votes and messages: into the outbox, and out of it when it works.

use docent_protocol::{Event, EventKind, Message as Letter};
use wasm_bindgen_futures::spawn_local;

use super::Runtime;
use crate::json::from_text;
use crate::outbox::{self, Kind, Outcome, Parcel};
use crate::state::{CastVote, Message};

impl Runtime {
    /// Asks storage how the visitor voted before.
    pub(super) fn recall_vote(&self, slug: &str) {
        let kept = self.storage.get(&self.vote_key(slug));
        if let Some((answer, id)) = kept.as_deref().and_then(|text| text.split_once(' ')) {
            let (slug, id) = (slug.to_owned(), id.to_owned());
            self.send(Message::VoteRecalled { slug, id, helpful: answer == "yes" });
        }
    }

    pub(super) fn cast_vote(&self, vote: CastVote) {
        let CastVote { slug, helpful, reason, comment, replaces } = vote;
        let (id, at) = new_id();
        let kind = EventKind::Vote { slug: slug.clone(), helpful, reason, comment, replaces };
        let event = Event { id: id.clone(), at, lang: self.config.lang.clone(), kind };
        self.put(Kind::Vote, &id, &event);
        let answer = if helpful { "yes " } else { "no " };
        // Where storage refuses, the vote is remembered until the page goes.
        let _ = self.storage.set(&self.vote_key(&slug), &[answer, &id].concat());
        self.send(Message::VoteKept { slug, id });
        self.flush();
    }

    pub(super) fn send_message(&self, mut letter: Letter) {
        let (id, at) = new_id();
        letter.id.clone_from(&id);
        letter.at = at;
        letter.lang.clone_from(&self.config.lang);
        self.put(Kind::Message, &id, &letter);
        self.send(Message::MessageKept(id));
        self.flush();
    }

    pub(super) fn withdraw(&self, id: &str) {
        outbox::acknowledge(&self.storage, id);
    }

    /// Sends what waits, oldest first, one after the other.
    pub(crate) fn flush(&self) {
        if self.sending.get() || outbox::pending(&self.storage).is_empty() {
            return;
        }
        self.sending.set(true);
        let (me, life) = (self.weak(), self.frame.signal());
        spawn_local(async move {
            let mut tried: Vec<String> = Vec::new();
            let mut failed = false;
            // Between two parcels the widget may be gone, and the outbox may have grown.
            while let Some((url, parcel)) =
                me.upgrade().and_then(|runtime| runtime.next_parcel(&tried))
            {
                tried.push(parcel.id.clone());
                let outcome = outbox::post(&url, &parcel, &life).await;
                failed |= outcome == Outcome::Later;
                if let Some(runtime) = me.upgrade() {
                    runtime.conclude(parcel, outcome);
                }
            }
            if let Some(runtime) = me.upgrade() {
                runtime.rest(failed);
            }
        });
    }

    fn next_parcel(&self, tried: &[String]) -> Option<(String, Parcel)> {
        outbox::pending(&self.storage).into_iter().find_map(|parcel| {
            let url = match parcel.kind {
                Kind::Vote => self.config.events.clone(),
                Kind::Message => self.config.messages.clone(),
            };
            (!tried.contains(&parcel.id)).then_some((url?, parcel))
        })
    }

    fn conclude(&self, parcel: Parcel, outcome: Outcome) {
        let Parcel { id, kind, json } = parcel;
        if outcome != Outcome::Later {
            outbox::acknowledge(&self.storage, &id);
        }
        if kind == Kind::Vote {
            return;
        }
        match outcome {
            Outcome::Acknowledged { reference } => self.send(Message::Delivered { id, reference }),
            Outcome::Refused { why } => {
                let message = from_text(&json).unwrap_or_default();
                self.send(Message::Refused { id, why, message: Box::new(message) });
            }
            Outcome::Later => {
                let kept = outbox::is_kept(&self.storage, &id);
                self.send(Message::Delayed { id, kept });
            }
        }
    }

    /// After a round: waits longer each time that something could not be sent.
    fn rest(&self, failed: bool) {
        self.sending.set(false);
        if failed {
            self.failures.set(self.failures.get() + 1);
            let pause = outbox::pause_ms(self.failures.get());
            self.later(&self.timers.send, pause, Self::flush);
        } else {
            self.failures.set(0);
        }
    }

    fn put<T: serde::Serialize>(&self, kind: Kind, id: &str, content: &T) {
        // These types have string keys only: they cannot fail to become JSON.
        let json = serde_json::to_string(content).unwrap_or_default();
        outbox::push(&self.storage, &Parcel { id: id.to_owned(), kind, json });
    }

    fn vote_key(&self, slug: &str) -> String {
        ["vote:", &self.config.lang, ":", slug].concat()
    }
}

/// A new id and the time it was made.
fn new_id() -> (String, u64) {
    let millis = js_sys::Date::now() as u64;
    let mut random = [0; 10];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // Ten bytes are far below the limit, the only thing that it refuses.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    (outbox::new_id(millis, random), millis)
}
