//! Tables. Markdown has one row of headings and cells of one line each.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::blocks;
use crate::article::html::{Element, Token};

/// What is in a table element.
pub(super) fn table(tokens: &[Token<'_>]) -> Vec<Event<'static>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Token::Open(element) = token {
            match element.name {
                "tr" => rows.push(Vec::new()),
                "td" | "th" => {
                    let end = super::end_of(tokens, at);
                    let inside = &tokens[at + 1..end.clamp(at + 1, tokens.len())];
                    if rows.is_empty() {
                        rows.push(Vec::new());
                    }
                    if let Some(row) = rows.last_mut() {
                        row.push(Cell { side: side_of(element), events: line(inside) });
                    }
                    at = end;
                }
                _ => {}
            }
        }
        at += 1;
    }
    rows.retain(|row| !row.is_empty());
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let Some(first) = rows.first() else { return Vec::new() };
    let mut sides: Vec<_> = first.iter().map(|cell| cell.side).collect();
    sides.resize(width, Alignment::None);
    let mut events = vec![Event::Start(Tag::Table(sides))];
    for (number, row) in rows.into_iter().enumerate() {
        let tag = if number == 0 { Tag::TableHead } else { Tag::TableRow };
        let end = tag.to_end();
        events.push(Event::Start(tag));
        let missing = width - row.len();
        for cell in row.into_iter().map(|cell| cell.events).chain(vec![Vec::new(); missing]) {
            events.push(Event::Start(Tag::TableCell));
            events.extend(cell);
            events.push(Event::End(TagEnd::TableCell));
        }
        events.push(Event::End(end));
    }
    events.push(Event::End(TagEnd::Table));
    events
}

struct Cell {
    side: Alignment,
    events: Vec<Event<'static>>,
}

fn side_of(cell: &Element<'_>) -> Alignment {
    if cell.has_class("align-right") {
        Alignment::Right
    } else if cell.has_class("align-center") {
        Alignment::Center
    } else if cell.has_class("align-left") {
        Alignment::Left
    } else {
        Alignment::None
    }
}

/// Blocks on one line.
fn line(tokens: &[Token<'_>]) -> Vec<Event<'static>> {
    let mut events = Vec::new();
    for event in blocks(tokens).into_iter().flatten() {
        match event {
            Event::Start(tag) if super::tag_is_block(&tag) => {
                if !events.is_empty() {
                    events.push(Event::Text(" ".into()));
                }
            }
            Event::End(end) if super::end_is_block(end) => {}
            Event::HardBreak | Event::SoftBreak => events.push(Event::Text(" ".into())),
            Event::Rule | Event::TaskListMarker(_) => {}
            event => events.push(event),
        }
    }
    events
}
