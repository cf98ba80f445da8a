//! Interface strings of one language. Knows keys and placeholders, not what they are for.

use std::collections::BTreeMap;

/// The strings of the visitor's language, with English in the gaps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strings {
    texts: BTreeMap<String, String>,
    lang: String,
}

impl Strings {
    pub(crate) fn new(lang: &str, texts: BTreeMap<String, String>) -> Self {
        Self { texts, lang: lang.to_owned() }
    }

    /// The text of a key, or the key itself where it is missing.
    pub(crate) fn text(&self, key: &str) -> String {
        self.texts.get(key).map_or(key, String::as_str).to_owned()
    }

    /// The text of a key with `{name}` replaced.
    pub(crate) fn fill(&self, key: &str, name: &str, value: &str) -> String {
        fill(&self.text(key), name, value)
    }

    /// A number of things in the right plural form, from the keys `<key>.one`, `<key>.other` and
    /// whichever other categories the language has.
    pub(crate) fn count(&self, key: &str, count: usize) -> String {
        let category = plural_category(&self.lang, count);
        let special = [key, ".", &category].concat();
        let text = match self.texts.get(&special) {
            Some(text) => text.clone(),
            None => self.text(&[key, ".other"].concat()),
        };
        fill(&text, "count", &count.to_string())
    }
}

fn fill(text: &str, name: &str, value: &str) -> String {
    text.replace(&["{", name, "}"].concat(), value)
}

/// The plural category of Unicode CLDR, which every browser knows.
fn plural_category(lang: &str, count: usize) -> String {
    let rules =
        js_sys::Intl::PluralRules::new(&js_sys::Array::of1(&lang.into()), &js_sys::Object::new());
    rules.select(count as f64).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_missing_keys_stay_visible() {
        let texts = [("greeting".to_owned(), "Hello {name}, {name}!".to_owned())].into();
        let strings = Strings::new("en", texts);
        assert_eq!(strings.fill("greeting", "name", "Mia"), "Hello Mia, Mia!");
        assert_eq!(strings.text("no.such.key"), "no.such.key");
    }

    fn table(json: &str) -> BTreeMap<String, String> {
        serde_json::from_str(json).expect("a flat table of texts")
    }

    #[test]
    fn a_translation_knows_no_other_keys_or_placeholders_than_english() {
        let english = table(include_str!("../strings/en.json"));
        for (key, text) in table(include_str!("../strings/es.json")) {
            let original = english.get(&key).unwrap_or_else(|| panic!("{key} is not in en.json"));
            let names = |text: &str| {
                let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
                parts.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(names(&text), names(original), "{key}");
        }
    }
}
