//! `synonyms.toml`: words that mean the same here, whatever they mean elsewhere.
//!
//! What a writer says goes before what the table of close words says.

use std::collections::{BTreeMap, BTreeSet};

use docent_search::{DictionaryWord, RelatedWord, words_of};

use crate::diagnostic::{Diagnostic, Place};
use crate::language::{canonical, primary};
use crate::source::SourceFile;
use crate::table::{Table, parse_toml};

const CODE: &str = "synonyms";

/// Everything that the file says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Synonyms {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    kind: Kind,
    /// The only language it holds for, if it is not all.
    lang: Option<String>,
    place: Place,
}

#[derive(Clone, Debug)]
enum Kind {
    /// Each of these means each other.
    Same(Vec<String>),
    /// Who types one of the first means the second.
    Means { typed: Vec<String>, words: Vec<String> },
    /// These have no close words.
    Alone(Vec<String>),
}

/// Reads the file.
pub(crate) fn parse(file: &SourceFile) -> (Synonyms, Vec<Diagnostic>) {
    let entries = match parse_toml(&file.text(), 0) {
        Ok(entries) => entries,
        Err((message, span)) => {
            let diagnostic = Diagnostic::error(
                CODE,
                file.place(span),
                format!("not valid TOML: {message}"),
            )
            .help("write for example `[[same]]` and below it `words = [\"invoice\", \"bill\"]`");
            return (Synonyms::default(), vec![diagnostic]);
        }
    };
    let mut top = Table::new(file, CODE, entries);
    let mut synonyms = Synonyms::default();
    let mut diagnostics = Vec::new();
    for key in ["same", "means", "alone"] {
        for (mut table, span) in top.tables(key) {
            let lang = table.text("lang").and_then(|(tag, span)| {
                let known = canonical(&tag);
                if known.is_none() {
                    table.error(
                        span,
                        format!("`{tag}` is no language tag"),
                        "use tags such as `en`, `pt-BR` or `zh-Hant`".to_owned(),
                    );
                }
                known
            });
            let words = texts(&mut table, "words");
            let kind = match key {
                "same" => Kind::Same(words),
                "means" => Kind::Means { typed: texts(&mut table, "typed"), words },
                _ => Kind::Alone(words),
            };
            if let Some((message, help)) = kind.fault() {
                table.error(span.clone(), message.to_owned(), help.to_owned());
            }
            synonyms.rules.push(Rule { kind, lang, place: file.place(span) });
            diagnostics.extend(table.finish_strictly());
        }
    }
    diagnostics.extend(top.finish_strictly());
    diagnostics.extend(synonyms.contradictions());
    (synonyms, diagnostics)
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    let texts = table.texts(key, false).unwrap_or_default();
    texts.into_iter().map(|(text, _)| text).collect()
}

impl Kind {
    /// What is wrong with a rule, and what to do.
    fn fault(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Same(words) if words.len() < 2 => Some((
                "words that mean the same are at least two",
                "write `words = [\"invoice\", \"bill\"]`",
            )),
            Self::Means { typed, words } if typed.is_empty() || words.is_empty() => Some((
                "this needs both `typed` and `words`",
                "write `typed = [\"2-step\"]` for what customers type and `words = [\"2fa\"]` for what articles say",
            )),
            Self::Alone(words) if words.is_empty() => {
                Some(("this names no word", "write `words = [\"…\"]`"))
            }
            _ => None,
        }
    }

    /// Words to which a rule gives others.
    fn typed(&self) -> &[String] {
        match self {
            Self::Same(words) | Self::Means { typed: words, .. } => words,
            Self::Alone(_) => &[],
        }
    }

    /// Two words of a rule that mean each other anyway.
    fn twins(&self) -> Option<(&str, &str)> {
        let (one, other) = match self {
            Self::Same(words) => (words, &words[..]),
            Self::Means { typed, words } => (typed, &words[..]),
            Self::Alone(_) => return None,
        };
        let is_same = matches!(self, Self::Same(_));
        one.iter().enumerate().find_map(|(at, word)| {
            let rest = if is_same { &other[at + 1..] } else { other };
            let twin = rest.iter().find(|other| key(other) == key(word))?;
            Some((word.as_str(), twin.as_str()))
        })
    }
}

/// The words of a dictionary, for looking up what writers name.
struct Dictionary<'d> {
    words: &'d [DictionaryWord],
}

