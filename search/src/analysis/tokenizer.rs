//! Cutting text into tokens.

use super::article::article_len;
use super::fold::push_folded;
use super::script::{Class, class_of};

/// Longer words are noise (hashes, encoded data) and are passed over.
const WORD_CHARS_MAX: usize = 40;

/// The most parts, and the most letters, that a joined token may have (`wi-fi`, `state-of-the-art`).
const JOINED_PARTS_MAX: usize = 4;

/// One occurrence of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// Folded text.
    pub(crate) text: &'a str,
    /// Where the occurrence begins in the source, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
    pub(crate) kind: TokenKind,
}

/// How a token came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word, or one part of a compound such as `wi-fi`.
    Word,
    /// The parts of a compound written together (`wifi`); it follows them, and covers this many.
    Joined { parts: usize },
    /// Two neighbouring characters of a script without blanks, or a lone one.
    Gram,
}

/// Hands each token of a text to `emit`, in order.
///
/// Letters and digits make words. A possessive `'s` and a Romance elision (`l'`, `qu'`) go, other
/// apostrophes close up (`don't` to `dont`). Parts joined by a hyphen, underscore or ampersand, or
/// by a dot where a digit takes part (`v2.10`), come singly and then joined. `c++` and `c#` keep
/// their signs. Dense scripts give overlapping pairs of characters.
pub(crate) fn tokenize(text: &str, emit: &mut dyn FnMut(Token<'_>)) {
    let mut tokenizer = Tokenizer { text, folded: String::new(), parts: Vec::new() };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        at = match class_of(c) {
            Class::Other => at + c.len_utf8(),
            Class::Dense => tokenizer.grams(at, emit),
            Class::Word => tokenizer.compound(at, emit),
        };
    }
}

struct Tokenizer<'t> {
    text: &'t str,
    /// Folded parts of the compound at hand, one after the other.
    folded: String,
    /// End of each part in `folded`.
    parts: Vec<usize>,
}

