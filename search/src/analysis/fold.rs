//! Folding: one spelling for what a customer takes for the same letter.
//!
//! Case, accents, width and optional marks go; what tells words apart stays. The tables cover the
//! scripts in which people leave accents out when they type: Latin, Greek, Cyrillic, Arabic and
//! Hebrew. They follow Unicode's compatibility decompositions (UAX #15), cut down to base letters;
//! a full normaliser would cost the widget more than all of its ranking.

use super::lower::lower;

/// Appends the folded form of one character: nothing for a mark, sometimes two letters.
pub(crate) fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if is_optional_mark(c) {
        return;
    }
    match lower(c) {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        '\u{fb00}' => out.push_str("ff"),
        '\u{fb01}' => out.push_str("fi"),
        '\u{fb02}' => out.push_str("fl"),
        '\u{fb03}' => out.push_str("ffi"),
        '\u{fb04}' => out.push_str("ffl"),
        letter => out.push(base_letter(letter)),
    }
}

/// Marks that people leave out when they type, and that therefore tell no words apart: combining
/// accents, Hebrew points, Arabic vowel signs, the Arabic tatweel, joiners and soft hyphens.
pub(crate) fn is_optional_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{200c}' | '\u{200d}'
        | '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
}

fn base_letter(c: char) -> char {
    let code = c as u32;
    let from_table = |table: &[u8], first: u32| match table[(code - first) as usize] {
        b'.' => c,
        letter => char::from(letter),
    };
    match code {
        0xc0..=0x24f => from_table(LATIN, 0xc0),
        0x1e00..=0x1eff => from_table(LATIN_ADDITIONAL, 0x1e00),
        // Full-width ASCII.
        0xff01..=0xff5e => char::from((code - 0xfee0) as u8).to_ascii_lowercase(),
        // Arabic-Indic and Persian digits.
        0x660..=0x669 => char::from(b'0' + (code - 0x660) as u8),
        0x6f0..=0x6f9 => char::from(b'0' + (code - 0x6f0) as u8),
        0xff66..=0xff9d => {
            // Three bytes each.
            let at = 3 * (code - 0xff66) as usize;
            let wide = HALF_WIDTH_KATAKANA.get(at..at + 3);
            wide.and_then(|wide| wide.chars().next()).unwrap_or(c)
        }
        _ => match c {
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            'ά' => 'α',
            'έ' => 'ε',
            'ή' => 'η',
            'ί' | 'ϊ' | 'ΐ' => 'ι',
            'ό' => 'ο',
            'ύ' | 'ϋ' | 'ΰ' => 'υ',
            'ώ' => 'ω',
            'ς' => 'σ',
            'ё' => 'е',
            'й' => 'и',
            'ї' => 'і',
            'ў' => 'у',
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ی' => 'ي',
            'ة' => 'ه',
            'ک' => 'ك',
            other => other,
        },
    }
}

/// U+00C0 to U+024F: base letter, or a dot where the letter stands for itself.
const LATIN: &[u8; 0x190] =
    b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccdd\
    ddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllllnnnnnn.nnoooooo..rrrrrrssssss\
    ssttttttuuuuuuuuuuuuwwyyyzzzzzzs.................ff.............oo.............u\
    u............................aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa....\
    aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................";

/// U+1E00 to U+1EFF, in the same form; these are mostly Vietnamese.
const LATIN_ADDITIONAL: &[u8; 0x100] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo\
    oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s....\
    aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu\
    uuyyyyyyyy......";

/// U+FF66 to U+FF9D in full width.
const HALF_WIDTH_KATAKANA: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_what_readers_take_for_the_same_word() {
        let cases = [
            ("Café", "cafe"),
            ("ÄRGER", "arger"),
            ("Straße", "strasse"),
            ("Œuvre", "oeuvre"),
            ("Łódź", "lodz"),
            ("Đặng", "dang"),
            ("İstanbul", "istanbul"),
            ("cafe\u{301}", "cafe"),
            ("ΆΛΦΑ", "αλφα"),
            ("Ёлка", "елка"),
            ("й", "и"),
            ("и\u{306}", "и"),
            ("ＡＢＣ１２", "abc12"),
            ("ｶﾀｶﾅ", "カタカナ"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("٤٢", "42"),
            ("שָׁלוֹם", "שלום"),
            ("ﬁle", "file"),
        ];
        for (text, folded) in cases {
            let mut out = String::new();
            text.chars().for_each(|c| push_folded(c, &mut out));
            assert_eq!(out, folded, "{text}");
        }
    }
}
