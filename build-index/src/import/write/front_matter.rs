//! What stands above an article: YAML of what the model knows of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::article::decoded;
use crate::article::front_matter::fold_blanks;
use crate::article::slug::fault_of;
use crate::import::body::{Node, find, text_of};
use crate::import::layout::{Layout, main_text};
use crate::import::links::{old_path, parts};
use crate::import::model::{ArticleText, Centre};

/// The block with its fences. `taken` are old addresses that other articles have.
pub(super) fn front_matter(
    centre: &Centre,
    layout: &Layout,
    number: usize,
    text: &ArticleText,
    body: &[Node],
    taken: &mut BTreeSet<String>,
    notes: &mut Vec<String>,
) -> String {
    let article = &centre.articles[number];
    let mut out = "---\n".to_owned();
    let title = fold_blanks(&text.title);
    let title = if title.is_empty() {
        let first = find(body, &|element| matches!(element.name.as_str(), "h1" | "h2" | "h3"));
        let heading = first.map(|heading| text_of(&heading.children)).filter(|t| !t.is_empty());
        let name = layout.slugs[number].rsplit('/').next().unwrap_or_default();
        let title = heading.unwrap_or_else(|| crate::library::capitalised(&name.replace('-', " ")));
        notes.push(format!("it had no title; it is called “{title}” now"));
        title
    } else {
        title
    };
    let _ = writeln!(out, "title: {}", scalar(&title));
    let description = fold_blanks(&text.description);
    if !description.is_empty() {
        let _ = writeln!(out, "description: {}", scalar(&description));
    }
    let mut keywords: Vec<String> = Vec::new();
    for keyword in &article.keywords {
        let keyword = fold_blanks(keyword);
        if !keyword.is_empty() && !keywords.contains(&keyword) {
            keywords.push(keyword);
        }
    }
    push_list("keywords", &keywords, &mut out);
    if let Some(order) = layout.orders[number] {
        let _ = writeln!(out, "order: {order}");
    }
    if text.draft || layout.restricted[number] {
        out.push_str("draft: true\n");
    }
    let related = article.related.iter().filter_map(|id| {
        let number = centre.articles.iter().position(|other| other.id == *id)?;
        let is_there = main_text(centre, &centre.articles[number])
            .is_some_and(|text| !text.draft && !text.html.trim().is_empty());
        (is_there && !layout.restricted[number]).then(|| layout.slugs[number].clone())
    });
    push_list("related", &related.collect::<Vec<_>>(), &mut out);
    push_list("redirects", &redirects(text, taken, notes), &mut out);
    out.push_str("---\n");
    out
}

/// Old addresses that can be kept: paths of a host, each of one article only.
fn redirects(
    text: &ArticleText,
    taken: &mut BTreeSet<String>,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let mut kept = Vec::new();
    for address in &text.addresses {
        let path = decoded(parts(address).1);
        let bare = &old_path(address);
        if bare.is_empty() {
            continue;
        }
        let is_odd = bare.contains(['{', '}']) || bare.split('/').any(|part| part.starts_with(':'));
        if is_odd || fault_of(bare).is_some() {
            // The start page of a folder is there under the address of the folder, too.
            match bare.strip_suffix("/index.html").filter(|folder| fault_of(folder).is_none()) {
                Some(folder) if taken.insert(folder.to_lowercase()) => {
                    kept.push(format!("/{folder}"))
                }
                Some(_) => {}
                None if bare == "index.html" => {}
                None => notes.push(format!("its old address `{path}` cannot be kept")),
            }
            continue;
        }
        if taken.insert(bare.to_lowercase()) {
            kept.push(format!("/{bare}"));
        }
    }
    kept
}

fn push_list(key: &str, items: &[String], out: &mut String) {
    if items.is_empty() {
        return;
    }
    let items: Vec<_> = items.iter().map(|item| flow_scalar(item)).collect();
    let line = format!("{key}: [{}]", items.join(", "));
    if line.chars().count() <= 100 {
        let _ = writeln!(out, "{line}");
        return;
    }
    let _ = writeln!(out, "{key}:");
    for item in items {
        let _ = writeln!(out, "  - {item}");
    }
}

/// A text of YAML: as it is where it can mean nothing else, else in quotes as JSON has them.
fn scalar(text: &str) -> String {
    let starts = text.chars().next().is_some_and(char::is_alphabetic);
    let is_plain = |c: char| c.is_alphanumeric() || " -_.,;!?'’()/&%+“”–".contains(c);
    let is_word = matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
    );
    if starts && !is_word && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

/// The same within brackets, where a comma parts two.
fn flow_scalar(text: &str) -> String {
    let is_path =
        text.starts_with('/') && text.chars().all(|c| c.is_alphanumeric() || "/-_.".contains(c));
    if is_path {
        text.to_owned()
    } else if text.contains(',') {
        serde_json::Value::from(text).to_string()
    } else {
        scalar(text)
    }
}
