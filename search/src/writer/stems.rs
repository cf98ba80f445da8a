//! Stemmers and filler words by language. They stay in the build tool: the dictionary that is
//! written carries their results.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use crate::analysis::{push_folded, tokenize};

/// The Snowball stemmer of a language, if there is one.
pub(super) fn stemmer(lang: &str) -> Option<Stemmer> {
    let algorithm = match primary(lang) {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// Filler words of a language, folded; none where no list is known.
pub(super) fn stop_words(lang: &str) -> BTreeSet<String> {
    let Some(list) = stop_words::lookup(primary(lang)) else { return BTreeSet::new() };
    let mut words = BTreeSet::new();
    for word in list {
        tokenize(word, &mut |token| {
            words.insert(token.text.to_owned());
        });
    }
    words
}

/// Whether a language writes compounds as one word.
pub(super) fn writes_compounds_as_one(lang: &str) -> bool {
    matches!(primary(lang), "da" | "de" | "fi" | "hu" | "is" | "nb" | "nl" | "nn" | "no" | "sv")
}

/// The stem of a word as it is written, folded. Stemmers know accents, so folding comes last.
pub(super) fn stem(stemmer: Option<&Stemmer>, folded: &str, written: Option<&str>) -> String {
    let (Some(stemmer), Some(written)) = (stemmer, written) else { return folded.to_owned() };
    if folded.contains(char::is_numeric) {
        return folded.to_owned();
    }
    // Analysis may have dropped an elision or a possessive, which the written form still has.
    let lower = written.to_lowercase();
    let mut refolded = String::new();
    lower.chars().for_each(|c| push_folded(c, &mut refolded));
    let source = if refolded == folded { lower.as_str() } else { folded };
    let mut out = String::new();
    stemmer.stem(source).chars().for_each(|c| push_folded(c, &mut out));
    if out.is_empty() { folded.to_owned() } else { out }
}

fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or_default()
}
