//! Answers to messages.

use super::{Replies, ReportOptions, Share, figures::median};
use crate::store::{Facts, MessageFact, WEEK};

/// How messages were answered.
pub(super) fn replies(facts: &Facts, options: &ReportOptions) -> Replies {
    let now = options.until as i64;
    let took = |message: &MessageFact| {
        message.answered_at.map(|at| at.saturating_sub(message.received_at).max(0))
    };
    let times: Vec<i64> = facts.messages.iter().filter_map(took).collect();
    let answered = times.len() as u64;
    let promised = options.reply_hours.map(|hours| i64::from(hours) * 3_600_000);
    let in_time = promised.and_then(|promised| {
        let is_late = |message: &&MessageFact| now - message.received_at > promised;
        let late = facts.messages.iter().filter(|one| took(one).is_none()).filter(is_late).count();
        let kept = times.iter().filter(|time| **time <= promised).count() as u64;
        Share::of(kept, answered + late as u64)
    });
    let settled = facts.messages.iter().filter(|message| now - message.received_at >= WEEK);
    let (once, all) =
        settled.fold((0, 0), |(once, all), message| (once + u64::from(!message.again), all + 1));
    Replies {
        answered,
        open: facts.messages.len() as u64 - answered,
        median_minutes: median(times).map(|time| time / 60_000),
        promised_hours: options.reply_hours,
        in_time,
        first_contact: Share::of(once, all),
    }
}
