//! Words of wiki links in cleaned HTML, once it is known what they name.

use std::borrow::Cow;

use super::WikiLink;
use crate::article::finish::{Resolve, end_of};
use crate::article::html::{Element, Token, push_escaped, text_of, tokens};

/// What readers see of a wiki link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A link with these words, where the writer gave none.
    Link(String),
    /// A picture.
    Picture,
    /// No link: the text as it was written.
    AsWritten,
}

/// Attribute of a heading with wiki links: its words before it was known what they name, which is what
/// its id and the title of the article are made of. No writer can set it.
pub(in crate::article) const WORDS: &str = "data-words";

/// HTML in which every wiki link has its words, and what is none is text again.
pub(crate) fn shown<'a>(html: &'a str, resolve: &mut dyn Resolve) -> Cow<'a, str> {
    if !html.contains("=\"%5B%5B") && !html.contains("=\"[[") {
        return Cow::Borrowed(html);
    }
    let tokens = tokens(html);
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let element = match token {
            Token::Open(element) => element,
            other => {
                push_token(other, &mut out);
                continue;
            }
        };
        if element.heading_level().is_some() {
            let inner = &tokens[at..end_of(&tokens, at - 1).max(at)];
            let mut heading = element.clone();
            if inner.iter().any(|token| wiki_link(token).is_some()) {
                heading.set(WORDS, text_with_brackets(inner));
            }
            heading.push_to(&mut out);
            continue;
        }
        let Some(link) = wiki_link(token) else {
            element.push_to(&mut out);
            continue;
        };
        let is_picture = element.name == "img";
        let given = if is_picture {
            let mut given = String::new();
            push_escaped(element.get("alt").unwrap_or_default(), &mut given);
            given
        } else {
            let end = end_of(&tokens, at - 1);
            let inner = &tokens[at..end.max(at)];
            at = end + 1;
            let mut given = String::new();
            inner.iter().for_each(|token| push_token(token, &mut given));
            given
        };
        let has_words = link.has_words && !given.is_empty();
        match resolve.wiki(&link, is_picture) {
            Shown::Picture => element.push_to(&mut out),
            Shown::Link(words) => {
                let mut escaped = String::new();
                push_escaped(&words, &mut escaped);
                let words = if has_words { given.trim() } else { &escaped };
                push_link(element, &link, words, &mut out);
            }
            Shown::AsWritten => {
                out.push_str(if is_picture { "!" } else { "" });
                push_escaped(&format!("[[{}", link.inside()), &mut out);
                if has_words {
                    out.push('|');
                    out.push_str(&given);
                }
                out.push_str("]]");
            }
        }
    }
    Cow::Owned(out)
}

/// The wiki link that a token begins, if it does.
fn wiki_link<'t>(token: &'t Token<'_>) -> Option<WikiLink<'t>> {
    let Token::Open(element) = token else { return None };
    let name = match element.name {
        "a" => "href",
        "img" => "src",
        _ => return None,
    };
    WikiLink::parse(element.get(name)?)
}

/// Plain text of some tokens before it is known what names mean. A name that cannot be meant as a
/// link has its brackets.
pub(crate) fn text_with_brackets(tokens: &[Token<'_>]) -> String {
    let mut html = String::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let link = wiki_link(token).filter(|link| !link.is_likely());
        let is_link = matches!(token, Token::Open(element) if element.name == "a");
        if let Some(link) = link.filter(|_| is_link) {
            let end = end_of(tokens, at);
            push_escaped(&link.opening(), &mut html);
            if link.has_words {
                tokens[at + 1..end.max(at + 1)]
                    .iter()
                    .for_each(|token| push_token(token, &mut html));
            }
            html.push_str("]]");
            at = end + 1;
        } else {
            push_token(token, &mut html);
            at += 1;
        }
    }
    text_of(&crate::article::html::tokens(&html))
}

fn push_token(token: &Token<'_>, out: &mut String) {
    match token {
        Token::Open(element) => element.push_to(out),
        Token::Text(text) => out.push_str(text),
        Token::Close(name) => {
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
    }
}

/// `words` is HTML.
fn push_link(element: &Element<'_>, link: &WikiLink<'_>, words: &str, out: &mut String) {
    let mut link = Element { name: "a", attributes: vec![("href", Cow::Owned(link.key()))] };
    if let Some(title) = element.get("title") {
        link.set("title", title.to_owned());
    }
    link.push_to(out);
    out.push_str(words);
    out.push_str("</a>");
}
