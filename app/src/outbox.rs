//! Votes and messages on their way: kept before they are sent, removed when acknowledged.
//!
//! The only network writes. Each parcel has its own place in storage, so that two tabs never
//! overwrite each other's; sending one twice is harmless, because the receiver goes by its id.
//! Where the browser has locks, it does not happen (`page/claim.js`): each parcel is one tab's.

mod bounds;
mod id;
#[cfg(test)]
mod model;
mod pause;
mod post;
mod round;

pub(crate) use id::new_id;
pub(crate) use pause::pause_ms;
pub(crate) use post::{Outcome, post};
pub(crate) use round::Round;

use crate::storage::Storage;

/// Where parcels are kept, followed by their id.
const KEY: &str = "outbox:";

/// A vote or a message, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parcel {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// JSON of a [`docent_protocol::Event`] or a [`docent_protocol::Message`].
    pub(crate) json: String,
}

/// What a parcel holds, and so where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Vote,
    Message,
}

impl Parcel {
    /// The text that storage keeps: the kind, a blank, the JSON.
    fn encode(&self) -> String {
        let kind = match self.kind {
            Kind::Vote => "vote ",
            Kind::Message => "message ",
        };
        [kind, &self.json].concat()
    }

    fn decode(id: String, text: &str) -> Option<Self> {
        let (kind, json) = text.split_once(' ')?;
        let kind = match kind {
            "vote" => Kind::Vote,
            "message" => Kind::Message,
            _ => return None,
        };
        Some(Self { id, kind, json: json.to_owned() })
    }

    /// Body of the request: a vote travels in a batch.
    fn body(&self) -> String {
        match self.kind {
            Kind::Vote => ["{\"events\":[", &self.json, "]}"].concat(),
            Kind::Message => self.json.clone(),
        }
    }
}

/// Keeps a parcel at a time, in milliseconds since 1970, and drops what is too much or too old.
pub(crate) fn push(storage: &Storage, parcel: &Parcel, at: u64) {
    // Where the browser refuses, memory has it, and the form says to keep the page open.
    let _ = storage.set(&key(&parcel.id), &parcel.encode());
    let oldest = new_id(at.saturating_sub(bounds::VOTE_AGE_MAX), &[]);
    while let Some(parcel) = bounds::surplus(&pending(storage), &oldest) {
        acknowledge(storage, &parcel.id);
    }
}

/// Whether a parcel outlives this page.
pub(crate) fn is_kept(storage: &Storage, id: &str) -> bool {
    storage.is_kept(&key(id))
}

/// Parcels that wait, oldest first: version 7 ids sort by time.
pub(crate) fn pending(storage: &Storage) -> Vec<Parcel> {
    let found = storage.all(KEY).into_iter();
    found.filter_map(|(id, text)| Parcel::decode(id, &text)).collect()
}

/// Whether any parcel waits, without a look into it.
pub(crate) fn is_waiting(storage: &Storage) -> bool {
    storage.has_any(KEY)
}

/// Removes a parcel that has arrived or shall not be sent.
pub(crate) fn acknowledge(storage: &Storage, id: &str) {
    storage.remove(&key(id));
}

fn key(id: &str) -> String {
    [KEY, id].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_survives_storage() {
        for kind in [Kind::Vote, Kind::Message] {
            let parcel = Parcel { id: "7".into(), kind, json: r#"{"a": "b c"}"#.into() };
            assert_eq!(Parcel::decode("7".into(), &parcel.encode()), Some(parcel));
        }
    }

    #[test]
    fn foreign_texts_are_no_parcels() {
        for text in ["", "vote", "visit {}"] {
            assert_eq!(Parcel::decode("7".into(), text), None, "{text}");
        }
    }
}
