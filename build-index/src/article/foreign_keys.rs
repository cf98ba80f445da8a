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

/// Completes what the keys of Docent say, of a post of Jekyll or another file.
pub(super) fn complete(front: &mut FrontMatter, table: &Table<'_>, is_post: bool) {
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
    let moment = |key: &str| match &table.left(key)?.data {
        Data::Text(text) | Data::Scalar(text) => Moment::parse(text),
        _ => None,
    };
    if front.publish.is_none() {
        front.publish = moment("publishDate");
    }
    // With other tools it is when an article was written.
    if front.publish.is_none() && is_post {
        front.publish = moment("date");
    }
    for key in ADDRESSES {
        let texts = table.left(key).and_then(|value| {
            table.texts_of(value, false).or_else(|| match &value.data {
                Data::Text(text) => {
                    let all = addresses(text).into_iter();
                    Some(all.map(|text| (text, value.span.clone())).collect())
                }
                _ => None,
            })
        });
        for (text, span) in texts.into_iter().flatten() {
            let text = text.trim();
            if text.starts_with('/') && !text.contains(':') && is_page(text) {
                front.rare_mut().old_paths.push((text.to_owned(), span));
            } else if key == "aliases" && !text.contains('/') && !text.is_empty() {
                // Other names of a note in Obsidian, by which it is searched and linked to there, too.
                let name = super::front_matter::fold_blanks(text);
                front.keywords.push(name.clone());
                front.rare_mut().other_names.push(name);
            }
        }
    }
}

/// One address, which may contain a comma, or several between commas.
fn addresses(text: &str) -> Vec<String> {
    let parts: Vec<_> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.iter().all(|part| part.starts_with('/')) {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.to_owned()]
    }
}

/// Whether an address can be that of a page. Files such as `/robots.txt` are not.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    // What begins with a digit is a version: `/docs/v1.2`.
    !suffix.starts_with(|c: char| c.is_ascii_alphabetic())
        || ["html", "htm"].iter().any(|known| suffix.eq_ignore_ascii_case(known))
}
