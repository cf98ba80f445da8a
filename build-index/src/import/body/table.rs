//! Tables: as Markdown where it has words for them, else as the HTML that they are.

use super::blocks::Writer;
use super::inline::{self, Piece};
use super::tree::{Element, Node, text_of};
use super::{escape, line, raw};

/// Adds a table to the blocks.
pub(super) fn push(writer: &mut Writer<'_>, table: &Element, blocks: &mut Vec<String>) {
    let rows = rows(table);
    if rows.iter().all(|row| row.elements().all(is_empty)) {
        return;
    }
    // A table of one cell is a box around what is in it.
    if let [row] = &rows[..]
        && row.elements().filter(is_cell).count() == 1
    {
        for cell in row.elements().filter(is_cell) {
            writer.push_blocks(&cell.children, blocks);
        }
        return;
    }
    let caption = table.elements().find(|child| child.name == "caption");
    if !is_simple(&rows) {
        let mut html = String::new();
        raw::html(writer, table, &mut html);
        return blocks.push(html);
    }
    if let Some(caption) = caption {
        let text = writer.line_of(caption);
        if !text.is_empty() {
            blocks.push(escape::finished(&text));
        }
    }
    let head: Vec<_> = rows[0].elements().filter(is_cell).collect();
    let mut lines = vec![row(writer, rows[0], head.len(), true)];
    let sides: Vec<_> = (0..head.len()).map(|at| side(&rows, at)).collect();
    lines.push(format!("| {} |", sides.join(" | ")));
    for other in &rows[1..] {
        lines.push(row(writer, other, head.len(), false));
    }
    blocks.push(lines.join("\n"));
}

fn is_cell(element: &&Element) -> bool {
    matches!(element.name.as_str(), "td" | "th")
}

fn is_empty(element: &Element) -> bool {
    let is_picture = |element: &Element| element.name == "img";
    text_of(&element.children).is_empty() && super::find(&element.children, &is_picture).is_none()
}

fn rows(table: &Element) -> Vec<&Element> {
    let mut rows = Vec::new();
    for child in table.elements() {
        match child.name.as_str() {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(child.elements().filter(|row| row.name == "tr"));
            }
            _ => {}
        }
    }
    rows.retain(|row| row.elements().any(|cell| is_cell(&cell)));
    rows
}

/// Whether each cell is a few lines of text, and the first row is a heading.
fn is_simple(rows: &[&Element]) -> bool {
    let Some(first) = rows.first() else { return false };
    let width = first.elements().filter(is_cell).count();
    let is_head = first.elements().filter(is_cell).all(|cell| cell.name == "th" || is_bold(cell));
    let fits = |row: &&Element| {
        let cells: Vec<_> = row.elements().filter(is_cell).collect();
        cells.len() <= width && cells.iter().all(|cell| is_plain(cell))
    };
    is_head && rows.iter().all(fits)
}

fn is_plain(cell: &Element) -> bool {
    let spans = |name| cell.get(name).is_some_and(|span| !matches!(span.trim(), "" | "1"));
    !spans("colspan") && !spans("rowspan") && has_only_lines(&cell.children)
}

fn has_only_lines(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(_) => true,
        Node::Element(element) => {
            (!element.is_block() || matches!(element.name.as_str(), "p" | "div"))
                && has_only_lines(&element.children)
        }
    })
}

/// Whether all of a cell is bold.
fn is_bold(cell: &Element) -> bool {
    fn outside(nodes: &[Node]) -> bool {
        nodes.iter().any(|node| match node {
            Node::Text(text) => !text.trim().is_empty(),
            Node::Element(element) if matches!(element.name.as_str(), "b" | "strong") => false,
            Node::Element(element) => outside(&element.children),
        })
    }
    !outside(&cell.children)
}

fn row(writer: &mut Writer<'_>, row: &Element, width: usize, is_head: bool) -> String {
    let mut cells: Vec<String> = Vec::new();
    for element in row.elements().filter(is_cell) {
        let mut pieces = Vec::new();
        lines(writer, &element.children, &mut pieces);
        let text = line::written(&pieces);
        let text = text.trim_matches(['\n', ' ']).replace('|', "\\|");
        let lines: Vec<_> =
            text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        let text = lines.join("<br>");
        let bare = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
        let bare = bare.filter(|text| is_head && !text.contains("**")).map(str::to_owned);
        cells.push(bare.unwrap_or(text));
    }
    cells.resize(width, String::new());
    format!("| {} |", cells.join(" | "))
}

/// The lines of a cell, parted by breaks.
fn lines(writer: &mut Writer<'_>, nodes: &[Node], out: &mut Vec<Piece>) {
    for node in nodes {
        match node {
            Node::Element(element) if element.is_block() => {
                out.push(Piece::Break);
                lines(writer, &element.children, out);
                out.push(Piece::Break);
            }
            node => inline::pieces(writer, std::slice::from_ref(node), out),
        }
    }
}

/// The mark of a column's alignment, if all of its cells have the same.
fn side(rows: &[&Element], at: usize) -> &'static str {
    let mut sides =
        rows.iter().filter_map(|row| row.elements().filter(is_cell).nth(at)).map(of_cell);
    let first = sides.next().flatten();
    match first {
        Some(side) if sides.all(|other| other == first) => side,
        _ => "---",
    }
}

fn of_cell(cell: &Element) -> Option<&'static str> {
    let style = cell.get("style").unwrap_or_default().to_lowercase().replace(' ', "");
    let named = style.split(';').find_map(|rule| rule.strip_prefix("text-align:"));
    match named.or(cell.get("align"))? {
        "right" | "end" => Some("---:"),
        "center" => Some(":---:"),
        "left" | "start" => Some(":---"),
        _ => None,
    }
}
