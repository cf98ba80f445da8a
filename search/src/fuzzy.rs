//! Which words of a dictionary are within a few edits of a typed word.
//!
//! Inserting, deleting, replacing a letter and swapping two neighbours each count one edit: the
//! optimal string alignment distance, a restricted Damerau–Levenshtein distance (Damerau 1964).
//! The dictionary is walked as a trie, one row of the distance matrix per letter, and a branch is
//! left as soon as its whole row is beyond reach. `fst`'s own automaton counts a swap as two edits
//! and can take tens of megabytes; this walk needs a few hundred bytes.

use fst::raw::{Fst, Node, Output};

/// A word of the dictionary that is close to what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FuzzyMatch {
    pub(crate) word: String,
    pub(crate) term: u32,
    pub(crate) distance: u8,
    /// Whether the distance is to the whole word rather than to its beginning.
    pub(crate) whole: bool,
}

/// How many edits a word of that many letters may be away: short words have too many neighbours.
pub(crate) fn edits_allowed(letters: usize) -> u8 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Hands every dictionary word within `most` edits of `word` to `found`, in the order of the
/// dictionary. With `as_prefix`, words that begin with something within reach count as well.
pub(crate) fn matches(
    fst: &Fst<&[u8]>,
    word: &str,
    most: u8,
    as_prefix: bool,
    found: &mut dyn FnMut(FuzzyMatch),
) {
    let target: Vec<char> = word.chars().collect();
    let Ok(width) = u8::try_from(target.len()) else { return };
    let mut walk = Walk {
        fst,
        rows: (0..=width).collect(),
        target,
        most,
        as_prefix,
        letters: Vec::new(),
        spelled: Vec::new(),
        found,
    };
    walk.visit(fst.root(), Output::zero(), u8::MAX);
}

struct Walk<'f> {
    fst: &'f Fst<&'f [u8]>,
    target: Vec<char>,
    most: u8,
    as_prefix: bool,
    /// Letters on the way from the root.
    letters: Vec<char>,
    /// Their bytes, with those of a letter not yet complete.
    spelled: Vec<u8>,
    /// One row of `target.len() + 1` distances for the empty word and for each letter.
    rows: Vec<u8>,
    found: &'f mut dyn FnMut(FuzzyMatch),
}

impl Walk<'_> {
    /// `closest` is the least distance of the whole typed word to any beginning of this branch.
    fn visit(&mut self, node: Node<'_>, output: Output, closest: u8) {
        if node.is_final() {
            self.judge(output.cat(node.final_output()), closest);
        }
        for transition in node.transitions() {
            let output = output.cat(transition.out);
            let next = self.fst.node(transition.addr);
            self.spelled.push(transition.inp);
            match self.completed_letter() {
                None => self.visit(next, output, closest),
                Some(letter) => {
                    let (distance, reachable) = self.push_row(letter);
                    let closest = closest.min(distance);
                    if reachable || (self.as_prefix && closest <= self.most) {
                        self.visit(next, output, closest);
                    }
                    self.pop_row();
                }
            }
            self.spelled.pop();
        }
    }

    fn judge(&mut self, output: Output, closest: u8) {
        let whole = self.rows[self.rows.len() - 1];
        let distance = if self.as_prefix { closest } else { whole };
        if distance > self.most {
            return;
        }
        let (Ok(word), Ok(term)) = (std::str::from_utf8(&self.spelled), output.value().try_into())
        else {
            return;
        };
        let word = word.to_owned();
        (self.found)(FuzzyMatch { word, term, distance, whole: whole == distance });
    }

    /// The letter that the last byte spelled completes, if it does.
    fn completed_letter(&self) -> Option<char> {
        let last = *self.spelled.last()?;
        if last < 0x80 {
            return Some(char::from(last));
        }
        let start = self.spelled.iter().rposition(|byte| byte & 0xc0 != 0x80)?;
        std::str::from_utf8(&self.spelled[start..]).ok()?.chars().next()
    }

    /// Adds the row of one more letter. Returns the distance of the whole typed word to the
    /// letters so far, and whether more letters may still bring a match within reach.
    fn push_row(&mut self, letter: char) -> (u8, bool) {
        let width = self.target.len() + 1;
        let above = self.rows.len() - width;
        let before = self.letters.last().copied();
        let first = self.rows[above].saturating_add(1);
        self.rows.push(first);
        let mut least = first;
        for column in 1..width {
            let wanted = self.target[column - 1];
            let replaced = self.rows[above + column - 1] + u8::from(wanted != letter);
            let deleted = self.rows[above + column] + 1;
            let inserted = self.rows[above + width + column - 1] + 1;
            let mut best = replaced.min(deleted).min(inserted);
            let swapped = column > 1 && before == Some(wanted) && self.target[column - 2] == letter;
            if swapped {
                best = best.min(self.rows[above - width + column - 2] + 1);
            }
            // Distances beyond reach are all alike; keeping them small keeps the sums in a byte.
            best = best.min(self.most + 1);
            self.rows.push(best);
            least = least.min(best);
        }
        self.letters.push(letter);
        (self.rows[self.rows.len() - 1], least <= self.most)
    }

    fn pop_row(&mut self) {
        self.letters.pop();
        self.rows.truncate(self.rows.len() - self.target.len() - 1);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
        let mut builder = fst::raw::Builder::memory();
        for (term, word) in words.iter().enumerate() {
            builder.insert(word, term as u64).expect("sorted");
        }
        let bytes = builder.into_inner().expect("in memory");
        let fst = Fst::new(bytes.as_slice()).expect("just written");
        let mut out = Vec::new();
        matches(&fst, typed, most, as_prefix, &mut |m| out.push((m.word, m.distance)));
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