impl Tokenizer<'_> {
    /// Emits the pairs of a dense run and returns its end.
    fn grams(&mut self, start: usize, emit: &mut dyn FnMut(Token<'_>)) -> usize {
        let mut before: Option<(usize, usize)> = None;
        let mut pairs = 0;
        let mut at = start;
        for c in self.text[start..].chars() {
            if class_of(c) != Class::Dense {
                break;
            }
            let end = at + c.len_utf8();
            if let Some((first, _)) = before {
                self.gram(first, end, emit);
                pairs += 1;
            }
            before = Some((at, end));
            at = end;
        }
        if let (0, Some((first, end))) = (pairs, before) {
            self.gram(first, end, emit);
        }
        at
    }

    fn gram(&mut self, start: usize, end: usize, emit: &mut dyn FnMut(Token<'_>)) {
        self.folded.clear();
        self.text[start..end].chars().for_each(|c| push_folded(c, &mut self.folded));
        emit(Token { text: &self.folded, start, end, kind: TokenKind::Gram });
    }

    /// Emits a word, or the parts of a compound and then all of it, and returns its end.
    fn compound(&mut self, start: usize, emit: &mut dyn FnMut(Token<'_>)) -> usize {
        self.folded.clear();
        self.parts.clear();
        let mut at = start;
        let mut joinable = true;
        loop {
            let (end, folded_from) = (self.word_end(at), self.folded.len());
            self.fold_word(&self.text[at..end]);
            let word = &self.folded[folded_from..];
            if !word.is_empty() && word.chars().count() <= WORD_CHARS_MAX {
                emit(Token { text: word, start: at, end, kind: TokenKind::Word });
            }
            self.parts.push(self.folded.len());
            let Some((next, joins)) = self.joint(end) else {
                return self.finish_compound(start, end, joinable, emit);
            };
            joinable &= joins;
            at = next;
        }
    }

    fn finish_compound(
        &mut self,
        start: usize,
        mut end: usize,
        joinable: bool,
        emit: &mut dyn FnMut(Token<'_>),
    ) -> usize {
        let parts = self.parts.len();
        if parts > 1 {
            let fits = self.folded.chars().count() <= WORD_CHARS_MAX && parts <= JOINED_PARTS_MAX;
            if joinable && fits {
                let kind = TokenKind::Joined { parts };
                emit(Token { text: &self.folded, start, end, kind });
            }
        } else if let Some(signs) = self.language_signs(end) {
            self.folded.push_str(signs);
            end += signs.len();
            let kind = TokenKind::Joined { parts: 1 };
            emit(Token { text: &self.folded, start, end, kind });
        }
        end
    }

    /// `++` or `#` after a word of one or two letters: names of programming languages.
    fn language_signs(&self, end: usize) -> Option<&'static str> {
        let rest = &self.text[end..];
        let signs = ["++", "#"].into_iter().find(|signs| rest.starts_with(signs))?;
        let next = rest[signs.len()..].chars().next();
        let ends = next.is_none_or(|c| class_of(c) == Class::Other && c != '+' && c != '#');
        (self.folded.len() <= 2 && ends).then_some(signs)
    }

    /// End of the word that begins at `start`: word characters, with apostrophes between them.
    fn word_end(&self, start: usize) -> usize {
        let mut chars = self.text[start..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let inside = match class_of(c) {
                Class::Word => true,
                _ => {
                    is_apostrophe(c)
                        && chars.peek().is_some_and(|(_, n)| class_of(*n) == Class::Word)
                }
            };
            if !inside {
                return start + offset;
            }
        }
        self.text.len()
    }

    /// Where the next part of a compound begins, if one does, and whether the parts may be joined.
    fn joint(&self, end: usize) -> Option<(usize, bool)> {
        let mut chars = self.text[end..].chars();
        let joint = chars.next()?;
        let next = chars.next()?;
        if class_of(next) != Class::Word {
            return None;
        }
        let before = self.text[..end].chars().next_back()?;
        let joins = match joint {
            '-' | '\u{2010}' | '\u{2011}' | '_' | '&' => true,
            '.' => before.is_ascii_digit() || next.is_ascii_digit(),
            _ => return None,
        };
        Some((end + joint.len_utf8(), joins))
    }

    fn fold_word(&mut self, word: &str) {
        let mut rest = word;
        if let Some((before, after)) = word.split_once(is_apostrophe) {
            if is_elision(before) && after.chars().count() > 1 {
                rest = after;
            } else if after.eq_ignore_ascii_case("s") {
                rest = before;
            }
        }
        let start = self.folded.len();
        rest.chars().filter(|c| !is_apostrophe(*c)).for_each(|c| push_folded(c, &mut self.folded));
        let article = article_len(&self.folded[start..]);
        self.folded.drain(start..start + article);
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Articles and pronouns that French, Italian and Catalan fuse with the next word.
fn is_elision(word: &str) -> bool {
    const ELISIONS: [&str; 17] = [
        "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "all",
        "dell", "nell", "un",
    ];
    ELISIONS.iter().any(|elision| elision.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokenize(text, &mut |token| out.push(token.text.to_owned()));
        out
    }

    #[test]
    fn tokens_of_many_kinds_of_text() {
        let cases: [(&str, &[&str]); 24] = [
            ("", &[]),
            ("  … — !", &[]),
            ("Hello, world", &["hello", "world"]),
            ("E-1042", &["e", "1042", "e1042"]),
            ("wi-fi", &["wi", "fi", "wifi"]),
            ("2FA", &["2fa"]),
            ("v2.10", &["v2", "10", "v210"]),
            ("end.Next", &["end", "next"]),
            ("the customer's bill", &["the", "customer", "bill"]),
            ("don’t", &["dont"]),
            ("l'adresse qu'il", &["adresse", "il"]),
            ("R&D", &["r", "d", "rd"]),
            ("C++ and C#", &["c", "c++", "and", "c", "c#"]),
            ("1+1", &["1", "1"]),
            ("snake_case", &["snake", "case", "snakecase"]),
            ("me@example.com", &["me", "example", "com"]),
            ("a-b-c-d-e", &["a", "b", "c", "d", "e"]),
            ("退款政策", &["退款", "款政", "政策"]),
            ("PC版", &["pc", "版"]),
            ("東京 タワー", &["東京", "タワ", "ワー"]),
            ("환불", &["환불"]),
            ("שָׁלוֹם", &["שלום"]),
            ("हिन्दी", &["हिन्दी"]),
            ("'quoted'", &["quoted"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn offsets_point_at_the_source() {
        let text = "Señor, the Wi-Fi’s off";
        let mut spans = Vec::new();
        tokenize(text, &mut |token| spans.push(&text[token.start..token.end]));
        assert_eq!(spans, ["Señor", "the", "Wi", "Fi’s", "Wi-Fi’s", "off"]);
    }

    #[test]
    fn a_word_too_long_to_be_one_is_passed_over() {
        assert_eq!(words(&format!("a {} b", "x".repeat(41))), ["a", "b"]);
    }
}
