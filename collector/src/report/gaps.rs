//! What customers look for and do not find.

use std::collections::BTreeMap;

use super::{Catalogue, Counted, Gap, Next, next, words};
use crate::store::{Facts, SearchFact};

/// Searches that mean the same, with what came of them.
#[derive(Default)]
struct Group<'a> {
    searches: Vec<&'a SearchFact>,
    messages: u64,
    /// What was searched for before messages, where searches are not sent.
    said: Option<&'a str>,
}

/// What customers look for and do not find, what most of them miss first.
pub(super) fn gaps(facts: &Facts, counted: Counted, all: &Catalogue<'_>) -> Vec<Gap> {
    let mut groups: BTreeMap<(&str, String), Group<'_>> = BTreeMap::new();
    // What was imported may not say the words.
    for search in facts.searches.iter().filter(|search| !search.words.is_empty()) {
        let key = words::key(&search.lang, &search.words);
        groups.entry((&search.lang, key)).or_default().searches.push(search);
    }
    for message in &facts.messages {
        let Some(search) = &message.search else { continue };
        let key = words::key(&message.lang, search);
        let group = groups.entry((&message.lang, key)).or_default();
        group.messages += 1;
        group.said = group.said.or(Some(search));
    }
    let gap = |((lang, _), mut group): ((&str, String), Group<'_>)| {
        group.searches.sort_by(|a, b| b.count.cmp(&a.count).then(a.words.cmp(&b.words)));
        let sum = |of: fn(&SearchFact) -> u64| group.searches.iter().map(|one| of(one)).sum();
        let mut variants = group.searches.iter().map(|search| search.words.clone());
        let words = variants.next().or(group.said.map(str::to_owned)).unwrap_or_default();
        let mut gap = Gap {
            lang: lang.to_owned(),
            variants: variants.take(5).collect(),
            searches: sum(|search| search.count),
            without_hits: sum(|search| search.without_hits),
            unopened: counted.unopened.then(|| sum(|search| search.unopened)),
            messages: counted.messages.then_some(group.messages),
            next: Next::default(),
            words,
        };
        gap.next = next::of_gap(&gap, all);
        gap
    };
    let mut gaps: Vec<_> = groups.into_iter().map(gap).filter(|gap| weight(gap) > 0).collect();
    gaps.sort_by_key(|gap| std::cmp::Reverse((weight(gap), gap.searches)));
    gaps
}

/// A customer who had to write counts most; one who saw nothing more than one who chose nothing.
fn weight(gap: &Gap) -> u64 {
    3 * gap.messages.unwrap_or(0) + 2 * gap.without_hits + gap.unopened.unwrap_or(0)
}
