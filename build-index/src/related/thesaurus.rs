//! Which words of a language mean nearly the same, as it comes with the build tool.
//!
//! `data/english.thesaurus` is made by `data/make_thesaurus.py` from word vectors. It is read where
//! it lies in the program:
//!
//! | Size | What |
//! | --- | --- |
//! | 8 | `DOCENTTH` |
//! | 5 × 4 | numbers, little-endian: words, common words, pairs, bytes of the words, bytes of the opposites |
//! | | the words, one a line, by the alphabet |
//! | | pairs of opposites, one a line |
//! | common × 2 | the places of the common words in that list, most frequent first |
//! | words × 1 | to how many common words each word is near |
//! | pairs × 2 | for each word the ranks of those, ascending |
//! | pairs × 1 | how near they are: the cosine of their vectors in 400ths, less 160 |

use std::sync::OnceLock;

const MAGIC: &[u8] = b"DOCENTTH";
const SIZES: usize = 5;
/// What is taken off the stored cosines, as none is smaller.
const LEAST: f32 = 160.0;
const STEPS: f32 = 400.0;

/// The words of one language.
#[derive(Debug)]
pub(super) struct Thesaurus<'a> {
    words: Vec<&'a str>,
    opposites: &'a str,
    /// Numbers of the most frequent words.
    common: &'a [[u8; 2]],
    /// Where the pairs of each word begin, and at last their number.
    starts: Vec<usize>,
    /// Of all pairs, the rank of the common word.
    ranks: &'a [[u8; 2]],
    cosines: &'a [u8],
}

impl Thesaurus<'static> {
    /// That of English.
    ///
    /// # Panics
    ///
    /// If the file that is built in is damaged, which a test rules out.
    pub(super) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Thesaurus<'static>> = OnceLock::new();
        const BYTES: &[u8] = include_bytes!("../../data/english.thesaurus");
        ENGLISH.get_or_init(|| Self::open(BYTES).expect("the file that is built in is whole"))
    }
}

impl<'a> Thesaurus<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut part = |len: usize| {
            let part;
            (part, rest) = rest.split_at_checked(len)?;
            Some(part)
        };
        let sizes = part(SIZES * 4)?.as_chunks().0.iter();
        let mut sizes = sizes.map(|size| u32::from_le_bytes(*size) as usize);
        let (word_count, common, pairs) = (sizes.next()?, sizes.next()?, sizes.next()?);
        let words = std::str::from_utf8(part(sizes.next()?)?).ok()?;
        let opposites = std::str::from_utf8(part(sizes.next()?)?).ok()?;
        let common = part(common * 2)?.as_chunks().0;
        let mut starts = vec![0];
        for count in part(word_count)? {
            starts.push(starts.last()? + usize::from(*count));
        }
        let ranks = part(pairs * 2)?.as_chunks().0;
        let cosines = part(pairs)?;
        let words: Vec<_> = words.split('\n').collect();
        let is_whole = rest.is_empty() && words.len() == word_count && *starts.last()? == pairs;
        is_whole.then_some(Self { words, opposites, common, starts, ranks, cosines })
    }

    /// Numbers of the most common words, the most frequent first: what customers type.
    pub(super) fn common(&self) -> impl ExactSizeIterator<Item = usize> {
        self.common.iter().map(|number| u16::from_le_bytes(*number).into())
    }

    /// A word, by its number.
    pub(super) fn word(&self, number: usize) -> &'a str {
        self.words[number]
    }

    /// The number of a word.
    pub(super) fn number(&self, word: &str) -> Option<usize> {
        self.words.binary_search(&word).ok()
    }

    /// Pairs of opposites, one a line.
    pub(super) fn opposites(&self) -> &'a str {
        self.opposites
    }

    /// The common words that are near a word: their ranks, ascending, and the cosines.
    pub(super) fn near(&self, word: usize) -> impl Iterator<Item = (usize, f32)> {
        let pairs = self.starts[word]..self.starts[word + 1];
        let of = |(rank, step): (&[u8; 2], &u8)| {
            (u16::from_le_bytes(*rank).into(), (LEAST + f32::from(*step)) / STEPS)
        };
        self.ranks[pairs.clone()].iter().zip(&self.cosines[pairs]).map(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_is_built_in_is_whole() {
        let thesaurus = Thesaurus::english();
        assert_eq!(thesaurus.common().len(), 10_000);
        assert_eq!(thesaurus.common().next().map(|number| thesaurus.word(number)), Some("the"));
        let number = |word| thesaurus.number(word).unwrap_or_else(|| panic!("{word} is common"));
        assert_eq!(thesaurus.word(number("cancel")), "cancel");
        assert_eq!(thesaurus.number("qqqq"), None);
        assert!(thesaurus.opposites().lines().any(|pair| pair == "disable enable"));
        let common: Vec<_> = thesaurus.common().collect();
        for (word, other) in [("terminate", "cancel"), ("cancel", "terminate")] {
            let near =
                |(rank, cosine)| common[rank] == number(other) && (0.5..0.7).contains(&cosine);
            assert!(thesaurus.near(number(word)).any(near), "{word}");
        }
        for word in 0..thesaurus.words.len() {
            assert!(thesaurus.near(word).is_sorted_by(|a, b| a.0 < b.0 && a.1 <= 1.0));
        }
    }

    #[test]
    fn a_damaged_file_does_not_open() {
        let mut plain = Vec::from(MAGIC);
        for number in [3_u32, 2, 2, 5, 3] {
            plain.extend(number.to_le_bytes());
        }
        plain.extend(b"a\nb\nca b\x02\0\0\0\x01\0\x01\x01\0\0\0\x08\x10");
        let thesaurus = Thesaurus::open(&plain).unwrap_or_else(|| panic!("it is whole"));
        assert_eq!(thesaurus.common().collect::<Vec<_>>(), [2, 0]);
        assert_eq!(thesaurus.near(0).collect::<Vec<_>>(), [(1, 0.42)]);
        assert_eq!(thesaurus.near(1).count(), 0);
        assert_eq!(thesaurus.near(2).collect::<Vec<_>>(), [(0, 0.44)]);
        for end in 0..plain.len() {
            assert!(Thesaurus::open(&plain[..end]).is_none(), "{end}");
        }
        assert!(Thesaurus::open(&[&plain[..], b"x"].concat()).is_none());
    }
}
