//! YAML front matter as entries with their places.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use crate::table::{Data, Entry, Value};

/// Reads YAML that begins at `offset` in its file.
///
/// # Errors
///
/// What is wrong with it, and where.
pub(crate) fn parse(text: &str, offset: usize) -> Result<Vec<Entry>, (String, Range<usize>)> {
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Vec::new());
    }
    let node: Spanned<Node> = serde_saphyr::from_str(text).map_err(|error| {
        let span = error.location().map_or(0..0, |location| range_of(&location, text));
        (message_of(&error), span.start + offset..span.end + offset)
    })?;
    match value_of(node, text, offset) {
        Value { data: Data::Table(entries), .. } => Ok(entries),
        Value { data: Data::Null, .. } => Ok(Vec::new()),
        Value { span, .. } => Err(("it must consist of lines such as `title: …`".to_owned(), span)),
    }
}

/// The first line of an error, without the place, which is said elsewhere.
fn message_of(error: &serde_saphyr::Error) -> String {
    let text = error.without_snippet().to_string();
    let line = text.lines().next().unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    line.split(" at line ").next().unwrap_or(line).trim_end_matches([',', ':']).to_owned()
}

/// A YAML node of any kind.
enum Node {
    Null,
    Bool(bool),
    Int(i64),
    Float,
    Text(String),
    List(Vec<Spanned<Node>>),
    Map(Vec<(Spanned<String>, Spanned<Node>)>),
}

fn range_of(location: &Location, text: &str) -> Range<usize> {
    let span = location.span();
    if let (Some(start), Some(len)) = (span.byte_offset(), span.byte_len()) {
        let start = usize::try_from(start).unwrap_or(text.len()).min(text.len());
        let len = usize::try_from(len).unwrap_or_default();
        return start..start.saturating_add(len).min(text.len());
    }
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let start = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let in_line = text[start..].char_indices().nth(column - 1).map_or(0, |(at, _)| at);
    start + in_line..start + in_line
}

fn value_of(node: Spanned<Node>, text: &str, offset: usize) -> Value {
    let range = range_of(&node.referenced, text);
    let written = || text.get(range.clone()).unwrap_or_default().trim().to_owned();
    let data = match node.value {
        Node::Null => Data::Null,
        Node::Bool(flag) => Data::Bool(flag),
        Node::Int(number) => Data::Int(number),
        Node::Float => Data::Scalar(written()),
        Node::Text(text) => Data::Text(text),
        Node::List(items) => {
            Data::List(items.into_iter().map(|item| value_of(item, text, offset)).collect())
        }
        Node::Map(entries) => Data::Table(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let span = range_of(&key.referenced, text);
                    let span = span.start + offset..span.end + offset;
                    Entry { key: key.value, span, value: value_of(value, text, offset) }
                })
                .collect(),
        ),
    };
    Value { data, span: range.start + offset..range.end + offset }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Int(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(i64::try_from(number).map_or(Node::Float, Node::Int))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
        Ok(Node::Float)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
        Ok(Node::Float)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Float)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Node::Map(map))
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        let _ = data.variant::<IgnoredAny>()?;
        Err(A::Error::custom("YAML tags are not understood here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_keeps_its_place() {
        let text = "title: \"Größe 😀\"\norder: 3\ndraft: true\nversion: 1.10\nkeywords:\n  - a\n  - b\nnone:\n";
        let entries = parse(text, 4).unwrap_or_else(|(message, _)| panic!("{message}"));
        let keys: Vec<_> = entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["title", "order", "draft", "version", "keywords", "none"]);
        for entry in &entries {
            assert_eq!(&text[entry.span.start - 4..entry.span.end - 4], entry.key);
        }
        assert!(matches!(&entries[0].value.data, Data::Text(text) if text == "Größe 😀"));
        assert!(matches!(entries[1].value.data, Data::Int(3)));
        assert!(matches!(entries[2].value.data, Data::Bool(true)));
        assert!(matches!(&entries[3].value.data, Data::Scalar(text) if text == "1.10"));
        assert!(matches!(&entries[4].value.data, Data::List(items) if items.len() == 2));
        assert!(matches!(entries[5].value.data, Data::Null));
    }

    #[test]
    fn broken_yaml_names_its_place() {
        for text in
            ["title: \"open\norder: 1\n", "a: [1, 2\nb: 3\n", "a: 1\na: 2\n", "title: a: b\n"]
        {
            let (message, span) = parse(text, 0).err().unwrap_or_default();
            assert!(!message.is_empty(), "{text:?} is accepted");
            assert!(!message.contains(" line "), "{message}");
            assert!(span.end <= text.len());
        }
    }

    #[test]
    fn a_list_or_a_bare_text_is_no_front_matter() {
        assert!(parse("- a\n- b\n", 0).is_err());
        assert!(parse("just words\n", 0).is_err());
        assert!(parse("# only a comment\n\n", 0).is_ok_and(|entries| entries.is_empty()));
    }
}