impl Dictionary<'_> {
    fn find(&self, word: &str) -> Option<&DictionaryWord> {
        let at = self.words.binary_search_by(|known| known.word.as_str().cmp(word)).ok()?;
        Some(&self.words[at]).filter(|word| word.doc_freq > 0)
    }

    /// The term that stands for a word or a phrase: that of the phrase written as one word, else
    /// that of its rarest word. Nothing where no article has any of it.
    fn term(&self, phrase: &str) -> Option<u32> {
        let words = words_of(phrase);
        if let Some(word) = self.find(&words.concat()) {
            return Some(word.term);
        }
        let known = words.iter().filter_map(|word| self.find(word));
        known.min_by_key(|word| (word.is_filler, word.doc_freq)).map(|word| word.term)
    }
}

impl Synonyms {
    /// Puts the rules for a language over its close words. Notes the rules that find something.
    pub(crate) fn apply(
        &self,
        lang: &str,
        words: &[DictionaryWord],
        close: Vec<RelatedWord>,
        used: &mut Used,
    ) -> Vec<RelatedWord> {
        let dictionary = Dictionary { words };
        let mut own: BTreeMap<String, Vec<(u32, f32)>> = BTreeMap::new();
        for (number, rule) in self.rules.iter().enumerate() {
            if !rule.holds_for(lang) {
                continue;
            }
            let finds = match &rule.kind {
                Kind::Same(group) => relate(group, group, &dictionary, &mut own),
                Kind::Means { typed, words } => relate(typed, words, &dictionary, &mut own),
                Kind::Alone(words) => {
                    words.iter().for_each(|word| _ = own.entry(key(word)).or_default());
                    true
                }
            };
            if finds {
                used.0.insert(number);
            }
        }
        let spoken_for: BTreeSet<u32> =
            own.keys().filter_map(|word| Some(dictionary.find(word)?.term)).collect();
        let mut all: Vec<RelatedWord> = close
            .into_iter()
            .filter(|entry| {
                let term = dictionary.find(&entry.word).map(|word| word.term);
                !own.contains_key(&entry.word)
                    && term.is_none_or(|term| !spoken_for.contains(&term))
            })
            .collect();
        all.extend(own.into_iter().map(|(word, terms)| RelatedWord { word, terms }));
        all
    }

    /// Rules that found nothing in any language of the site.
    pub(crate) fn unused(&self, used: &Used) -> Vec<Diagnostic> {
        let unused = self.rules.iter().enumerate().filter(|(number, _)| !used.0.contains(number));
        let found = unused.filter(|(_, rule)| rule.kind.fault().is_none()).map(|(_, rule)| {
            let message = "no article contains any of these words, so they find nothing";
            Diagnostic::warning(CODE, rule.place.clone(), message)
                .help("name a word that the articles use, or remove this")
        });
        found.collect()
    }

    /// Rules that undo themselves or each other.
    fn contradictions(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let warning = |rule: &Rule, message: String, help: &str| {
            Diagnostic::warning(CODE, rule.place.clone(), message).help(help)
        };
        for rule in &self.rules {
            if let Some((one, other)) = rule.kind.twins() {
                let message = format!("`{one}` and `{other}` are one word to the search");
                found.push(warning(rule, message, "leave one of them out"));
            }
            let Kind::Alone(words) = &rule.kind else { continue };
            for word in words {
                let gives = |other: &&Rule| {
                    rule.may_meet(other)
                        && other.kind.typed().iter().any(|own| key(own) == key(word))
                };
                if let Some(other) = self.rules.iter().find(gives) {
                    let line = other.place.line;
                    let message = format!(
                        "`{word}` shall have no close words, and line {line} gives it some"
                    );
                    found.push(warning(rule, message, "take the word out of one of the two"));
                }
            }
        }
        found
    }
}

/// Rules that have found something.
#[derive(Debug, Default)]
pub(crate) struct Used(BTreeSet<usize>);

impl Rule {
    fn holds_for(&self, lang: &str) -> bool {
        self.lang.as_deref().is_none_or(|own| primary(own) == primary(lang))
    }

    /// Whether there may be a language for which both hold.
    fn may_meet(&self, other: &Self) -> bool {
        self.lang.as_deref().is_none_or(|lang| other.holds_for(lang))
    }
}

/// How a word or phrase is looked up when it is typed: without blanks.
fn key(phrase: &str) -> String {
    words_of(phrase).concat()
}

