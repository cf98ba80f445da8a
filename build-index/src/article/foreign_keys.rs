//! Keys of front matter that Hugo, Jekyll, Docusaurus, GitBook and Obsidian use, where they can only
//! mean one thing here.
//!
//! Docent's own keys come first. A foreign key is never a fault: it was right where it was written,
//! so what cannot be used of it is left alone.

use super::front_matter::FrontMatter;
use crate::moment::Moment;
use crate::table::{Data, Table};

/// Keys that sort pages, the lowest first.
const ORDERS: [&str; 3] = ["weight", "sidebar_position", "nav_order"];

/// Keys with old addresses of the page, and the one that its old site gave it.
const ADDRESSES: [&str; 3] = ["redirect_from", "aliases", "permalink"];

/// Completes what the keys of Docent say.
pub(super) fn complete(front: &mut FrontMatter, table: &Table<'_>) {
    if front.order.is_none() {
        front.order = ORDERS.iter().find_map(|key| match table.left(key)?.data {
            // A weight of 0 is none.
            Data::Int(number) if number > 0 || *key != "weight" => Some(number),
            _ => None,
        });
    }
    let is_off =
        |key: &str| matches!(table.left(key).map(|value| &value.data), Some(Data::Bool(false)));
    front.draft |= is_off("published");
    if front.publish.is_none() {
        front.publish = table.left("publishDate").and_then(|value| match &value.data {
            Data::Text(text) | Data::Scalar(text) => Moment::parse(text),
            _ => None,
        });
    }
    for key in ADDRESSES {
        let texts = table.left(key).and_then(|value| {
            table.texts_of(value, false).or_else(|| {
                // One address alone; it may contain a comma.
                match &value.data {
                    Data::Text(text) => Some(vec![(text.clone(), value.span.clone())]),
                    _ => None,
                }
            })
        });
        for (text, span) in texts.into_iter().flatten() {
            let text = text.trim();
            if text.starts_with('/') && !text.contains(':') {
                front.old_paths.push((text.to_owned(), span));
            } else if key == "aliases" && !text.contains('/') && !text.is_empty() {
                // Other names of a note in Obsidian, by which it is searched there, too.
                front.keywords.push(super::front_matter::fold_blanks(text));
            }
        }
    }
}
