//! The Arabic and the Hebrew article, which are written as one word with what follows.
//!
//! The Arabic prefixes are those of the light stemmer "light10" (Larkey, Ballesteros and Connell
//! 2007) that contain the article. A Hebrew word may begin with the article's letter by itself, so
//! that letter goes wherever it stands first: both spellings then meet.

/// Letters that must be left.
const LETTERS_MIN: usize = 3;

/// Arabic prefixes, folded; longer ones first.
const ARABIC: [&str; 6] = ["وال", "بال", "كال", "فال", "ال", "لل"];

/// How many bytes of a folded word are its article.
pub(super) fn article_len(word: &str) -> usize {
    let len = match word.chars().next() {
        Some('\u{620}'..='\u{64a}') => {
            ARABIC.iter().find(|p| word.starts_with(**p)).map_or(0, |p| p.len())
        }
        Some('ה') => word.len() - word.trim_start_matches('ה').len(),
        _ => 0,
    };
    if word[len..].chars().count() >= LETTERS_MIN { len } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_go_where_a_word_is_left() {
        let cases = [
            ("الفاتوره", "فاتوره"),
            ("والحساب", "حساب"),
            ("للدفع", "دفع"),
            ("الى", "الى"),
            ("ההזמנה", "זמנה"),
            ("הזמנה", "זמנה"),
            ("היא", "היא"),
            ("address", "address"),
            ("", ""),
        ];
        for (word, rest) in cases {
            assert_eq!(&word[article_len(word)..], rest, "{word}");
        }
    }
}
