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
            Token::Close(name) => {
                out.push_str("</");
                out.push_str(name);
                out.push('>');
                continue;
            }
            Token::Text(text) => {
                out.push_str(text);
                continue;
            }
        };
        let is_picture = element.name == "img";
        let address = element.get(if is_picture { "src" } else { "href" }).unwrap_or_default();
        let Some(link) = WikiLink::parse(address) else {
            element.push_to(&mut out);
            continue;
        };
        let given = if is_picture {
            element.get("alt").unwrap_or_default().to_owned()
        } else {
            let end = end_of(&tokens, at - 1);
            let given = text_of(&tokens[at..end.max(at)]);
            at = end + 1;
            given
        };
        let has_words = link.has_words && !given.is_empty();
        match resolve.wiki(&link, is_picture) {
            Shown::Picture => element.push_to(&mut out),
            Shown::Link(words) => {
                push_link(element, &link, if has_words { &given } else { &words }, &mut out)
            }
            Shown::AsWritten => {
                let given = if has_words { format!("|{given}") } else { String::new() };
                let mark = if is_picture { "!" } else { "" };
                push_escaped(&format!("{mark}[[{}{given}]]", link.inside()), &mut out);
            }
        }
    }
    Cow::Owned(out)
}

fn push_link(element: &Element<'_>, link: &WikiLink<'_>, words: &str, out: &mut String) {
    let mut link = Element { name: "a", attributes: vec![("href", Cow::Owned(link.key()))] };
    if let Some(title) = element.get("title") {
        link.set("title", title.to_owned());
    }
    link.push_to(out);
    push_escaped(words, out);
    out.push_str("</a>");
}
