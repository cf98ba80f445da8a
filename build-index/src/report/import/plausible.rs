//! Plausible: counts per day and event, and for one event after the other the values of a property.
//! It does not tell which events belong to one visit.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Result, bail};
use docent_collector::{
    report::Counted,
    store::{Facts, SearchFact, WEEK},
};

use super::{Imported, PREFIX, start, table::Table};

/// Columns of `imported_custom_events_….csv`, of the export of a whole site.
pub(super) const EVENTS: [&str; 3] = ["date", "name", "events"];

/// Columns of `custom_props.csv`, of the export of a dashboard that is filtered by an event.
pub(super) const VALUES: [&str; 3] = ["property", "value", "events"];

/// What the files of one site tell.
#[derive(Debug, Default)]
pub(super) struct Export {
    /// Day, in milliseconds since 1970-01-01 UTC; whether nothing was found; how often.
    searches: Vec<(i64, bool, u64)>,
    has_events: bool,
    /// What was searched for and not found.
    missed: BTreeMap<String, u64>,
    /// Articles that were opened, by slug.
    views: BTreeMap<String, u64>,
}

impl Export {
    pub(super) fn is_empty(&self) -> bool {
        !self.has_events && self.missed.is_empty() && self.views.is_empty()
    }

    pub(super) fn add_events(&mut self, table: Table) -> Result<()> {
        self.has_events = true;
        table.each(|row| {
            let is_vain = match row.need("name")?.strip_prefix(PREFIX) {
                Some("search") => false,
                Some("no-results") => true,
                _ => return Ok(()),
            };
            self.searches.push((row.moment("date")?, is_vain, row.count("events")?));
            Ok(())
        })
    }

    pub(super) fn add_values(&mut self, event: &str, table: Table, path: &Path) -> Result<()> {
        if !table.has(&VALUES) {
            bail!("`{}` has not the columns {}", path.display(), VALUES.join(", "));
        }
        let (into, property) = match event {
            "no-results" => (&mut self.missed, "query"),
            "article-view" => (&mut self.views, "slug"),
            _ => bail!(
                "values of {PREFIX}{event} tell nothing for the report; those of \
                 {PREFIX}no-results and {PREFIX}article-view do"
            ),
        };
        table.each(|row| {
            if row.need("property")? == property && row.get("value") != "(none)" {
                *into.entry(row.need("value")?.to_owned()).or_default() += row.count("events")?;
            }
            Ok(())
        })
    }

    pub(super) fn count(self, lang: &str, days: u32) -> Imported {
        let until = self.searches.iter().map(|(day, ..)| *day).max();
        let from = start(until, days);
        let mut facts = Facts::default();
        let (mut all, mut vain) = (0, 0);
        for (day, is_vain, count) in self.searches.into_iter().filter(|(day, ..)| *day >= from) {
            let week = facts.weeks.entry(day.div_euclid(WEEK)).or_default();
            *if is_vain { &mut week.without_hits } else { &mut week.searches } += count;
            *if is_vain { &mut vain } else { &mut all } += count;
        }
        let known: u64 = self.missed.values().sum();
        let lang = || lang.to_owned();
        facts.searches = self
            .missed
            .into_iter()
            .map(|(words, count)| SearchFact {
                lang: lang(),
                words,
                count,
                without_hits: count,
                unopened: 0,
            })
            .collect();
        // Searches whose words are not known.
        facts.searches.push(SearchFact {
            lang: lang(),
            words: String::new(),
            count: u64::saturating_sub(all, known),
            without_hits: u64::saturating_sub(vain, known),
            unopened: 0,
        });
        facts.views = self.views.into_iter().map(|(slug, count)| ((lang(), slug), count)).collect();
        let counted = Counted { searches: self.has_events, unopened: false, messages: false };
        Imported { facts, counted, until }
    }
}
