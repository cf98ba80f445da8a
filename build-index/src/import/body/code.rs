//! Blocks of code: their text as it is, and the language that a highlighter was told.

use super::tree::{Element, Node};

/// Code between rows of backticks.
pub(super) fn fenced(element: &Element) -> Option<String> {
    let mut text = String::new();
    push_code(&element.children, &mut text);
    let text = text.replace('\u{a0}', " ").replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return None;
    }
    let mut longest = 2;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let inner = element.elements().find(|child| child.name == "code");
    let language = [Some(element), inner].into_iter().flatten().find_map(language);
    Some(format!("{fence}{}\n{text}\n{fence}", language.unwrap_or_default()))
}

fn push_code(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) if element.name == "br" => out.push('\n'),
            Node::Element(element) => {
                push_code(&element.children, out);
                if element.is_block() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
        }
    }
}

/// The language of code, as the usual highlighters name it.
fn language(element: &Element) -> Option<String> {
    if let Some(name) = element.get("code-brush").filter(|name| is_name(name)) {
        return Some(name.to_lowercase());
    }
    let class = element.get("class")?;
    let mut words = class.split([' ', ';']);
    while let Some(word) = words.next() {
        let named = word
            .strip_prefix("language-")
            .or_else(|| word.strip_prefix("lang-"))
            .or_else(|| word.strip_prefix("highlight-source-"))
            .or_else(|| word.strip_prefix("brush:").filter(|name| !name.is_empty()))
            .or_else(|| (word == "brush:").then(|| words.next()).flatten());
        if let Some(name) = named.filter(|name| is_name(name)) {
            return Some(name.to_lowercase());
        }
    }
    None
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-_#.".contains(c))
}
