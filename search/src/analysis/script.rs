//! Which characters make words, and which scripts write them without blanks.

use super::fold::is_optional_mark;

/// What a character means to the tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Part of a word that blanks or punctuation end.
    Word,
    /// Part of a run without blanks between words: Chinese, Japanese, Korean, Thai and neighbours.
    /// Korean has blanks, but glues endings to its words, so that pairs of syllables find more.
    Dense,
    /// Between words.
    Other,
}

pub(crate) fn class_of(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Class::Word } else { Class::Other };
    }
    match c {
        // Iteration and prolonged sound marks belong to the word before them.
        '々' | 'ー' => Class::Dense,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3041}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{3ffff}' => Class::Dense,
        c if c.is_alphanumeric() || is_optional_mark(c) || is_virama(c) => Class::Word,
        _ => Class::Other,
    }
}

/// Signs that join consonants in the scripts of India; Unicode counts them as no letters, yet
/// they stand inside words.
fn is_virama(c: char) -> bool {
    matches!(c as u32, 0x900..=0xdff) && matches!(c as u32 & 0x7f, 0x4d | 0x3c | 0x3e..=0x4c)
}
