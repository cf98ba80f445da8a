//! Pieces of a line as Markdown: blanks and breaks where they can stand, emphasis where it is read
//! as such.
//!
//! A line break is `\n` until `escape::finished` writes it: nothing else makes one, because blanks
//! of HTML are folded.

use super::escape::escaped;
use super::inline::Piece;

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
                if let Some(before) = out.strip_suffix('!') {
                    let is_escaped = (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
                    if !is_escaped {
                        out.insert(before.len(), '\\');
                    }
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
        depth = depth_after(piece, depth);
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

/// In how many elements one is after a piece.
fn depth_after(piece: &Piece, depth: usize) -> usize {
    match piece {
        Piece::Open(_) | Piece::OpenTag(_) => depth + 1,
        Piece::Close(_) | Piece::CloseTag(_) => depth.saturating_sub(1),
        _ => depth,
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
    // What is empty now, and what has come beside another break inside of something else.
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut depth = 0;
    for piece in pieces {
        depth = depth_after(&piece, depth);
        match piece {
            Piece::Close(mark) if kept.last() == Some(&Piece::Open(mark)) => {
                kept.pop();
            }
            Piece::Break if depth > 0 && kept.last() == Some(&Piece::Break) => {}
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
    edge(piece, |text| text.chars().next())
}

fn last_char(piece: &Piece) -> char {
    edge(piece, |text| text.chars().next_back())
}

fn edge(piece: &Piece, of_text: impl FnOnce(&str) -> Option<char>) -> char {
    match piece {
        Piece::Text(text)
        | Piece::Code(text)
        | Piece::Link(text)
        | Piece::OpenTag(text)
        | Piece::CloseTag(text) => of_text(text).unwrap_or(' '),
        Piece::Words(_) => '`',
        Piece::Break => '\n',
        Piece::Open(_) | Piece::Close(_) => MARK,
    }
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
