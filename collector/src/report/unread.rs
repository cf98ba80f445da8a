//! Articles that nobody opened, and what to do about each.

use std::collections::{HashMap, HashSet};

use super::{ArticleName, Catalogue, Gap, KnownArticle, Next, UnreadRow, words};
use crate::store::Facts;

/// Articles that nobody opened, if it is known which there are and what was opened.
pub(super) fn unread(facts: &Facts, gaps: &[Gap], all: &Catalogue<'_>) -> Option<Vec<UnreadRow>> {
    if facts.views.is_empty() || !all.is_known() {
        return None;
    }
    let (read, unread): (Vec<_>, Vec<_>) = all
        .all()
        .iter()
        .partition(|known| facts.views.contains_key(&(known.lang.clone(), known.slug.clone())));
    let stems = |known: &KnownArticle| -> HashSet<String> {
        words::bearing(&known.lang, &known.title).into_iter().map(|word| word.stem).collect()
    };
    let read: Vec<_> = read.into_iter().map(|known| (known, stems(known))).collect();
    let mut wanted: HashMap<(&str, String), &Gap> = HashMap::new();
    for gap in gaps.iter().filter(|gap| gap.next.open.is_some()) {
        let title = gap.next.open.as_ref().map(|open| open.title.clone()).unwrap_or_default();
        wanted.entry((&gap.lang, title)).or_insert(gap);
    }
    let row = |known: &KnownArticle| {
        let twin = twin(known, &stems(known), &read);
        let gap = wanted.get(&(&*known.lang, known.title.clone())).copied();
        let mut next = next_of_unread(known, twin, gap);
        next.open = all.opened(&known.lang, &known.slug);
        let KnownArticle { lang, slug, title, .. } = known.clone();
        UnreadRow { name: ArticleName { lang, slug, title }, next }
    };
    let mut rows: Vec<_> = unread.into_iter().map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Some(rows)
}

/// An article that is read and has nearly the same title.
fn twin<'a>(
    known: &KnownArticle,
    stems: &HashSet<String>,
    read: &[(&'a KnownArticle, HashSet<String>)],
) -> Option<&'a KnownArticle> {
    let likeness = |other: &HashSet<String>| {
        let both = stems.intersection(other).count();
        (both >= 2).then(|| both as f64 / stems.union(other).count() as f64)
    };
    let near = read.iter().filter(|(other, _)| other.lang == known.lang);
    let near = near.filter_map(|(other, stems)| Some((*other, likeness(stems)?)));
    let near = near.filter(|(_, likeness)| *likeness >= 0.5);
    near.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(other, _)| other)
}

fn next_of_unread(known: &KnownArticle, twin: Option<&KnownArticle>, gap: Option<&Gap>) -> Next {
    let (kind, what, copy) = match (gap, twin) {
        (Some(gap), _) => (
            "keywords",
            format!("Customers look for “{}”, which it is near to. Add the words.", gap.words),
            gap.next.copy.clone(),
        ),
        (None, Some(twin)) => (
            "merge",
            format!("“{}” is read and has nearly the same title: merge the two.", twin.title),
            String::new(),
        ),
        (None, None) if known.title.split_whitespace().count() < 2 => (
            "retitle",
            "Let its title say what a customer wants to do, or what happened to them.".into(),
            String::new(),
        ),
        (None, None) => (
            "promote",
            "Give it the words that customers use as keywords, link to it from what is read, or \
             take it out if nobody needs it."
                .into(),
            String::new(),
        ),
    };
    Next { kind, what, open: None, copy }
}
