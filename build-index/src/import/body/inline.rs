//! Text with emphasis, links, pictures and code in one line, as pieces; `line` writes them down.

use super::blocks::Writer;
use super::escape::escaped;
use super::line::written;
use super::raw;
use super::tree::{Element, Node, text_of};
use crate::article::front_matter::fold_blanks;

/// Marks of emphasis, as far as they are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Struck,
}

impl Mark {
    fn of(name: &str) -> Option<Self> {
        match name {
            "b" | "strong" => Some(Self::Strong),
            "em" | "i" | "cite" | "dfn" => Some(Self::Emphasis),
            "del" | "s" | "strike" => Some(Self::Struck),
            _ => None,
        }
    }

    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Strong => "**",
            Self::Emphasis => "*",
            Self::Struck => "~~",
        }
    }

    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Emphasis => "em",
            Self::Struck => "del",
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text of the article, not yet escaped.
    Text(String),
    /// Markdown or HTML, as it is written.
    Code(String),
    /// Words of code, as they are shown.
    Words(String),
    /// A link or a picture, which begins with a bracket.
    Link(String),
    /// Tags of an element that Markdown has no sign for.
    OpenTag(String),
    CloseTag(String),
    Break,
    Open(Mark),
    Close(Mark),
}

/// Pieces of some nodes.
pub(super) fn pieces(writer: &mut Writer<'_>, nodes: &[Node], out: &mut Vec<Piece>) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push(Piece::Text(text.clone())),
            Node::Element(element) => element_pieces(writer, element, out),
        }
    }
}

fn element_pieces(writer: &mut Writer<'_>, element: &Element, out: &mut Vec<Piece>) {
    if let Some(anchor) = writer.anchor(element) {
        out.push(Piece::Code(format!("<a id=\"{}\"></a>", raw::escaped(&anchor))));
    }
    let name = element.name.as_str();
    if let Some(mark) = Mark::of(name) {
        if writer.marks.contains(&mark) || text_of(&element.children).is_empty() {
            return pieces(writer, &element.children, out);
        }
        writer.marks.push(mark);
        out.push(Piece::Open(mark));
        pieces(writer, &element.children, out);
        writer.marks.pop();
        return out.push(Piece::Close(mark));
    }
    match name {
        "br" => out.push(Piece::Break),
        "code" | "tt" => {
            let mut lines = vec![String::new()];
            push_code_lines(&element.children, &mut lines);
            let lines = lines.iter().map(|line| fold_blanks(line));
            for (at, line) in lines.filter(|line| !line.is_empty()).enumerate() {
                if at > 0 {
                    out.push(Piece::Break);
                }
                out.push(Piece::Words(line));
            }
        }
        "a" => link(writer, element, out),
        "img" => {
            let alt = element.get("alt").unwrap_or_default();
            if let Some(url) = element.get("src").and_then(|url| writer.addresses.picture(url)) {
                let alt = escaped(&fold_blanks(alt));
                out.push(Piece::Link(format!("![{alt}]({})", destination(&url))));
            }
        }
        "kbd" | "samp" | "var" | "sub" | "sup" | "mark" | "u" | "abbr" | "ins" | "q" | "ruby"
        | "rt" | "rp" | "bdi" | "bdo" => {
            if !text_of(&element.children).is_empty() {
                out.push(Piece::OpenTag(raw::open_tag(element)));
                pieces(writer, &element.children, out);
                out.push(Piece::CloseTag(format!("</{name}>")));
            }
        }
        "meta" => {}
        _ => {
            // A block where only a line can stand, such as a list in a heading.
            let is_block = element.is_block();
            if is_block {
                out.push(Piece::Text(" ".to_owned()));
            }
            pieces(writer, &element.children, out);
            if is_block {
                out.push(Piece::Text(" ".to_owned()));
            }
        }
    }
}

/// Text of code, parted where a line ends.
fn push_code_lines(nodes: &[Node], lines: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Text(text) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(text);
                }
            }
            Node::Element(element) => {
                let parts = element.is_block() || element.name == "br";
                if parts {
                    lines.push(String::new());
                }
                push_code_lines(&element.children, lines);
                if element.is_block() {
                    lines.push(String::new());
                }
            }
        }
    }
}

fn link(writer: &mut Writer<'_>, element: &Element, out: &mut Vec<Piece>) {
    // A link cannot lie in a link.
    if std::mem::replace(&mut writer.in_link, true) {
        return pieces(writer, &element.children, out);
    }
    let mut inside = Vec::new();
    pieces(writer, &element.children, &mut inside);
    writer.in_link = false;
    let to = element.get("href").and_then(|url| writer.addresses.link(url));
    let Some(to) = to else { return out.append(&mut inside) };
    // Breaks in its text help nobody.
    for piece in &mut inside {
        if *piece == Piece::Break {
            *piece = Piece::Text(" ".to_owned());
        }
    }
    let text = written(&inside);
    let (before, after) = blanks_around(&inside);
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    if before {
        out.push(Piece::Text(" ".to_owned()));
    }
    out.push(Piece::Link(format!("[{text}]({})", destination(&to))));
    if after {
        out.push(Piece::Text(" ".to_owned()));
    }
}

/// Whether some pieces begin and end with a blank.
fn blanks_around(pieces: &[Piece]) -> (bool, bool) {
    let is_blank = |piece: Option<&Piece>, at: fn(&str) -> Option<char>| matches!(piece, Some(Piece::Text(text)) if at(text).is_some_and(char::is_whitespace));
    (
        is_blank(pieces.first(), |text| text.chars().next()),
        is_blank(pieces.last(), |text| text.chars().next_back()),
    )
}

/// An address in the parentheses of a link.
fn destination(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '`' => out.push_str("%60"),
            // What could begin a tag of another tool.
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
