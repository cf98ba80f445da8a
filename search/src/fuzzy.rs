//! Which words of a dictionary are within a few edits of a typed word.
//!
//! Inserting, deleting, replacing a letter and swapping two neighbours each count one edit: the
//! optimal string alignment distance, a restricted Damerau–Levenshtein distance (Damerau 1964).
//! The sorted dictionary is walked as the trie that it is, one row of the distance matrix per
//! letter, and a branch is left as soon as its whole row is beyond reach. Of each row only the band is kept that lies
//! within reach of the diagonal (Ukkonen 1985). `fst`'s own automaton counts a swap as two edits
//! and can take tens of megabytes; this walk needs a few bytes for each letter of one word.

use crate::words::Scan;

/// The most edits that are ever looked for.
const EDITS_MAX: u8 = 2;

/// Columns of a row: the diagonal, and as many on both sides as there may be edits.
const BAND: usize = 2 * EDITS_MAX as usize + 1;

/// Longer words are not corrected.
const LETTERS_MAX: usize = 40;

/// A word of the dictionary that is close to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate<'w> {
    /// UTF-8.
    pub(crate) word: &'w [u8],
    pub(crate) term: Option<u32>,
    pub(crate) distance: u8,
    /// Whether the distance is to the whole word rather than to its beginning.
    pub(crate) whole: bool,
}

/// How many edits a word of that many letters may be away: short words have too many neighbours.
pub(crate) fn edits_allowed(letters: usize) -> u8 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => EDITS_MAX,
    }
}

/// Hands every dictionary word within `most` edits of `word` to `found`, in the order of the
/// dictionary, which `scan` begins. With `as_prefix`, words that begin with something within reach
/// count as well.
pub(crate) fn matches(
    mut scan: Scan<'_>,
    word: &str,
    most: u8,
    as_prefix: bool,
    found: &mut dyn FnMut(Candidate<'_>),
) {
    let target: Vec<char> = word.chars().collect();
    if target.len() > LETTERS_MAX {
        return;
    }
    let walk = Walk { target, most: most.min(EDITS_MAX), as_prefix };
    let mut steps = vec![walk.first_step()];
    let mut shared = 0;
    while scan.advance() {
        // The letters that this word has in common with the one before are done.
        steps.truncate(steps.partition_point(|step| step.end <= shared));
        match walk.follow(scan.word(), &mut steps) {
            Some(step) => {
                if let Some((distance, whole)) = walk.judge(step) {
                    found(Candidate { word: scan.word(), term: scan.term(), distance, whole });
                }
            }
            // The letter that led astray leads all words astray that have it there.
            None => scan.pass_over(steps.last().map_or(0, |step| step.end) + 1),
        }
        shared = scan.shared_by_next();
    }
}

struct Walk {
    target: Vec<char>,
    most: u8,
    as_prefix: bool,
}

/// Where the walk is: after so many letters.
#[derive(Clone, Copy)]
struct Step {
    depth: usize,
    /// Bytes of them.
    end: usize,
    /// The last of them.
    letter: char,
    /// Distances of the letters so far to the beginnings of the typed word. Entry `k` is that to
    /// its first `depth + k − EDITS_MAX` letters.
    row: [u8; BAND],
    /// The same one letter earlier.
    above: [u8; BAND],
    /// Least distance of the whole typed word to any beginning of this branch.
    closest: u8,
}

impl Walk {
    /// Goes on to the end of a word, from the last of the steps. `None` if that is out of reach;
    /// the steps then end before the letter that led there.
    fn follow<'s>(&self, word: &[u8], steps: &'s mut Vec<Step>) -> Option<&'s Step> {
        let mut rest = word.get(steps.last()?.end..)?;
        while let Some(letter) = next_letter(&mut rest) {
            let step = self.advance(steps.last()?, letter);
            let reachable = step.row.iter().any(|distance| *distance <= self.most);
            if !(reachable || self.as_prefix && step.closest <= self.most) {
                return None;
            }
            steps.push(step);
        }
        steps.last()
    }

    /// Distance of the word that a step ends, if it is within reach; and whether that is the
    /// distance to the whole word.
    fn judge(&self, step: &Step) -> Option<(u8, bool)> {
        let whole = self.whole(step.depth, &step.row);
        let distance = if self.as_prefix { step.closest } else { whole };
        (distance <= self.most).then_some((distance, whole == distance))
    }

    fn first_step(&self) -> Step {
        let (row, above) = (self.first_row(), [u8::MAX / 2; BAND]);
        Step { depth: 0, end: 0, letter: '\0', row, above, closest: u8::MAX }
    }

    /// The row before any letter: deleting is all that helps.
    fn first_row(&self) -> [u8; BAND] {
        let far = self.most + 1;
        std::array::from_fn(|k| match k.checked_sub(usize::from(EDITS_MAX)) {
            Some(column) if column <= self.target.len() => (column as u8).min(far),
            _ => far,
        })
    }

    /// The row of one more letter.
    fn advance(&self, step: &Step, letter: char) -> Step {
        let depth = step.depth + 1;
        let far = self.most + 1;
        let mut row = [far; BAND];
        for k in 0..BAND {
            let Some(column) = (depth + k).checked_sub(usize::from(EDITS_MAX)) else { continue };
            if column > self.target.len() {
                break;
            }
            // Distances beyond reach are all alike; keeping them small keeps the sums in a byte.
            let mut best = far;
            if k + 1 < BAND {
                best = best.min(step.row[k + 1] + 1);
            }
            if column > 0 {
                let wanted = self.target[column - 1];
                best = best.min(step.row[k] + u8::from(wanted != letter));
                if k > 0 {
                    best = best.min(row[k - 1] + 1);
                }
                let swapped = column > 1
                    && depth > 1
                    && step.letter == wanted
                    && self.target[column - 2] == letter;
                if swapped {
                    best = best.min(step.above[k] + 1);
                }
            }
            row[k] = best;
        }
        let closest = step.closest.min(self.whole(depth, &row));
        Step { depth, end: step.end + letter.len_utf8(), letter, row, above: step.row, closest }
    }

    /// Distance of the whole typed word to the letters of a row.
    fn whole(&self, depth: usize, row: &[u8; BAND]) -> u8 {
        let column = self.target.len() + usize::from(EDITS_MAX);
        column.checked_sub(depth).and_then(|k| row.get(k)).copied().unwrap_or(u8::MAX)
    }
}

