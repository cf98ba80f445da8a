//! Paragraphs, lists, headings and boxes as Markdown.

use std::collections::BTreeSet;

use super::inline::{self, Mark, Piece};
use super::tree::{Element, Node, text_of};
use super::{Addresses, Writing, callout, code, escape, line, raw, table};
use crate::article::front_matter::fold_blanks;

/// Writes one body.
pub(super) struct Writer<'a> {
    pub(super) addresses: &'a mut dyn Addresses,
    title: &'a str,
    anchors: &'a BTreeSet<String>,
    /// How deep the highest headings are. They become the second level, below the title's.
    top: usize,
    /// Emphasis that the text is in.
    pub(super) marks: Vec<Mark>,
    pub(super) in_link: bool,
    /// Whether blanks and line breaks mean themselves.
    pub(super) in_pre: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        nodes: &[Node],
        writing: &Writing<'a>,
        addresses: &'a mut dyn Addresses,
    ) -> Self {
        Self {
            addresses,
            title: writing.title,
            anchors: writing.anchors,
            top: top_level(nodes, &fold_blanks(writing.title)).unwrap_or(2),
            marks: Vec::new(),
            in_link: false,
            in_pre: false,
        }
    }

    /// The whole body.
    pub(super) fn document(&mut self, nodes: &[Node]) -> String {
        let first = nodes_of_interest(nodes);
        let mut blocks = Vec::new();
        self.push_blocks(first, &mut blocks);
        join(&blocks)
    }

    /// The id of an element, if links lead to it.
    pub(super) fn anchor(&self, element: &Element) -> Option<String> {
        let id =
            element.get("id").or_else(|| element.get("name").filter(|_| element.name == "a"))?;
        (self.anchors.contains(id) && !id.contains(char::is_whitespace)).then(|| id.to_owned())
    }

    /// Nodes as blocks, each without line breaks around it.
    pub(super) fn push_blocks(&mut self, nodes: &[Node], blocks: &mut Vec<String>) {
        let mut line: Vec<Piece> = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => line.push(Piece::Text(text.clone())),
                Node::Element(element) if element.is_block() => {
                    end_line(&mut line, blocks);
                    self.push_block(element, blocks);
                }
                Node::Element(element) if element.has_blocks() && element.name == "a" => {
                    if let Some(anchor) = self.anchor(element) {
                        line.push(Piece::Code(format!("<a id=\"{}\"></a>", raw::escaped(&anchor))));
                    }
                    end_line(&mut line, blocks);
                    self.push_blocks(&linked(element, &element.children), blocks);
                }
                // Such as bold text around a list.
                Node::Element(element) if element.has_blocks() => {
                    end_line(&mut line, blocks);
                    self.push_blocks(&element.children, blocks);
                }
                Node::Element(_) => inline::pieces(self, std::slice::from_ref(node), &mut line),
            }
        }
        end_line(&mut line, blocks);
    }

    fn push_block(&mut self, element: &Element, blocks: &mut Vec<String>) {
        let name = element.name.as_str();
        // "Powered by": a mark of the editor that some versions leave in every text.
        if element.get("data-f-id") == Some("pbf") {
            return;
        }
        if element.heading_level().is_none()
            && let Some(anchor) = self.anchor(element)
        {
            blocks.push(format!("<a id=\"{}\"></a>", raw::escaped(&anchor)));
        }
        if let Some(kind) = callout::kind(element) {
            let mut inside = Vec::new();
            self.push_blocks(&element.children, &mut inside);
            let text = join(&inside);
            if !text.is_empty() {
                blocks.push(quoted(&format!("[!{kind}]\n{text}")));
            }
            return;
        }
        match name {
            "blockquote" => {
                let mut inside = Vec::new();
                self.push_blocks(&element.children, &mut inside);
                let text = join(&inside);
                if !text.is_empty() {
                    // Two quotations in a row would be one.
                    if blocks.last().is_some_and(|last| last.starts_with('>')) {
                        blocks.push(APART.to_owned());
                    }
                    blocks.push(quoted(&text));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.push_heading(element, blocks),
            "hr" => blocks.push("---".to_owned()),
            "pre" => blocks.extend(code::fenced(element)),
            "ul" | "ol" => self.push_list(element, blocks),
            "table" => table::push(self, element, blocks),
            "dt" => {
                let mut line = vec![Piece::Open(Mark::Strong)];
                self.marks.push(Mark::Strong);
                line.extend(self.pieces_in_line(element));
                self.marks.pop();
                line.push(Piece::Close(Mark::Strong));
                end_line(&mut line, blocks);
            }
            "figcaption" => {
                let text = self.line_of(element);
                if !text.is_empty() {
                    blocks.push(escape::finished(&text));
                }
            }
            "details" => self.push_details(element, blocks),
            _ => self.push_blocks(&element.children, blocks),
        }
    }

    /// The text of an element in one line.
    pub(super) fn line_of(&mut self, element: &Element) -> String {
        line::written(&self.pieces_in_line(element))
    }

    fn pieces_in_line(&mut self, element: &Element) -> Vec<Piece> {
        let mut pieces = Vec::new();
        inline::pieces(self, &element.children, &mut pieces);
        for piece in &mut pieces {
            if *piece == Piece::Break {
                *piece = Piece::Text(" ".to_owned());
            }
        }
        pieces
    }

    fn push_heading(&mut self, element: &Element, blocks: &mut Vec<String>) {
        let plain = text_of(&element.children);
        let is_title = blocks.is_empty() && plain == fold_blanks(self.title);
        let text = self.line_of(element);
        if is_title || text.is_empty() {
            return;
        }
        // Bold headings are bold twice.
        let bare = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
        let text = bare.filter(|text| !text.contains("**")).unwrap_or(&text);
        let level = (element.heading_level().unwrap_or(2) + 2).saturating_sub(self.top).clamp(2, 6);
        let anchor = self.anchor(element).filter(|id| !id.contains(['{', '}']));
        let anchor = anchor.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        // What ends in braces would be taken for an id, and closing number signs are not shown.
        let text = match text.chars().next_back() {
            Some('}') if anchor.is_empty() => format!("{}&#125;", &text[..text.len() - 1]),
            Some('#') => format!("{}\\#", &text[..text.len() - 1]),
            _ => text.to_owned(),
        };
        blocks.push(format!("{} {text}{anchor}", "#".repeat(level)));
    }

    fn push_details(&mut self, element: &Element, blocks: &mut Vec<String>) {
        let summary = element.elements().find(|child| child.name == "summary");
        let mut inside = Vec::new();
        let others: Vec<_> = element
            .children
            .iter()
            .filter(|node| !matches!(node, Node::Element(child) if child.name == "summary"))
            .cloned()
            .collect();
        let mut head = String::new();
        if let Some(summary) = summary {
            raw::html(self, summary, &mut head);
        }
        self.push_blocks(&others, &mut inside);
        blocks.push(format!("<details>\n{head}\n\n{}\n\n</details>", join(&inside)));
    }

    fn push_list(&mut self, list: &Element, blocks: &mut Vec<String>) {
        // An item of a list, and what stands in a list without being an item: of the item before.
        let mut items: Vec<Vec<String>> = Vec::new();
        for node in &list.children {
            let mut inside = Vec::new();
            match node {
                Node::Element(element) if element.name == "li" => {
                    if let Some(anchor) = self.anchor(element) {
                        inside.push(format!("<a id=\"{}\"></a>", raw::escaped(&anchor)));
                    }
                    self.push_blocks(&element.children, &mut inside);
                    if !inside.is_empty() {
                        items.push(inside);
                    }
                    continue;
                }
                node => self.push_blocks(std::slice::from_ref(node), &mut inside),
            }
            match items.last_mut() {
                Some(item) => item.append(&mut inside),
                None if inside.is_empty() => {}
                None => items.push(inside),
            }
        }
        if items.is_empty() {
            return;
        }
        let is_numbered = list.name == "ol";
        let start: usize = list.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let start = start.min(100_000_000);
        let is_tight = items.iter().all(|item| match &item[..] {
            [_] => true,
            // A block of HTML ends with an empty line only.
            [line, list] => interrupts(list) && !is_list(line) && !line.starts_with('<'),
            _ => false,
        });
        let written: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let marker =
                    if is_numbered { format!("{}. ", start + at) } else { "- ".to_owned() };
                let text = item.join(if is_tight { "\n" } else { "\n\n" });
                // Dashes after the dash of an item would be one rule with it.
                let text = match text.strip_prefix("---") {
                    Some(rest) if item[0] == "---" => format!("***{rest}"),
                    _ => text,
                };
                let indent = " ".repeat(marker.len());
                let lines = text.split('\n').enumerate().map(|(at, line)| match line {
                    line if at == 0 => format!("{marker}{line}"),
                    "" => String::new(),
                    line => format!("{indent}{line}"),
                });
                lines.collect::<Vec<_>>().join("\n")
            })
            .collect();
        // Two lists in a row would be one.
        if blocks.last().is_some_and(|last| is_list(last)) {
            blocks.push(APART.to_owned());
        }
        blocks.push(written.join(if is_tight { "\n" } else { "\n\n" }));
    }
}

