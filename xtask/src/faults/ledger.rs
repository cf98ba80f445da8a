//! What clients sent, and what was acknowledged: the measure of what must be there.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};
use serde_json::Value;

/// Every vote is for an article of its own, so that a count of two tells of a vote that is there
/// twice.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    votes: BTreeSet<String>,
    /// The reference that the customer was given, by the id of the message.
    messages: BTreeMap<String, String>,
    /// Sent, and not acknowledged so far.
    open: BTreeSet<String>,
    pub(crate) acknowledged: u64,
    pub(crate) refused: u64,
    pub(crate) unanswered: u64,
}

impl Ledger {
    /// Notes that these are on their way.
    pub(crate) fn send(&mut self, ids: &[String]) {
        self.open.extend(ids.iter().cloned());
    }

    /// Notes that votes are acknowledged.
    pub(crate) fn votes(&mut self, ids: &[String]) {
        self.acknowledged += 1;
        for id in ids {
            self.open.remove(id);
            self.votes.insert(id.clone());
        }
    }

    /// Notes that a message is acknowledged.
    pub(crate) fn message(&mut self, id: &str, reference: &str) {
        self.acknowledged += 1;
        self.open.remove(id);
        self.messages.insert(id.to_owned(), reference.to_owned());
    }

    /// Compares with what is kept: all that was acknowledged, once, and nothing that was never
    /// sent.
    pub(crate) fn compare(&self, inbox: &Value) -> Result<()> {
        let mut votes = BTreeSet::new();
        for article in inbox["votes"].as_array().into_iter().flatten() {
            let id = article["slug"].as_str().unwrap_or_default();
            ensure!(article["yes"] == 1 && article["no"] == 0, "the vote {id} counts twice");
            votes.insert(id);
        }
        let mut messages = BTreeMap::new();
        for message in inbox["messages"].as_array().into_iter().flatten() {
            let id = message["message"]["id"].as_str().unwrap_or_default();
            let reference = message["reference"].as_str().unwrap_or_default();
            ensure!(messages.insert(id, reference).is_none(), "the message {id} is there twice");
        }
        let lost = self.votes.iter().filter(|id| !votes.contains(id.as_str())).count();
        ensure!(lost == 0, "{lost} votes that were acknowledged are not there");
        for (id, reference) in &self.messages {
            match messages.get(id.as_str()) {
                None => bail!("the message {id} was acknowledged and is not there"),
                Some(kept) => {
                    ensure!(kept == reference, "the message {id} was given {reference} and {kept}");
                }
            }
        }
        let foreign =
            votes.iter().find(|id| !self.votes.contains(**id) && !self.open.contains(**id));
        ensure!(foreign.is_none(), "a vote is there that nobody sent: {foreign:?}");
        Ok(())
    }

    /// Whether nothing waits for an answer.
    pub(crate) fn is_settled(&self) -> bool {
        self.open.is_empty()
    }

    /// What was counted, as a sentence's beginning.
    pub(crate) fn summary(&self) -> String {
        let Self { votes, messages, acknowledged, refused, unanswered, .. } = self;
        format!(
            "{acknowledged} requests acknowledged, {refused} refused, {unanswered} without an \
             answer; all {} votes and {} messages are there once",
            votes.len(),
            messages.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_missing_doubled_or_strange_is_found() {
        let mut ledger = Ledger::default();
        let ids = ["a".to_owned(), "b".to_owned()];
        ledger.send(&ids);
        ledger.votes(&ids[..1]);
        ledger.message("m", "D-1");
        let vote = |id: &str, yes: u32| json!({ "slug": id, "yes": yes, "no": 0 });
        let message =
            |id: &str, reference: &str| json!({ "reference": reference, "message": { "id": id } });
        let compare = |votes: Value, messages: Value| {
            ledger.compare(&json!({ "votes": votes, "messages": messages })).is_ok()
        };
        assert!(compare(json!([vote("a", 1)]), json!([message("m", "D-1")])));
        // On its way, and arrived though nobody was told.
        assert!(compare(json!([vote("a", 1), vote("b", 1)]), json!([message("m", "D-1")])));
        assert!(!compare(json!([vote("a", 2)]), json!([message("m", "D-1")])));
        assert!(!compare(json!([]), json!([message("m", "D-1")])));
        assert!(!compare(json!([vote("a", 1), vote("c", 1)]), json!([message("m", "D-1")])));
        assert!(!compare(json!([vote("a", 1)]), json!([message("m", "D-2")])));
        assert!(!compare(json!([vote("a", 1)]), json!([])));
        assert!(!compare(json!([vote("a", 1)]), json!([message("m", "D-1"), message("m", "D-1")])));
    }
}
