//! How articles do.

use std::collections::{BTreeMap, HashMap};

use super::{ArticleName, ArticleRow, KnownArticle, Next, ReportOptions, Share};
use crate::store::Facts;

/// Articles that were opened or voted on, those that fail most customers first.
pub(super) fn articles(facts: &Facts, names: &HashMap<(&str, &str), &str>) -> Vec<ArticleRow> {
    let name = |lang: &str, slug: &str| ArticleName {
        lang: lang.to_owned(),
        slug: slug.to_owned(),
        title: names.get(&(lang, slug)).copied().unwrap_or(slug).to_owned(),
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
    for votes in &facts.votes {
        let row = rows
            .entry((&votes.lang, &votes.slug))
            .or_insert_with(|| empty(&votes.lang, &votes.slug));
        row.helpful = Share::of(votes.yes, votes.yes + votes.no);
        row.reasons.clone_from(&votes.reasons);
        row.comments = votes.comments.iter().rev().map(|comment| comment.text.clone()).collect();
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    for row in &mut rows {
        row.next = next_of_article(row);
    }
    // By how many customers an article fails for certain: a single no says little.
    let fails = |row: &ArticleRow| row.helpful.map_or(0.0, |share| 1.0 - share.high);
    rows.sort_by(|a, b| fails(b).total_cmp(&fails(a)).then(b.views.cmp(&a.views)));
    rows
}

fn next_of_article(row: &ArticleRow) -> Next {
    let most = row.reasons.iter().max_by_key(|(_, count)| **count).map(|(reason, _)| &**reason);
    let what = match (row.helpful, most) {
        (Some(share), _) if share.high > 0.8 => "",
        (None, _) => "",
        (_, Some("incomplete")) => "Customers miss something: see what they wrote, and add it.",
        (_, Some("wrong")) => "Customers say that it is wrong or out of date: check every step.",
        (_, Some("unclear")) => "Customers do not understand it: shorter steps, or a picture.",
        (_, Some("broken")) => "Customers say that a link or picture is broken: open all of them.",
        (Some(_), _) => "It does not help enough customers: see what they searched for before.",
    };
    Next { what: what.into(), copy: String::new() }
}

/// Articles that nobody opened, if it is known which there are and what was opened.
pub(super) fn unread(facts: &Facts, options: &ReportOptions) -> Option<Vec<ArticleName>> {
    if facts.views.is_empty() || options.articles.is_empty() {
        return None;
    }
    let is_read = |known: &&KnownArticle| {
        !facts.views.contains_key(&(known.lang.clone(), known.slug.clone()))
    };
    let mut unread: Vec<_> = options
        .articles
        .iter()
        .filter(is_read)
        .map(|KnownArticle { lang, slug, title }| ArticleName {
            lang: lang.clone(),
            slug: slug.clone(),
            title: title.clone(),
        })
        .collect();
    unread.sort();
    Some(unread)
}
