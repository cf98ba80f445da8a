//! Interface strings of one language. Knows keys and placeholders, not what they are for.

use crate::frame::Frame;
use crate::json::texts;
use crate::page;

/// The strings of the visitor's language, with English in the gaps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strings {
    texts: Vec<(String, String)>,
    lang: String,
}

impl Strings {
    /// The strings that the frame has brought.
    pub(crate) fn of(frame: &Frame) -> Self {
        Self { texts: texts(frame, "strings"), lang: frame.lang() }
    }

    /// BCP 47 tag of their language.
    pub(crate) fn lang(&self) -> &str {
        &self.lang
    }

    /// Whether that is also the primary language of a tag.
    pub(crate) fn speaks(&self, tag: &str) -> bool {
        let primary = |tag: &str| tag.len() - tag.bytes().skip_while(|byte| *byte != b'-').count();
        self.lang.get(..primary(&self.lang)) == tag.get(..primary(tag))
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.texts.iter().find(|(other, _)| other == key).map(|(_, text)| text.as_str())
    }

    /// The text of a key, or the key itself where it is missing.
    pub(crate) fn text(&self, key: &str) -> String {
        self.get(key).unwrap_or(key).to_owned()
    }

    /// The text of a key with `{name}` replaced.
    pub(crate) fn fill(&self, key: &str, name: &str, value: &str) -> String {
        fill(&self.text(key), name, value)
    }

    /// A number of things in the right plural form, from the keys `<key>.one`, `<key>.other` and
    /// whichever other categories the language has.
    pub(crate) fn count(&self, key: &str, count: usize) -> String {
        let category = page::plural(&self.lang, count);
        let special = [key, ".", &category].concat();
        let text = match self.get(&special) {
            Some(text) => text.to_owned(),
            None => self.text(&[key, ".other"].concat()),
        };
        fill(&text, "count", &number(count))
    }
}

/// A number in digits, without the machinery for padding, signs and precision.
pub(crate) fn number(number: usize) -> String {
    let mut digits = if number < 10 { String::new() } else { self::number(number / 10) };
    digits.push(char::from(b'0' + (number % 10) as u8));
    digits
}

/// Words one after the other. The standard library's way weighs a kilobyte.
pub(crate) fn row(words: &[String]) -> String {
    let mut row = String::new();
    for word in words {
        if !row.is_empty() {
            row.push_str(", ");
        }
        row.push_str(word);
    }
    row
}

fn fill(text: &str, name: &str, value: &str) -> String {
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // What searches for a text within a text is one and a half kilobytes that nobody else uses.
        match piece.strip_prefix(name).and_then(|rest| rest.strip_prefix('}')) {
            Some(rest) => {
                filled.push_str(value);
                filled.push_str(rest);
            }
            None => {
                filled.push('{');
                filled.push_str(piece);
            }
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_missing_keys_stay_visible() {
        let texts = [("greeting".to_owned(), "Hello {name}, {name}!".to_owned())].into();
        let strings = Strings { texts, lang: "en".to_owned() };
        assert_eq!(strings.fill("greeting", "name", "Mia"), "Hello Mia, Mia!");
        assert_eq!(strings.fill("greeting", "nam", "Mia"), "Hello {name}, {name}!");
        assert_eq!(strings.text("no.such.key"), "no.such.key");
    }

    #[test]
    fn numbers_are_written_in_digits() {
        for count in [0, 7, 10, 42, 20_000, usize::MAX] {
            assert_eq!(number(count), count.to_string());
        }
    }
}
