//! Text with emphasis, links, pictures and code in one line, as Markdown.
//!
//! A line break is `\n` until [`finished`] writes it: nothing else makes one, because blanks of
//! HTML are folded.

use super::blocks::Writer;
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

    fn sign(self) -> &'static str {
        match self {
            Self::Strong => "**",
            Self::Emphasis => "*",
            Self::Struck => "~~",
        }
    }

    fn tag(self) -> &'static str {
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

/// A few words of code, between as many backticks as it takes.
fn code(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Pieces as Markdown, with breaks as `\n` and blanks folded.
pub(super) fn written(pieces: &[Piece]) -> String {
    let pieces = tidied(pieces);
    let tags = as_tags(&pieces);
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => {
                let text = if out.is_empty() || out.ends_with([' ', '\n']) {
                    text.trim_start_matches(' ')
                } else {
                    text
                };
                out.push_str(&escaped(text));
            }
            Piece::Words(words) => out.push_str(&code(words)),
            Piece::Code(code) | Piece::OpenTag(code) | Piece::CloseTag(code) => out.push_str(code),
            Piece::Link(link) => {
                // What would make a picture of the link.
                if out.ends_with('!') && !out.ends_with("\\!") {
                    out.insert(out.len() - 1, '\\');
                }
                out.push_str(link);
            }
            Piece::Break => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
            Piece::Open(mark) if tags[at] => out.push_str(&format!("<{}>", mark.tag())),
            Piece::Close(mark) if tags[at] => out.push_str(&format!("</{}>", mark.tag())),
            Piece::Open(mark) | Piece::Close(mark) => out.push_str(mark.sign()),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// Folds blanks, joins texts, moves blanks out of emphasis, and joins emphasis that only a tag
/// parted.
fn tidied(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut blank = false;
    let mut depth = 0_usize;
    for piece in pieces {
        match piece {
            Piece::Open(_) | Piece::OpenTag(_) => depth += 1,
            Piece::Close(_) | Piece::CloseTag(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        match piece {
            Piece::Text(text) => {
                let words = text.split(is_blank).filter(|word| !word.is_empty());
                let folded = words.collect::<Vec<_>>().join(" ");
                blank |= text.starts_with(is_blank);
                if folded.is_empty() {
                    continue;
                }
                push_text(&mut out, &mut blank, &folded);
                blank = text.ends_with(is_blank);
            }
            // The blank waits for what comes inside, and stands before the mark then.
            Piece::Open(mark) => {
                if !blank && out.last() == Some(&Piece::Close(*mark)) {
                    out.pop();
                } else {
                    if blank {
                        push_text(&mut out, &mut blank, "");
                    }
                    out.push(Piece::Open(*mark));
                }
            }
            Piece::Close(mark) => {
                if out.last() == Some(&Piece::Open(*mark)) {
                    out.pop();
                } else {
                    out.push(Piece::Close(*mark));
                }
            }
            // Two rows of backticks with nothing between them would be one.
            Piece::Words(words) => {
                if blank {
                    push_text(&mut out, &mut blank, "");
                }
                match out.last_mut() {
                    Some(Piece::Words(known)) => known.push_str(words),
                    _ => out.push(piece.clone()),
                }
            }
            Piece::Break => {
                blank = false;
                // Two breaks part paragraphs, which emphasis cannot span.
                if depth == 0 || out.last() != Some(&Piece::Break) {
                    out.push(Piece::Break);
                }
            }
            other => {
                if blank {
                    push_text(&mut out, &mut blank, "");
                }
                out.push(other.clone());
            }
        }
    }
    breaks_outside(out)
}

/// Blanks as HTML folds them, and the fixed ones that editors leave everywhere.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn push_text(out: &mut Vec<Piece>, blank: &mut bool, text: &str) {
    let at_start =
        out.iter().rev().find(|piece| !matches!(piece, Piece::Open(_))).is_none_or(|piece| {
            *piece == Piece::Break || matches!(piece, Piece::Text(text) if text.ends_with(' '))
        });
    let gap = if *blank && !at_start { " " } else { "" };
    *blank = false;
    match out.last_mut() {
        Some(Piece::Text(known)) => {
            known.push_str(gap);
            known.push_str(text);
        }
        // Inside emphasis that has just begun there was no blank before: it was written already.
        _ if !gap.is_empty() || !text.is_empty() => out.push(Piece::Text(format!("{gap}{text}"))),
        _ => {}
    }
}

/// Breaks at the edges of emphasis stand outside of it.
fn breaks_outside(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut at = 0;
    while at + 1 < pieces.len() {
        let moves = matches!(
            (&pieces[at], &pieces[at + 1]),
            (Piece::Open(_) | Piece::OpenTag(_), Piece::Break)
                | (Piece::Break, Piece::Close(_) | Piece::CloseTag(_))
        );
        if moves {
            pieces.swap(at, at + 1);
            at = at.saturating_sub(1);
        } else {
            at += 1;
        }
    }
    // What is empty now.
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Close(mark) if kept.last() == Some(&Piece::Open(mark)) => {
                kept.pop();
            }
            piece => kept.push(piece),
        }
    }
    kept
}

/// Which marks of emphasis have to be tags, because asterisks would not be read as emphasis there.
fn as_tags(pieces: &[Piece]) -> Vec<bool> {
    let mut tags = vec![false; pieces.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) => open.push(at),
            Piece::Close(mark) => {
                let Some(start) =
                    open.iter().rposition(|start| pieces[*start] == Piece::Open(*mark))
                else {
                    tags[at] = true;
                    continue;
                };
                let start = open.remove(start);
                let opens = flanks(
                    start.checked_sub(1).map(|before| last_char(&pieces[before])),
                    pieces.get(start + 1).map(first_char),
                );
                let closes = flanks(
                    pieces.get(at + 1).map(first_char),
                    at.checked_sub(1).map(|before| last_char(&pieces[before])),
                );
                if !(opens && closes) {
                    tags[start] = true;
                    tags[at] = true;
                }
            }
            _ => {}
        }
    }
    for start in open {
        tags[start] = true;
    }
    tags
}

