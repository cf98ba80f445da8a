//! The copy of a message for the customer who wrote it, in the language of the help centre.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use crate::store::StoredMessage;

/// Texts by language.
static TEXTS: LazyLock<BTreeMap<String, Texts>> =
    LazyLock::new(|| toml::from_str(include_str!("copy.toml")).expect("the texts are tested"));

/// The language of those whose own has no texts.
const FALLBACK: &str = "en";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    subject: String,
    received: String,
    not_you: String,
}

pub(super) struct Copy {
    pub(super) subject: String,
    pub(super) body: String,
}

pub(super) fn of(stored: &StoredMessage) -> Copy {
    let texts = texts(&stored.message.lang);
    let with_reference = |text: &str| text.replace("{reference}", &stored.reference);
    let quoted = stored.message.message.trim_end().lines().fold(String::new(), |text, line| {
        if line.is_empty() { text + ">\n" } else { text + "> " + line + "\n" }
    });
    let received = with_reference(&texts.received);
    Copy {
        subject: with_reference(&texts.subject),
        body: format!("{received}\n\n{quoted}\n{}\n", texts.not_you),
    }
}

fn texts(lang: &str) -> &'static Texts {
    let primary = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    TEXTS.get(&primary).unwrap_or_else(|| &TEXTS[FALLBACK])
}

#[cfg(test)]
mod tests {
    use docent_protocol::Message;

    use super::*;

    #[test]
    fn a_copy_is_in_the_language_of_the_help_centre_and_quotes_the_message() {
        let stored = |lang: &str| StoredMessage {
            reference: "D-7K3M-2Q".into(),
            received_at: 0,
            answered_at: None,
            message: Message {
                lang: lang.into(),
                message: "My invoice is wrong.\n\nPlease look.\n".into(),
                ..Message::default()
            },
        };
        let copy = of(&stored("de-AT"));
        assert_eq!(copy.subject, "Ihre Nachricht D-7K3M-2Q");
        assert!(copy.body.contains("\n\n> My invoice is wrong.\n>\n> Please look.\n\n"));
        assert_eq!(of(&stored("xx")).subject, of(&stored("en")).subject);
    }

    #[test]
    fn all_languages_of_the_interface_have_all_texts() {
        for lang in "ar de en es fr he it ja ko nl pl pt ru tr uk zh".split(' ') {
            let Texts { subject, received, not_you } = &TEXTS[lang];
            assert!(subject.contains("{reference}") && received.contains("{reference}"), "{lang}");
            assert!(!not_you.is_empty(), "{lang}");
        }
    }
}