/// Parts two blocks that would be one; readers do not see it.
const APART: &str = "<!-- -->";

/// The highest level of headings, apart from those that repeat the title. Editors of some help desks
/// offer no second level, others begin with the first.
fn top_level(nodes: &[Node], title: &str) -> Option<usize> {
    let levels = nodes.iter().filter_map(|node| {
        let Node::Element(element) = node else { return None };
        let Some(level) = element.heading_level() else {
            return top_level(&element.children, title);
        };
        let text = text_of(&element.children);
        (!text.is_empty() && text != title).then_some(level)
    });
    levels.min()
}

/// A single box around everything is looked into, so that a title in it is found.
fn nodes_of_interest(nodes: &[Node]) -> &[Node] {
    let mut filled = nodes.iter().filter(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(_) => true,
    });
    match (filled.next(), filled.next()) {
        (Some(Node::Element(only)), None)
            if matches!(only.name.as_str(), "div" | "section" | "article" | "main")
                && callout::kind(only).is_none() =>
        {
            nodes_of_interest(&only.children)
        }
        _ => nodes,
    }
}

/// Whether a block is a list that begins with its first line.
fn is_list(block: &str) -> bool {
    let digits = block.len() - block.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    block.starts_with("- ") || digits > 0 && block[digits..].starts_with(". ")
}