/// Whether a row of asterisks is read as the edge of emphasis between these characters.
fn flanks(outside: Option<char>, inside: Option<char>) -> bool {
    let Some(inside) = inside else { return false };
    // Next to other marks it depends on all of them: tags are certain.
    if inside == MARK || outside == Some(MARK) || inside.is_whitespace() {
        return false;
    }
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    !is_sign(inside) || outside.is_none_or(|c| c.is_whitespace() || is_sign(c))
}

/// Stands for a mark of emphasis.
const MARK: char = '\u{e000}';

fn first_char(piece: &Piece) -> char {
    match piece {
        Piece::Text(text)
        | Piece::Code(text)
        | Piece::Link(text)
        | Piece::OpenTag(text)
        | Piece::CloseTag(text) => text.chars().next().unwrap_or(' '),
        Piece::Words(_) => '`',
        Piece::Break => '\n',
        Piece::Open(_) | Piece::Close(_) => MARK,
    }
}

fn last_char(piece: &Piece) -> char {
    match piece {
        Piece::Text(text)
        | Piece::Code(text)
        | Piece::Link(text)
        | Piece::OpenTag(text)
        | Piece::CloseTag(text) => text.chars().next_back().unwrap_or(' '),
        Piece::Words(_) => '`',
        Piece::Break => '\n',
        Piece::Open(_) | Piece::Close(_) => MARK,
    }
}

/// Text in which nothing is taken for Markdown, but for what only means something where a line
/// begins.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).copied();
        let before = at.checked_sub(1).map(|at| chars[at]);
        let is_meant = match c {
            '\\' | '*' | '`' | '[' | ']' | '~' => true,
            '_' => {
                !(before.is_some_and(char::is_alphanumeric)
                    && next.is_some_and(char::is_alphanumeric))
            }
            '<' => {
                next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next))
                    || before == Some('{')
            }
            '&' => next.is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
            '%' => before == Some('{'),
            _ => false,
        };
        if is_meant {
            out.push('\\');
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// Paragraphs of a text with breaks: an empty line parts two of them.
pub(super) fn finished(text: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    let mut end = |lines: &mut Vec<&str>| {
        if !lines.is_empty() {
            let lines = std::mem::take(lines);
            let lines: Vec<_> = lines.into_iter().map(line_start_escaped).collect();
            paragraphs.push(lines.join("\\\n"));
        }
    };
    for line in text.split('\n') {
        let line = line.trim_matches(' ');
        if line.is_empty() {
            end(&mut lines);
        } else {
            lines.push(line);
        }
    }
    end(&mut lines);
    paragraphs.join("\n\n")
}

/// A line that begins with what would be a heading, a list, a quotation or a rule.
fn line_start_escaped(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_number = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) && {
        let rest = &line[digits + 1..];
        rest.is_empty() || rest.starts_with(' ')
    };
    if is_number {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let starts = |sign: char| {
        let rest = line.trim_start_matches(sign);
        rest.len() < line.len() && (rest.is_empty() || rest.starts_with(' '))
    };
    let is_rule = line.starts_with('-') && line.chars().all(|c| "- ".contains(c));
    let is_meant = line.starts_with(['>', '=', '|'])
        || starts('#')
        || starts('-')
        || starts('+')
        || is_rule
        || line.starts_with(":::")
        || line.starts_with("{%")
        || line.starts_with("{:");
    if is_meant { format!("\\{line}") } else { line.to_owned() }
}
