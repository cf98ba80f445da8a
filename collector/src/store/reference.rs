//! References: short enough to be read out on the telephone, such as `D-7K3M-2Q`.

/// Crockford's base 32: no I, L, O or U, which are mistaken for other characters or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many to try before giving up. With a million messages stored, one in a thousand is taken
/// already, so that this many in a row is beyond chance.
pub(super) const TRIES: usize = 16;

/// A reference of 30 random bits. They are random and not counted, so that a reference tells
/// nobody how many messages there are.
pub(super) fn random() -> String {
    // Without the system's random source there is a weaker one that never fails: the keys that
    // the standard library seeds each hash map with. Uniqueness is checked by the table.
    spell(getrandom::u32().unwrap_or_else(|_| weak_random()))
}

fn weak_random() -> u32 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::time::Instant::now()) as u32
}

fn spell(number: u32) -> String {
    let mut text = String::from("D-");
    for place in (0..6).rev() {
        let digit = (number >> (5 * place)) & 31;
        text.push(char::from(ALPHABET[digit as usize]));
        if place == 2 {
            text.push('-');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_six_readable_characters_in_two_groups() {
        assert_eq!(spell(0), "D-0000-00");
        assert_eq!(spell((1 << 30) - 1), "D-ZZZZ-ZZ");
        assert_eq!(spell(33), "D-0000-11");
        assert_ne!(random(), random());
    }
}
