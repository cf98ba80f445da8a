//! Tokens of HTML that the sanitiser wrote.
//!
//! Its output is regular: every element is closed, attributes stand in double quotes, and `<`,
//! `>` and `&` are escaped everywhere else. Only such HTML may be read here.

use std::borrow::Cow;

/// A piece of regular HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Open(Element<'a>),
    Close(&'a str),
    /// Text, still escaped.
    Text(&'a str),
}

/// An opening tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub(crate) name: &'a str,
    /// Names and unescaped values.
    pub(crate) attributes: Vec<(&'a str, Cow<'a, str>)>,
}

impl<'a> Element<'a> {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }

    pub(crate) fn set(&mut self, name: &'a str, value: impl Into<Cow<'a, str>>) {
        self.remove(name);
        self.attributes.push((name, value.into()));
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let at = self.attributes.iter().position(|(known, _)| *known == name)?;
        Some(self.attributes.remove(at).1)
    }

    /// Whether one of its classes is `class`.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|all| all.split(' ').any(|one| one == class))
    }

    /// Whether it has neither content nor a closing tag.
    pub(crate) fn is_void(&self) -> bool {
        matches!(self.name, "br" | "col" | "hr" | "img" | "input" | "wbr")
    }

    pub(crate) fn push_to(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            push_escaped(value, out);
            out.push('"');
        }
        out.push('>');
    }

    /// Level of a heading element.
    pub(crate) fn heading_level(&self) -> Option<u8> {
        match self.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => None,
        }
    }
}

/// Splits regular HTML. On anything else it still ends, with less useful tokens.
pub(crate) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            tokens.push(Token::Text(&rest[..end]));
            rest = &rest[end..];
            continue;
        };
        let end = tag.find('>').unwrap_or(tag.len());
        let (inner, after) = (&tag[..end], tag.get(end + 1..).unwrap_or_default());
        match inner.strip_prefix('/') {
            Some(name) => tokens.push(Token::Close(name)),
            None => tokens.push(Token::Open(element(inner))),
        }
        rest = after;
    }
    tokens
}

/// Regular HTML in which `change` has seen every opening tag.
pub(crate) fn rewritten<'a>(html: &'a str, mut change: impl FnMut(&mut Element<'a>)) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    for token in tokens(html) {
        match token {
            Token::Text(text) => out.push_str(text),
            Token::Close(name) => {
                out.push_str("</");
                out.push_str(name);
                out.push('>');
            }
            Token::Open(mut element) => {
                change(&mut element);
                element.push_to(&mut out);
            }
        }
    }
    out
}

fn element(inner: &str) -> Element<'_> {
    let end = inner.find(' ').unwrap_or(inner.len());
    let mut element = Element { name: &inner[..end], attributes: Vec::new() };
    let mut rest = inner[end..].trim_start();
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        element.attributes.push((name.trim(), unescape(value)));
        rest = after.trim_start();
    }
    element
}

/// Text with the five references that the sanitiser writes decoded.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    Cow::Owned(text.replace("&nbsp;", "\u{a0}").replace("&amp;", "&"))
}

/// Appends text so that it means itself in an element and in a quoted attribute.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Plain text of some tokens, blanks folded.
pub(crate) fn text_of(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Text(piece) => text.push_str(&unescape(piece)),
            Token::Open(element) if element.name == "br" => text.push(' '),
            _ => {}
        }
    }
    super::front_matter::fold_blanks(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_html_is_read_and_written_back() {
        let html = "<p class=\"a b\">1 &lt; 2 <img src=\"x?a=1&amp;b=&quot;\" alt=\"\"></p>\n<hr>";
        let mut out = String::new();
        for token in tokens(html) {
            match token {
                Token::Open(element) => element.push_to(&mut out),
                Token::Close(name) => out.push_str(&format!("</{name}>")),
                Token::Text(text) => out.push_str(text),
            }
        }
        assert_eq!(out, html);
    }

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(unescape("&amp;lt; &quot;&lt;&gt;&quot;"), "&lt; \"<>\"");
    }

    #[test]
    fn other_html_does_no_harm() {
        for html in ["<", "<p", "<p class=\"x", "</", "a < b", "<>", "<p =\"\">"] {
            let _ = tokens(html);
        }
    }
}