/// Whether any of the words finds another one.
fn relate(
    typed: &[String],
    meant: &[String],
    dictionary: &Dictionary<'_>,
    own: &mut BTreeMap<String, Vec<(u32, f32)>>,
) -> bool {
    let mut finds = false;
    for word in typed {
        let others = meant.iter().filter(|other| *other != word);
        let terms: Vec<_> =
            others.filter_map(|other| Some((dictionary.term(other)?, 1.0))).collect();
        if !terms.is_empty() {
            finds = true;
            own.entry(key(word)).or_default().extend(terms);
        }
    }
    finds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Synonyms, Vec<Diagnostic>) {
        parse(&SourceFile { path: "synonyms.toml".into(), text: text.into() })
    }

    fn dictionary(words: &[&str]) -> Vec<DictionaryWord> {
        let mut words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
        words.sort();
        let number = |(term, word)| DictionaryWord { word, term, doc_freq: 1, is_filler: false };
        (0..).zip(words).map(number).collect()
    }

    #[test]
    fn rules_go_before_close_words() {
        let (synonyms, diagnostics) = of(r#"
[[same]]
words = ["invoice", "bill"]
[[means]]
typed = ["two step", "2-step"]
words = ["2fa"]
[[alone]]
words = ["bank"]
[[same]]
lang = "de"
words = ["rechnung", "invoice"]
"#);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let words = dictionary(&["2fa", "bank", "invoice", "money", "river"]);
        let term = |word: &str| words.iter().find(|known| known.word == word).map(|w| w.term);
        let close = ["bank", "bill", "cash"].map(|word| RelatedWord {
            word: word.into(),
            terms: vec![(term("river").unwrap_or_default(), 0.5)],
        });
        let mut used = Used::default();
        let all = synonyms.apply("en-GB", &words, close.to_vec(), &mut used);
        let unused = synonyms.unused(&used);
        assert_eq!(unused.len(), 1, "the rule for German in a site without it: {unused:?}");
        let found = |word: &str| {
            let entries = all.iter().filter(|entry| entry.word == word);
            entries.flat_map(|entry| entry.terms.iter().map(|(term, _)| *term)).collect::<Vec<_>>()
        };
        assert_eq!(found("bill"), [term("invoice").unwrap_or_default()]);
        assert_eq!(found("twostep"), [term("2fa").unwrap_or_default()]);
        assert_eq!(found("2step"), [term("2fa").unwrap_or_default()]);
        assert!(found("bank").is_empty() && found("rechnung").is_empty());
        assert_eq!(found("cash").len(), 1);
    }

    #[test]
    fn rules_that_find_nothing_or_say_nothing_are_told() {
        let (synonyms, _) = of("[[same]]\nlang = \"en\"\nwords = [\"dog\", \"hound\"]\n");
        let mut used = Used::default();
        synonyms.apply("en", &dictionary(&["cat"]), Vec::new(), &mut used);
        let diagnostics = synonyms.unused(&used);
        assert!(diagnostics[0].message.contains("find nothing"), "{diagnostics:?}");
        synonyms.apply("en", &dictionary(&["hound"]), Vec::new(), &mut used);
        assert!(synonyms.unused(&used).is_empty());
        for text in [
            "[[same]]\nwords = [\"one\"]",
            "[[means]]\nwords = [\"one\"]",
            "[[alone]]\n",
            "[[sam]]\nwords = [\"a\", \"b\"]",
            "[[same]]\nword = [\"a\", \"b\"]\nwords = [\"a\", \"b\"]",
            "[[same]]\nlang = \"english\"\nwords = [\"a\", \"b\"]",
            "same = 3",
            "[[same",
        ] {
            assert_eq!(of(text).1.len(), 1, "{text}: {:?}", of(text).1);
        }
    }

    #[test]
    fn rules_that_undo_themselves_or_each_other_are_told() {
        let says = |text: &str| {
            let found = of(text).1.into_iter().map(|found| found.message);
            found.collect::<Vec<_>>().join("; ")
        };
        let same = "[[same]]\nwords = [\"Log in\", \"sign in\", \"login\"]\n";
        assert_eq!(says(same), "`Log in` and `login` are one word to the search");
        let means = "[[means]]\ntyped = [\"cash\", \"bill\"]\nwords = [\"Bill\"]\n";
        assert_eq!(says(means), "`bill` and `Bill` are one word to the search");
        let bank = |lang: &str| {
            format!(
                "[[alone]]\nlang = \"en\"\nwords = [\"bank\"]\n\n\
                 [[same]]\n{lang}words = [\"bank\", \"shore\"]\n"
            )
        };
        assert_eq!(says(&bank("")), "`bank` shall have no close words, and line 5 gives it some");
        assert_eq!(says(&bank("lang = \"de\"\n")), "");
    }
}
