//! What somebody types: titles and questions of a judged set, as meant and with typos, key by key.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::corpora::JudgedSet;

/// Files of queries to take from, where a set has them.
const FILES: [&str; 8] = [
    "queries-title",
    "queries-title-typo",
    "queries-heading",
    "queries-heading-typo",
    "queries",
    "queries-typo",
    "queries-keyword",
    "queries-keyword-typo",
];

/// Texts from each file.
const TEXTS: usize = 8;

/// Keystrokes for queries that one of the known articles answers.
pub(crate) fn of_set(set: &JudgedSet, known: &[String]) -> Result<Vec<Vec<String>>> {
    let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let judgements = set.judgements()?;
    let answered: BTreeSet<&str> = judgements
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let (query, article) = (fields.next()?, fields.next()?);
            known.contains(article).then_some(query)
        })
        .collect();
    let files = set.query_files()?;
    let mut keystrokes = Vec::new();
    for name in FILES.iter().filter(|name| files.iter().any(|file| file == *name)) {
        let mut queries = set.queries(name)?;
        queries.retain(|(id, _)| answered.contains(id.as_str()));
        keystrokes.extend(spread(&queries, TEXTS).map(|(_, text)| typed(text)));
    }
    Ok(keystrokes)
}

/// At most `count` items from all over a list.
fn spread<T>(items: &[T], count: usize) -> impl Iterator<Item = &T> {
    let count = count.min(items.len());
    (0..count).filter_map(move |at| items.get(at * items.len() / count))
}

/// What stands in the search box after each key.
fn typed(text: &str) -> Vec<String> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.filter_map(|end| text.get(..end)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_adds_a_character() {
        assert_eq!(typed("Wié?"), ["W", "Wi", "Wié", "Wié?"]);
    }

    #[test]
    fn a_sample_comes_from_all_over_the_list() {
        let items: Vec<usize> = (0..100).collect();
        assert_eq!(spread(&items, 4).copied().collect::<Vec<_>>(), [0, 25, 50, 75]);
        assert_eq!(spread(&items[..2], 4).copied().collect::<Vec<_>>(), [0, 1]);
        assert_eq!(spread(&items[..0], 4).count(), 0);
    }
}
