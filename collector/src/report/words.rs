//! Searches that mean the same are counted as one, as far as their words tell.

use rust_stemmers::{Algorithm, Stemmer};

/// What searches with the same meaning-bearing words have in common: their stems in order of the
/// alphabet, each once, without filler words. Where nothing else is left, filler words count.
pub(super) fn key(lang: &str, words: &str) -> String {
    let primary = lang.split('-').next().unwrap_or_default();
    let stemmer = algorithm(primary).map(Stemmer::create);
    let fillers = stop_words::lookup(primary).unwrap_or_default();
    let lower = words.to_lowercase();
    let all: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .collect();
    let mut bearing: Vec<&str> =
        all.iter().copied().filter(|word| !fillers.contains(word)).collect();
    if bearing.is_empty() {
        bearing = all;
    }
    let stem = |word: &str| match &stemmer {
        Some(stemmer) => stemmer.stem(word).into_owned(),
        None => word.to_owned(),
    };
    let mut stems: Vec<String> = bearing.into_iter().map(stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems.join(" ")
}

fn algorithm(lang: &str) -> Option<Algorithm> {
    Some(match lang {
        "ar" => Algorithm::Arabic,
        "de" => Algorithm::German,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fr" => Algorithm::French,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ru" => Algorithm::Russian,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_endings_and_filler_words_do_not_tell_searches_apart() {
        for (lang, one, other) in [
            ("en", "What is a refund?", "refunds"),
            ("en", "cancel my order", "Order cancelled"),
            ("de", "Wie kann ich die Rechnung ändern", "rechnungen ändern"),
            ("xx", "b a", "A, b!"),
        ] {
            assert_eq!(key(lang, one), key(lang, other), "{one} / {other}");
        }
        assert_ne!(key("en", "refund"), key("en", "invoice"));
        assert_ne!(key("en", "who"), "");
        assert_eq!(key("en", " ?! "), "");
    }
}
