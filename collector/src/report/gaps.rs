//! What customers look for and do not find.

use std::collections::BTreeMap;

use super::{Gap, Next, words};
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
pub(super) fn gaps(facts: &Facts) -> Vec<Gap> {
    let mut groups: BTreeMap<(&str, String), Group<'_>> = BTreeMap::new();
    for search in &facts.searches {
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
            unopened: sum(|search| search.unopened),
            messages: group.messages,
            next: Next::default(),
            words,
        };
        gap.next = next_of_gap(&gap);
        gap
    };
    let mut gaps: Vec<_> = groups
        .into_iter()
        .map(gap)
        .filter(|gap| gap.without_hits + gap.unopened + gap.messages > 0)
        .collect();
    // A customer who had to write counts most; one who saw nothing more than one who chose nothing.
    gaps.sort_by_key(|gap| {
        std::cmp::Reverse((3 * gap.messages + 2 * gap.without_hits + gap.unopened, gap.searches))
    });
    gaps
}

fn next_of_gap(gap: &Gap) -> Next {
    let quoted = toml_or_yaml_text(&gap.words);
    if gap.without_hits * 2 >= gap.searches && gap.searches > 0 {
        let what = "If an article answers this, give it the words; if none does, write it.";
        let copy = format!("---\ntitle: {quoted}\ndraft: true\n---\n\n");
        return Next { what: what.into(), copy: format!("keywords: [{quoted}]\n\n{copy}") };
    }
    let what =
        "There are results, and none looks like the answer: give the right article the words.";
    Next { what: what.into(), copy: format!("keywords: [{quoted}]\n") }
}

/// A text in quotes, as YAML and TOML both read it: JSON's way.
fn toml_or_yaml_text(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
