//! Votes and messages: into the outbox, and out of it when it works.

use std::sync::Arc;

use docent_protocol::{Form, Message as Letter, Vote};

use super::{DRAFT, Runtime};
use crate::json::{Json, Read, of_message, of_vote};
use crate::outbox::{self, Kind, Outcome, Parcel, Round};
use crate::page;
use crate::state::Message;

impl Runtime {
    /// Asks storage how the visitor voted before.
    pub(super) fn recall_vote(&self, slug: &str) {
        let kept = self.storage.get(&self.vote_key(slug));
        if let Some((answer, id)) = kept.as_deref().and_then(|text| text.split_once(' ')) {
            let (slug, id) = (slug.to_owned(), id.to_owned());
            self.send(Message::VoteRecalled { slug, id, helpful: answer == "yes" });
        }
    }

    pub(super) fn cast_vote(&self, vote: Vote) {
        let (id, at) = new_id();
        // It is about the article as it is written, in whichever language it was offered.
        self.put(Kind::Vote, &id, at, of_vote(&id, at, self.lang_of(&vote.slug), &vote));
        let answer = if vote.helpful { "yes " } else { "no " };
        // Where storage refuses, the vote is remembered until the page goes.
        let _ = self.storage.set(&self.vote_key(&vote.slug), &[answer, &id].concat());
        self.send(Message::VoteKept { slug: vote.slug, id });
        self.flush();
    }

    /// Reads what the site asks, and what was typed before.
    pub(super) fn prepare_form(&self) {
        let form = Form::read(&self.site.contact.form).unwrap_or_default();
        let draft = self.storage.get(DRAFT).and_then(|text| Letter::read(&Json::parse(&text)));
        self.send(Message::FormReady { form: Arc::new(form), draft: draft.map(Box::new) });
    }

    /// Looks for articles that answer a message.
    pub(super) fn suggest(&self, text: &str) {
        let articles = self.engine.borrow_mut().suggestions(text);
        self.send(Message::Suggested(articles));
    }

    pub(super) fn keep_draft(&self, letter: &Letter) {
        let kept = self.storage.set(DRAFT, &of_message(letter)).is_ok();
        if self.model.peek(|state| state.contact.draft) != kept {
            self.send(Message::DraftKept(kept));
        }
    }

    pub(super) fn send_message(&self, mut letter: Letter) {
        let (id, at) = new_id();
        letter.id.clone_from(&id);
        letter.at = at;
        letter.lang.clone_from(&self.config.lang);
        self.put(Kind::Message, &id, at, of_message(&letter));
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
        self.send_next(Round::default());
    }

    /// Sends what was not tried yet in this round. Between two parcels the widget may be gone.
    fn send_next(&self, mut round: Round) {
        let next = round.next(outbox::pending(&self.storage), |kind| match kind {
            Kind::Vote => self.config.events.clone(),
            Kind::Message => self.config.messages.clone(),
        });
        let Some((url, parcel)) = next else { return self.rest(&round) };
        let me = self.weak();
        let files = self.site.contact.files.as_deref();
        outbox::post(&url, parcel, &self.frame, files, move |parcel, outcome| {
            if let Some(runtime) = me.upgrade() {
                if round.hear(&outcome) {
                    outbox::acknowledge(&runtime.storage, &parcel.id);
                }
                runtime.conclude(parcel, outcome);
                runtime.send_next(round);
            }
        });
    }

    /// Tells the visitor what came of a message.
    fn conclude(&self, parcel: Parcel, outcome: Outcome) {
        let Parcel { id, kind, json } = parcel;
        if kind == Kind::Vote {
            return;
        }
        match outcome {
            Outcome::Acknowledged { reference } => self.send(Message::Delivered { id, reference }),
            Outcome::Refused { why } => {
                let message = Letter::read(&Json::parse(&json)).unwrap_or_default();
                self.send(Message::Refused { id, why, message: Box::new(message) });
            }
            Outcome::Later => {
                let kept = outbox::is_kept(&self.storage, &id);
                self.send(Message::Delayed { id, kept });
            }
        }
    }

    /// After a round: waits longer each time that something could not be sent.
    fn rest(&self, round: &Round) {
        self.sending.set(false);
        let failures = round.failures(self.failures.get());
        self.failures.set(failures);
        if failures > 0 {
            // The clock's last digits are chance enough to keep visitors apart.
            let chance = page::now() as u64 as u8;
            self.later(&self.timers.send, outbox::pause_ms(failures, chance), Self::flush);
        }
    }

    fn put(&self, kind: Kind, id: &str, at: u64, json: String) {
        outbox::push(&self.storage, &Parcel { id: id.to_owned(), kind, json }, at);
    }

    fn vote_key(&self, slug: &str) -> String {
        ["vote:", self.lang_of(slug), ":", slug].concat()
    }

    /// The language that an article is written in.
    fn lang_of(&self, slug: &str) -> &str {
        let doc = self.engine.borrow().find_slug(slug);
        let [lang, _] = self.site.written(doc >= Some(self.site.stand_ins.from));
        lang
    }
}

/// A new id and the time it was made.
fn new_id() -> (String, u64) {
    let millis = page::now() as u64;
    (outbox::new_id(millis, &page::random(10)), millis)
}
