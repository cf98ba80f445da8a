//! Searches that mean the same are counted as one, as far as their words tell.

use rust_stemmers::{Algorithm, Stemmer};

/// A word that bears meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it was typed, in small letters.
    pub(super) typed: String,
    /// What all forms of the word have in common.
    pub(super) stem: String,
}

/// The words that bear meaning: without stop words and without what only makes a wish or a
/// question of them. Where nothing else is left, all words.
pub(super) fn bearing(lang: &str, text: &str) -> Vec<Word> {
    let primary = lang.split('-').next().unwrap_or_default();
    let stemmer = algorithm(primary).map(Stemmer::create);
    let stop_words = stop_words::lookup(primary).unwrap_or_default();
    let wishes = wishes(primary);
    let lower = text.to_lowercase().replace('’', "'");
    let all: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .collect();
    let is_filler = |word: &str| stop_words.contains(&word) || wishes.contains(&word);
    let mut bearing: Vec<&str> = all.iter().copied().filter(|word| !is_filler(word)).collect();
    if bearing.is_empty() {
        bearing = all;
    }
    let stem = |word: &str| match &stemmer {
        Some(stemmer) => stemmer.stem(word).into_owned(),
        None => word.to_owned(),
    };
    bearing.into_iter().map(|word| Word { typed: word.to_owned(), stem: stem(word) }).collect()
}

/// What searches with the same meaning-bearing words have in common: their stems in order of the
/// alphabet, each once.
pub(super) fn key(lang: &str, words: &str) -> String {
    let mut stems: Vec<String> = bearing(lang, words).into_iter().map(|word| word.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems.join(" ")
}

/// Words with which customers wish and ask, and which the lists of stop words do not have.
fn wishes(lang: &str) -> &'static [&'static str] {
    match lang {
        "de" => &[
            "bitte",
            "brauche",
            "bekomme",
            "bekommen",
            "erhalte",
            "erhalten",
            "finde",
            "finden",
            "frage",
            "geht",
            "gibt",
            "hallo",
            "hilfe",
            "kann",
            "könnt",
            "möchte",
            "muss",
            "warum",
            "weshalb",
            "wieso",
            "will",
            "wo",
            "funktioniert",
        ],
        "en" => &[
            "able", "can't", "cannot", "could", "find", "get", "getting", "give", "got", "hello",
            "help", "hi", "how", "i'd", "i'm", "know", "like", "make", "may", "need", "one",
            "please", "possible", "question", "show", "tell", "thanks", "try", "trying", "want",
            "way", "what's", "where's", "would",
        ],
        "es" => &[
            "cómo",
            "cuál",
            "cuándo",
            "cuánto",
            "dónde",
            "qué",
            "quién",
            "ayuda",
            "buscar",
            "busco",
            "conseguir",
            "encontrar",
            "favor",
            "hacer",
            "hola",
            "necesito",
            "obtener",
            "por",
            "puedo",
            "puede",
            "quiero",
            "quisiera",
            "saber",
        ],
        "fr" => &[
            "combien", "où", "quand", "quel", "quelle", "qui", "que", "aide", "avoir", "besoin",
            "bonjour", "comment", "faire", "obtenir", "peut", "peux", "plaît", "pourquoi", "puis",
            "s'il", "savoir", "trouver", "veux", "voudrais",
        ],
        "it" => &[
            "come", "dove", "perché", "quale", "quando", "aiuto", "avere", "bisogno", "ciao",
            "fare", "ottenere", "posso", "può", "sapere", "trovare", "voglio", "vorrei",
        ],
        "nl" => &[
            "alstublieft",
            "graag",
            "hallo",
            "hulp",
            "krijg",
            "krijgen",
            "nodig",
            "vinden",
            "vraag",
            "waar",
            "waarom",
            "wil",
        ],
        "pt" => &[
            "onde",
            "qual",
            "quando",
            "quanto",
            "quem",
            "ajuda",
            "como",
            "conseguir",
            "encontrar",
            "fazer",
            "favor",
            "obter",
            "olá",
            "posso",
            "preciso",
            "quero",
            "saber",
        ],
        _ => &[],
    }
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
            ("en", "how to get a refund", "refund"),
            ("en", "I'd like to know where I can find my refunds, please", "refund"),
            ("en", "cancel my order", "Order cancelled"),
            ("de", "Wie kann ich die Rechnung ändern", "rechnungen ändern"),
            ("de", "Wo bekomme ich bitte eine Rechnung?", "Rechnung"),
            ("es", "¿Cómo puedo obtener un reembolso?", "reembolsos"),
            ("fr", "Comment obtenir un remboursement", "remboursements"),
            ("xx", "b a", "A, b!"),
        ] {
            assert_eq!(key(lang, one), key(lang, other), "{one} / {other}");
        }
        assert_ne!(key("en", "refund"), key("en", "invoice"));
        assert_ne!(key("en", "get help"), "");
        assert_ne!(key("en", "who"), "");
        assert_eq!(key("en", " ?! "), "");
    }
}