/// Takes the first letter off.
fn next_letter(bytes: &mut &[u8]) -> Option<char> {
    let first = *bytes.first()?;
    // Other than ASCII, the first byte begins with as many ones as there are bytes.
    let size = (first.leading_ones() as usize).max(1);
    let (letter, rest) = bytes.split_at_checked(size)?;
    *bytes = rest;
    match size {
        1 => Some(char::from(first)),
        _ => std::str::from_utf8(letter).ok()?.chars().next(),
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::tests::Dictionary;

    /// The distance by its definition, without any cleverness.
    fn naive_distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (0, n) | (n, 0) => n,
                    _ => {
                        let cost = usize::from(a[i - 1] != b[j - 1]);
                        let mut best = (table[i - 1][j - 1] + cost)
                            .min(table[i - 1][j] + 1)
                            .min(table[i][j - 1] + 1);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            best = best.min(table[i - 2][j - 2] + 1);
                        }
                        best
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    fn found(words: &[String], typed: &str, most: u8, as_prefix: bool) -> Vec<(String, u8)> {
        let dictionary = Dictionary::of(words);
        let mut out = Vec::new();
        matches(dictionary.list().all(), typed, most, as_prefix, &mut |m| {
            out.push((String::from_utf8_lossy(m.word).into_owned(), m.distance));
        });
        out
    }

    proptest! {
        #[test]
        fn agrees_with_brute_force(
            mut words in proptest::collection::vec("[abé退]{0,7}", 0..40),
            typed in "[abé退]{0,7}",
            most in 0u8..3,
            as_prefix: bool,
        ) {
            words.sort();
            words.dedup();
            let target: Vec<char> = typed.chars().collect();
            let expected: Vec<(String, u8)> = words.iter().filter_map(|word| {
                let letters: Vec<char> = word.chars().collect();
                // An empty beginning is no match for anything: the walk compares from one letter on.
                let distance = if as_prefix {
                    (1..=letters.len()).map(|n| naive_distance(&letters[..n], &target)).min()?
                } else {
                    naive_distance(&letters, &target)
                };
                (distance <= usize::from(most)).then(|| (word.clone(), distance as u8))
            }).collect();
            prop_assert_eq!(found(&words, &typed, most, as_prefix), expected);
        }
    }

    #[test]
    fn each_kind_of_slip_is_one_edit() {
        let words = ["address".to_owned()];
        for typed in ["adress", "addresss", "addrress", "addrass", "adrdess", "daddress"] {
            assert_eq!(found(&words, typed, 1, false), [("address".to_owned(), 1)], "{typed}");
        }
    }
}
