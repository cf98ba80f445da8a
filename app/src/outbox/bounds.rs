//! How much an outbox holds: a receiver that is gone for good must not fill the visitor's device.

use super::{Kind, Parcel};

/// The most parcels.
const COUNT_MAX: usize = 100;

/// The most bytes of their JSON, of the five million or so that browsers give a whole site.
const BYTES_MAX: usize = 1_000_000;

/// Milliseconds after which a vote is of no use any more. A message never gets too old: somebody's
/// words are in it, and the clock may be wrong.
pub(crate) const VOTE_AGE_MAX: u64 = 90 * 24 * 60 * 60 * 1_000;

/// The parcel to drop next, of those that wait, oldest first; nothing as long as they are within
/// bounds. No message goes while there is a vote. Votes with an id before `oldest` are too old.
pub(crate) fn surplus<'a>(parcels: &'a [Parcel], oldest: &str) -> Option<&'a Parcel> {
    let vote = parcels.iter().find(|parcel| parcel.kind == Kind::Vote);
    let bytes: usize = parcels.iter().map(|parcel| parcel.json.len()).sum();
    let is_old = vote.is_some_and(|vote| vote.id.as_str() < oldest);
    let is_much = parcels.len() > COUNT_MAX || bytes > BYTES_MAX;
    if is_old || is_much { vote.or(parcels.first()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parcels(kinds: &[Kind], bytes: usize) -> Vec<Parcel> {
        let parcel = |(at, kind): (usize, &Kind)| Parcel {
            id: format!("{at:03}"),
            kind: *kind,
            json: "x".repeat(bytes),
        };
        kinds.iter().enumerate().map(parcel).collect()
    }

    /// Ids of what is dropped, one after the other.
    fn dropped(mut all: Vec<Parcel>, oldest: &str) -> Vec<String> {
        let mut gone = Vec::new();
        while let Some(id) = surplus(&all, oldest).map(|parcel| parcel.id.clone()) {
            all.retain(|parcel| parcel.id != id);
            gone.push(id);
        }
        gone
    }

    #[test]
    fn what_is_within_bounds_stays() {
        let all = parcels(&[Kind::Vote; COUNT_MAX], BYTES_MAX / COUNT_MAX);
        assert_eq!(dropped(all, "000"), [""; 0]);
        assert_eq!(dropped(Vec::new(), "000"), [""; 0]);
    }

    #[test]
    fn the_oldest_votes_go_before_any_message() {
        let mut kinds = [Kind::Message; COUNT_MAX + 3];
        kinds[5] = Kind::Vote;
        kinds[7] = Kind::Vote;
        assert_eq!(dropped(parcels(&kinds, 1), "000"), ["005", "007", "000"]);
        let heavy = parcels(&[Kind::Message, Kind::Vote, Kind::Message], BYTES_MAX / 2);
        assert_eq!(dropped(heavy, "000"), ["001"]);
    }

    #[test]
    fn old_votes_go_and_old_messages_stay() {
        let all = parcels(&[Kind::Message, Kind::Vote, Kind::Vote], 1);
        assert_eq!(dropped(all, "002"), ["001"]);
    }
}