/// Whether a block is a list that can follow a line of text at once.
fn interrupts(block: &str) -> bool {
    block.starts_with("- ") || block.starts_with("1. ")
}

/// What a link around blocks means: a link in each of them.
fn linked(link: &Element, nodes: &[Node]) -> Vec<Node> {
    if link.get("href").is_none() {
        return nodes.to_vec();
    }
    let mut out = Vec::new();
    let mut line = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if element.is_block() || element.has_blocks() => {
                end_link(link, &mut line, &mut out);
                let children = match element.name.as_str() {
                    "pre" => element.children.clone(),
                    _ => linked(link, &element.children),
                };
                out.push(Node::Element(Element {
                    name: element.name.clone(),
                    attributes: element.attributes.clone(),
                    children,
                }));
            }
            node => line.push(node.clone()),
        }
    }
    end_link(link, &mut line, &mut out);
    out
}

fn end_link(link: &Element, line: &mut Vec<Node>, out: &mut Vec<Node>) {
    let children = std::mem::take(line);
    let href = link.attributes.iter().filter(|(name, _)| name == "href").cloned();
    let is_blank =
        children.iter().all(|node| matches!(node, Node::Text(text) if text.trim().is_empty()));
    if is_blank {
        out.extend(children);
    } else {
        let attributes = href.collect();
        out.push(Node::Element(Element { name: link.name.clone(), attributes, children }));
    }
}

pub(super) fn join(blocks: &[String]) -> String {
    blocks.join("\n\n")
}

fn end_line(line: &mut Vec<Piece>, blocks: &mut Vec<String>) {
    let pieces = std::mem::take(line);
    let text = escape::finished(&line::written(&pieces));
    if !text.is_empty() {
        blocks.push(text);
    }
}

fn quoted(text: &str) -> String {
    let lines = text.split('\n').map(|line| match line {
        "" => ">".to_owned(),
        line => format!("> {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}
