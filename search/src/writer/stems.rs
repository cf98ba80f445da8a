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

/// Filler words of a language, folded, with its courtesies; none where no list is known.
pub(super) fn stop_words(lang: &str) -> BTreeSet<String> {
    let mut words = courtesies(lang);
    words.extend(folded(stop_words::lookup(primary(lang)).unwrap_or_default()));
    words
}

/// Words that open and close a polite question and say nothing of its matter, folded.
pub(super) fn courtesies(lang: &str) -> BTreeSet<String> {
    let words: &[&str] = match primary(lang) {
        "ar" => &["مرحبا", "فضلك", "شكرا"],
        "de" => &["bitte", "danke", "dankeschön", "hallo", "hi"],
        "en" => &["hello", "hey", "hi", "please", "thank", "thanks"],
        "es" => &["favor", "gracias", "hola"],
        "fr" => &["bonjour", "bonsoir", "merci", "plaît", "salut", "svp"],
        "he" => &["בבקשה", "שלום", "תודה"],
        "it" => &["buongiorno", "ciao", "favore", "grazie", "salve"],
        "nl" => &["alsjeblieft", "alstublieft", "bedankt", "hallo", "hoi"],
        "pl" => &["cześć", "dziękuję", "proszę", "witam"],
        "pt" => &["favor", "obrigada", "obrigado", "olá"],
        "ru" => &["здравствуйте", "пожалуйста", "привет", "спасибо"],
        "tr" => &["lütfen", "merhaba", "teşekkürler"],
        "uk" => &["вітаю", "дякую", "привіт"],
        _ => &[],
    };
    folded(words).into_iter().collect()
}

fn folded(words: &[&str]) -> Vec<String> {
    let mut folded = Vec::with_capacity(words.len());
    for word in words {
        tokenize(word, &mut |token| folded.push(token.text.to_owned()));
    }
    folded
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
