//! One pass over the outbox: what is sent next, and what an answer means for it.

use super::{Kind, Outcome, Parcel};

/// Tries each parcel once. Between two of them the outbox may have grown, and other tabs may have
/// taken from it, so it is looked at anew for each.
#[derive(Debug, Default)]
pub(crate) struct Round {
    tried: Vec<String>,
    failed: bool,
}

impl Round {
    /// Of the parcels that wait, the oldest that was not tried yet and has somewhere to go, with
    /// the address. `pending` is in the order of the ids.
    pub(crate) fn next(
        &mut self,
        pending: Vec<Parcel>,
        address: impl Fn(Kind) -> Option<String>,
    ) -> Option<(String, Parcel)> {
        for parcel in pending {
            if self.tried.contains(&parcel.id) {
                continue;
            }
            if let Some(url) = address(parcel.kind) {
                self.tried.push(parcel.id.clone());
                return Some((url, parcel));
            }
        }
        None
    }

    /// Takes note of what came of a parcel. Returns whether it leaves the outbox: only for an
    /// answer that no other attempt would change.
    pub(crate) fn hear(&mut self, outcome: &Outcome) -> bool {
        let later = matches!(outcome, Outcome::Later);
        self.failed |= later;
        !later
    }

    /// How many rounds in a row have failed now, of as many before.
    pub(crate) fn failures(&self, before: u32) -> u32 {
        if self.failed { before + 1 } else { 0 }
    }
}
