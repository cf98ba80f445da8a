//! The whole help centre or one language, and week by week.

use super::{Counted, Outcomes, ReportOptions, Share, Summary, Week, moment};
use crate::store::{Facts, WEEK};

/// The figures of the languages that are asked for.
pub(super) fn summary(facts: &Facts, counted: Counted, of: impl Fn(&str) -> bool) -> Summary {
    let mut visits = Outcomes::default();
    for ((lang, outcome), count) in &facts.visits {
        if of(lang) {
            match &**outcome {
                "contacted" => visits.contacted += count,
                "solved" => visits.solved += count,
                "read" => visits.read += count,
                _ => visits.unread += count,
            }
        }
    }
    let searches = facts.searches.iter().filter(|search| of(&search.lang));
    let (searches, without_hits) = searches
        .fold((0, 0), |(all, none), search| (all + search.count, none + search.without_hits));
    let votes = facts.votes.iter().filter(|votes| of(&votes.lang));
    let (yes, no) = votes.fold((0, 0), |(yes, no), votes| (yes + votes.yes, no + votes.no));
    let messages = facts.messages.iter().filter(|message| of(&message.lang)).count() as u64;
    let total = visits.total();
    Summary {
        self_service: Share::of(total - visits.contacted, total),
        contact: Share::of(visits.contacted, total),
        visits,
        searches: counted.searches.then_some(searches),
        zero_results: Share::of(without_hits, searches).filter(|_| counted.searches),
        helpful: Share::of(yes, yes + no),
        messages: counted.messages.then_some(messages),
    }
}

/// All weeks of the period, also those in which nothing arrived.
pub(super) fn weeks(facts: &Facts, options: &ReportOptions) -> Vec<Week> {
    let (Some(first), Some(last)) = (facts.weeks.keys().min(), facts.weeks.keys().max()) else {
        return Vec::new();
    };
    let last = (*last).max(options.until as i64 / WEEK);
    // A wrong clock must not make a list of a thousand years.
    (*first.max(&(last - 520))..=last)
        .map(|week| {
            let fact = facts.weeks.get(&week).copied().unwrap_or_default();
            Week {
                starts: moment(week * WEEK).strftime("%Y-%m-%d").to_string(),
                visits: fact.visits,
                searches: fact.searches,
                without_hits: fact.without_hits,
                yes: fact.yes,
                no: fact.no,
                messages: options.counted.messages.then_some(fact.messages),
            }
        })
        .collect()
}
