//! The HTML of an article becomes Markdown as Docent reads it.
//!
//! A parser of browsers reads the HTML and an allow-list cleans it, so that `tree` gets regular
//! HTML; `blocks`, `inline` and `line` write it down. Where Markdown has no words for something that
//! Docent keeps, such as a table with merged cells, it stays HTML. Addresses mean what `Addresses`
//! says; nothing here knows of files.

mod blocks;
mod callout;
mod clean;
mod code;
mod escape;
mod inline;
mod line;
mod raw;
mod table;
mod tree;

use std::collections::BTreeSet;

pub(super) use clean::left_out;
pub(super) use tree::{Element, Node, find, parse, text_of};

/// What addresses become.
pub(super) trait Addresses {
    /// The address of a link in the written article; nothing where only its words can stay.
    fn link(&mut self, url: &str) -> Option<String>;

    /// The address of a picture in the written article; nothing where it has to go.
    fn picture(&mut self, url: &str) -> Option<String>;
}

/// How an article is written.
pub(super) struct Writing<'a> {
    /// The title, which is not repeated as the first heading.
    pub(super) title: &'a str,
    /// Ids that links lead to; others are not kept.
    pub(super) anchors: &'a BTreeSet<String>,
}

/// Markdown of a body, with a line break at its end; empty for a body without text.
pub(super) fn markdown(
    nodes: &[Node],
    writing: &Writing<'_>,
    addresses: &mut dyn Addresses,
) -> String {
    let mut writer = blocks::Writer::new(nodes, writing, addresses);
    let text = writer.document(nodes);
    if text.is_empty() { text } else { text + "\n" }
}

/// Ids in addresses of links, with which an article is entered elsewhere than at its top.
pub(super) fn anchors_of(nodes: &[Node], into: &mut BTreeSet<String>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if let Some((_, anchor)) = element.get("href").and_then(|url| url.split_once('#'))
            && !anchor.is_empty()
        {
            into.insert(crate::article::decoded(anchor));
        }
        anchors_of(&element.children, into);
    }
}

/// Ids that links can lead to.
pub(super) fn ids_of(nodes: &[Node], into: &mut BTreeSet<String>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        let name = element.get("name").filter(|_| element.name == "a");
        into.extend(element.get("id").or(name).map(str::to_owned));
        ids_of(&element.children, into);
    }
}

#[cfg(test)]
mod tests;
