//! The elements of a body, no deeper than people write.

use crate::article::embed::link_out;
use crate::article::front_matter::fold_blanks;
use crate::article::html::{Token, tokens, unescape};

/// How many elements may lie in each other. What is deeper stands at that level, so that no
/// document is too deep for the stack.
const DEPTH_MAX: usize = 60;

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Node {
    Text(String),
    Element(Element),
}

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Element {
    pub(in crate::import) name: String,
    pub(in crate::import) attributes: Vec<(String, String)>,
    pub(in crate::import) children: Vec<Node>,
}

impl Element {
    pub(in crate::import) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it stands on lines of its own.
    pub(super) fn is_block(&self) -> bool {
        matches!(
            self.name.as_str(),
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "caption"
                | "center"
                | "dd"
                | "details"
                | "div"
                | "dl"
                | "dt"
                | "figcaption"
                | "figure"
                | "footer"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "header"
                | "hr"
                | "li"
                | "main"
                | "nav"
                | "ol"
                | "p"
                | "pre"
                | "section"
                | "summary"
                | "table"
                | "tbody"
                | "td"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
                | "ul"
        )
    }

    /// Whether something in it stands on lines of its own.
    pub(super) fn has_blocks(&self) -> bool {
        self.elements().any(|child| child.is_block() || child.has_blocks())
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub(super) fn heading_level(&self) -> Option<usize> {
        match self.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(usize::from(digit - b'0')),
            _ => None,
        }
    }
}

/// Reads a body. Players become links with the text `watch`.
pub(in crate::import) fn parse(html: &str, watch: &str) -> Vec<Node> {
    let clean = super::clean::clean(&link_out(html, watch));
    let mut open: Vec<Element> = vec![Element::default()];
    // How many elements are open that are left out because they lie too deep.
    let mut deeper = 0_usize;
    for token in tokens(&clean) {
        match token {
            Token::Text(text) => push(&mut open, Node::Text(unescape(text).into_owned())),
            Token::Open(element) => {
                let attributes = element.attributes.iter();
                let node = Element {
                    name: element.name.to_owned(),
                    attributes: attributes
                        .map(|(name, value)| ((*name).to_owned(), value.clone().into_owned()))
                        .collect(),
                    children: Vec::new(),
                };
                if element.is_void() || element.name == "meta" {
                    push(&mut open, Node::Element(node));
                } else if open.len() > DEPTH_MAX {
                    deeper += 1;
                } else {
                    open.push(node);
                }
            }
            Token::Close(_) if deeper > 0 => deeper -= 1,
            Token::Close(_) => close(&mut open),
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|root| root.children).unwrap_or_default()
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(element) = open.pop()
    {
        push(open, Node::Element(element));
    }
}

/// Text of some nodes, blanks folded.
pub(in crate::import) fn text_of(nodes: &[Node]) -> String {
    fn push(nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => {
                    push(&element.children, out);
                    if element.is_block() || element.name == "br" {
                        out.push(' ');
                    }
                }
            }
        }
    }
    let mut out = String::new();
    push(nodes, &mut out);
    fold_blanks(&out)
}

/// The first element that `wanted` says yes to, from the outside inwards.
pub(in crate::import) fn find<'a>(
    nodes: &'a [Node],
    wanted: &dyn Fn(&Element) -> bool,
) -> Option<&'a Element> {
    nodes.iter().find_map(|node| match node {
        Node::Element(element) if wanted(element) => Some(element),
        Node::Element(element) => find(&element.children, wanted),
        Node::Text(_) => None,
    })
}
