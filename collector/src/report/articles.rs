//! How articles do.

use std::collections::BTreeMap;

use super::{ArticleComment, ArticleName, ArticleRow, Catalogue, Next, Share, next};
use crate::store::{Comment, Facts};

/// Articles that were opened or voted on, those that fail most customers first.
pub(super) fn articles(facts: &Facts, all: &Catalogue<'_>) -> Vec<ArticleRow> {
    let name = |lang: &str, slug: &str| ArticleName {
        lang: lang.to_owned(),
        slug: slug.to_owned(),
        title: all.title(lang, slug).unwrap_or(slug).to_owned(),
    };
    let mut rows: BTreeMap<(&str, &str), ArticleRow> = BTreeMap::new();
    let empty = |lang: &str, slug: &str| ArticleRow {
        name: name(lang, slug),
        views: 0,
        helpful: None,
        reasons: BTreeMap::new(),
        comments: Vec::new(),
        next: Next::default(),
    };
    for ((lang, slug), count) in &facts.views {
        rows.entry((lang, slug)).or_insert_with(|| empty(lang, slug)).views += count;
    }
    let comment =
        |one: &Comment| ArticleComment { reason: one.reason.clone(), text: one.text.clone() };
    for votes in &facts.votes {
        let row = rows
            .entry((&votes.lang, &votes.slug))
            .or_insert_with(|| empty(&votes.lang, &votes.slug));
        row.helpful = Share::of(votes.yes, votes.yes + votes.no);
        row.reasons.clone_from(&votes.reasons);
        row.comments = votes.comments.iter().rev().map(comment).collect();
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    for row in &mut rows {
        row.next = next::of_article(row, all);
        // What the next step is about comes first.
        let kind = row.next.kind;
        row.comments.sort_by_key(|one| one.reason.as_deref() != Some(kind));
    }
    // By how many customers an article fails for certain: a single no says little.
    let fails = |row: &ArticleRow| row.helpful.map_or(0.0, |share| 1.0 - share.high);
    rows.sort_by(|a, b| fails(b).total_cmp(&fails(a)).then(b.views.cmp(&a.views)));
    rows
}
