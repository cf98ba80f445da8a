//! Words made of two words: `Kontoeinstellungen`, and in English `accountsettings`.
//!
//! In languages that write compounds as one word the build tool indexes their parts beside them; a
//! query takes an unknown long word apart. Neither needs more than the words of the articles.

/// Parts shorter than that are found by chance.
const PART_MIN: usize = 4;
/// Letters that German and its neighbours put between the parts.
const JOINTS: [&str; 6] = ["", "s", "n", "en", "es", "e"];

/// The two parts of a compound. `frequency` tells how many articles contain a word, and nothing
/// where it is unknown. Of several ways the one whose rarer part is most frequent is taken.
pub(crate) fn split(word: &str, frequency: impl Fn(&str) -> Option<u32>) -> Option<(&str, &str)> {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    if starts.len() < 2 * PART_MIN {
        return None;
    }
    let mut best: Option<(u32, (&str, &str))> = None;
    for cut in &starts[PART_MIN..=starts.len() - PART_MIN] {
        let (before, tail) = word.split_at(*cut);
        let Some(tail_frequency) = frequency(tail) else { continue };
        for joint in JOINTS {
            let Some(head) = before.strip_suffix(joint) else { continue };
            if head.chars().count() < PART_MIN {
                continue;
            }
            let Some(head_frequency) = frequency(head) else { continue };
            let rarer = head_frequency.min(tail_frequency);
            if best.is_none_or(|(most, _)| rarer > most) {
                best = Some((rarer, (head, tail)));
            }
        }
    }
    best.map(|(_, parts)| parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_words_of_the_articles() {
        let known =
            ["konto", "einstellungen", "einstellung", "seite", "zahlung", "art", "rechnung"];
        let split = |word| split(word, |part| known.contains(&part).then_some(1));
        assert_eq!(split("kontoeinstellungen"), Some(("konto", "einstellungen")));
        assert_eq!(split("einstellungsseite"), Some(("einstellung", "seite")));
        assert_eq!(split("zahlungsart"), None, "a part of three letters");
        assert_eq!(split("rechnung"), None);
        assert_eq!(split("überweisung"), None);
    }
}
