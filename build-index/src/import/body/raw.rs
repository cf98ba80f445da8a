//! HTML that stays HTML, because Markdown has no words for it.

use super::blocks::Writer;
use super::tree::{Element, Node};
use crate::article::push_escaped;

/// Text in HTML. A brace could begin a tag of another tool, which a build leaves out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &mut out);
    if out.contains('{') { out.replace('{', "&#123;") } else { out }
}

/// The opening tag with what articles of Docent may have.
pub(super) fn open_tag(element: &Element) -> String {
    let mut out = format!("<{}", element.name);
    for (name, value) in &element.attributes {
        if matches!(
            name.as_str(),
            "title" | "lang" | "dir" | "colspan" | "rowspan" | "scope" | "start" | "span" | "open"
        ) {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
    }
    out.push('>');
    out
}

/// An element and everything in it, without an empty line, which would end it in Markdown.
pub(super) fn html(writer: &mut Writer<'_>, element: &Element, out: &mut String) {
    let name = element.name.as_str();
    match name {
        "br" => return out.push_str("<br>"),
        "wbr" | "meta" | "colgroup" | "col" => return,
        "hr" => return out.push_str("<hr>"),
        "img" => {
            let alt = element.get("alt").unwrap_or_default();
            if let Some(url) = element.get("src").and_then(|url| writer.addresses.picture(url)) {
                let (url, alt) = (escaped(&url), escaped(alt));
                out.push_str(&format!("<img src=\"{url}\" alt=\"{alt}\">"));
            }
            return;
        }
        _ => {}
    }
    let known = !matches!(
        name,
        "span"
            | "center"
            | "address"
            | "article"
            | "aside"
            | "main"
            | "nav"
            | "header"
            | "footer"
            | "strike"
            | "tt"
            | "small"
            | "time"
            | "bdo"
    );
    let link = (name == "a")
        .then(|| element.get("href").and_then(|url| writer.addresses.link(url)))
        .flatten();
    let is_kept = if name == "a" { link.is_some() } else { known };
    let anchor = writer.anchor(element);
    if let Some(anchor) = anchor {
        out.push_str(&format!("<a id=\"{}\"></a>", escaped(&anchor)));
    }
    let begins_line = matches!(name, "tr" | "thead" | "tbody" | "tfoot" | "caption");
    if begins_line && !out.ends_with('\n') {
        out.push('\n');
    }
    match (&link, is_kept) {
        (Some(link), _) => out.push_str(&format!("<a href=\"{}\">", escaped(link))),
        (None, true) => out.push_str(&open_tag(element)),
        _ => {}
    }
    for child in &element.children {
        match child {
            Node::Text(text) if matches!(name, "table" | "tr" | "thead" | "tbody" | "tfoot") => {
                // Blanks between cells; text there has no place in HTML either.
                if !text.trim().is_empty() {
                    out.push_str(&escaped(text.trim()));
                }
            }
            Node::Text(text) => push_text(text, writer.in_pre, out),
            Node::Element(child) => {
                let was = writer.in_pre;
                writer.in_pre |= child.name == "pre";
                html(writer, child, out);
                writer.in_pre = was;
            }
        }
    }
    if is_kept {
        if name == "table" && !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str(&format!("</{name}>"));
    }
}

fn push_text(text: &str, in_pre: bool, out: &mut String) {
    if in_pre {
        return out.push_str(&escaped(text).replace('\n', "&#10;"));
    }
    if text.starts_with(char::is_whitespace) && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
    out.push_str(&escaped(&crate::article::front_matter::fold_blanks(text)));
    if text.ends_with(char::is_whitespace) && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}
