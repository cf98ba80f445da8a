//! Umami: each event with its visit in one file, what the event says in another.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Result, bail};
use docent_collector::{
    report::Counted,
    store::{ArticleVotes, Facts, SearchFact, WEEK},
};

use super::{Imported, PREFIX, start, table::Table};

/// Columns of `website_event.csv` that are read.
pub(super) const EVENT: [&str; 4] = ["event_id", "visit_id", "event_name", "created_at"];

/// Columns of `event_data.csv` that are read.
pub(super) const DATA: [&str; 5] =
    ["event_id", "event_name", "data_key", "string_value", "number_value"];

/// What both files of one site tell.
#[derive(Debug, Default)]
pub(super) struct Export {
    events: Option<Vec<Event>>,
    /// What each event says, by the event's id and the name of the member.
    data: Option<HashMap<String, HashMap<String, String>>>,
}

#[derive(Debug)]
struct Event {
    id: String,
    visit: String,
    /// Without the prefix.
    name: String,
    at: i64,
}

impl Export {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_none() && self.data.is_none()
    }

    pub(super) fn add_events(&mut self, table: Table) -> Result<()> {
        let events = self.events.get_or_insert_default();
        table.each(|row| {
            if let Some(name) = row.get("event_name").strip_prefix(PREFIX) {
                let (id, visit) = (row.need("event_id")?.into(), row.need("visit_id")?.into());
                events.push(Event { id, visit, name: name.into(), at: row.moment("created_at")? });
            }
            Ok(())
        })
    }

    pub(super) fn add_data(&mut self, table: Table) -> Result<()> {
        let data = self.data.get_or_insert_default();
        table.each(|row| {
            if row.get("event_name").starts_with(PREFIX) {
                let number = row.get("number_value");
                let value = if number.is_empty() { row.get("string_value") } else { number };
                let members = data.entry(row.need("event_id")?.to_owned()).or_default();
                members.insert(row.need("data_key")?.to_owned(), unguarded(value).to_owned());
            }
            Ok(())
        })
    }

    pub(super) fn count(self, lang: &str, days: u32) -> Result<Imported> {
        let (Some(mut events), Some(data)) = (self.events, self.data) else {
            bail!("Umami's website_event.csv and event_data.csv belong together; name both")
        };
        let until = events.iter().map(|event| event.at).max();
        let from = start(until, days);
        events.retain(|event| event.at >= from);
        // What happened in the same second stays in the order of the file.
        events.sort_by(|a, b| (&a.visit, a.at).cmp(&(&b.visit, b.at)));
        let mut count = Count { lang, facts: Facts::default(), searches: BTreeMap::new() };
        for visit in events.chunk_by(|a, b| a.visit == b.visit) {
            count.visit(visit, &data);
        }
        let Count { mut facts, searches, .. } = count;
        facts.searches = searches.into_values().collect();
        let counted = Counted { messages: false, ..Counted::default() };
        Ok(Imported { facts, counted, until })
    }
}

/// Umami puts an apostrophe before what a spreadsheet would take for a formula.
fn unguarded(value: &str) -> &str {
    let rest = value.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    rest.unwrap_or(value)
}

struct Count<'a> {
    lang: &'a str,
    facts: Facts,
    searches: BTreeMap<String, SearchFact>,
}

impl Count<'_> {
    /// Counts the events of one visit, in their order.
    fn visit(&mut self, events: &[Event], data: &HashMap<String, HashMap<String, String>>) {
        let said = |event: &Event, member: &str| {
            let value = data.get(&event.id).and_then(|members| members.get(member));
            value.filter(|value| !value.is_empty()).cloned()
        };
        let mut search: Option<Search> = None;
        // The last vote for an article is the one that stands.
        let mut votes: BTreeMap<String, (bool, Option<String>, i64)> = BTreeMap::new();
        let (mut contacted, mut read) = (false, false);
        for event in events {
            match &*event.name {
                "search" => {
                    let hits = said(event, "hits").and_then(|hits| hits.parse::<f64>().ok());
                    let words = said(event, "query").unwrap_or_default();
                    let next =
                        Search { words, found: hits != Some(0.0), at: event.at, chosen: false };
                    search.replace(next).into_iter().for_each(|one| self.search(one));
                }
                "result-click" => search.iter_mut().for_each(|search| search.chosen = true),
                "article-view" => {
                    read = true;
                    if let Some(slug) = said(event, "slug") {
                        *self.facts.views.entry((self.lang.to_owned(), slug)).or_default() += 1;
                    }
                }
                "vote" => {
                    if let Some(slug) = said(event, "slug") {
                        let helpful = said(event, "helpful").as_deref() == Some("true");
                        votes.insert(slug, (helpful, said(event, "reason"), event.at));
                    }
                }
                "contact-submit" => contacted = true,
                _ => {}
            }
        }
        search.into_iter().for_each(|one| self.search(one));
        let solved = votes.values().any(|(helpful, ..)| *helpful);
        let outcome = match (contacted, solved, read) {
            (true, ..) => "contacted",
            (_, true, _) => "solved",
            (_, _, true) => "read",
            _ => "unread",
        };
        *self.facts.visits.entry((self.lang.to_owned(), outcome.to_owned())).or_default() += 1;
        if let Some(first) = events.first() {
            self.facts.weeks.entry(first.at.div_euclid(WEEK)).or_default().visits += 1;
        }
        votes
            .into_iter()
            .for_each(|(slug, (helpful, reason, at))| self.vote(slug, helpful, reason, at));
    }

    fn search(&mut self, search: Search) {
        let Search { words, found, at, chosen } = search;
        let week = self.facts.weeks.entry(at.div_euclid(WEEK)).or_default();
        week.searches += 1;
        week.without_hits += u64::from(!found);
        let fact = self.searches.entry(words.clone()).or_default();
        (fact.lang, fact.words) = (self.lang.to_owned(), words);
        fact.count += 1;
        fact.without_hits += u64::from(!found);
        fact.unopened += u64::from(found && !chosen);
    }

    fn vote(&mut self, slug: String, helpful: bool, reason: Option<String>, at: i64) {
        let week = self.facts.weeks.entry(at.div_euclid(WEEK)).or_default();
        *if helpful { &mut week.yes } else { &mut week.no } += 1;
        let at =
            self.facts.votes.iter().position(|votes| votes.slug == slug).unwrap_or_else(|| {
                let (reasons, comments) = (BTreeMap::new(), Vec::new());
                let lang = self.lang.to_owned();
                self.facts.votes.push(ArticleVotes {
                    lang,
                    slug,
                    yes: 0,
                    no: 0,
                    reasons,
                    comments,
                });
                self.facts.votes.len() - 1
            });
        let votes = &mut self.facts.votes[at];
        *if helpful { &mut votes.yes } else { &mut votes.no } += 1;
        if let Some(reason) = reason.filter(|_| !helpful) {
            *votes.reasons.entry(reason).or_default() += 1;
        }
    }
}

struct Search {
    words: String,
    found: bool,
    at: i64,
    chosen: bool,
}
