//! Which words of a language mean nearly the same, as it comes with the build tool.
//!
//! `data/english.thesaurus` is made by `data/make_thesaurus.py` from word vectors. It is a Brotli
//! stream of
//!
//! | Size | What |
//! | --- | --- |
//! | 8 | `DOCENTTH` |
//! | 5 × 4 | numbers, little-endian: words, common words, pairs, bytes of the words, bytes of the opposites |
//! | | the words, one a line, by the alphabet |
//! | | pairs of opposites, one a line |
//! | common × 2 | the places of the common words in that list, most frequent first |
//! | words × 1 | to how many common words each word is near |
//! | pairs × 2 | for each word their ranks, ascending, each less the one before |
//! | pairs × 1 | how near they are: the cosine of their vectors in 400ths, less 160 |

use std::io::Read as _;
use std::ops::Range;
use std::sync::OnceLock;

const MAGIC: &[u8] = b"DOCENTTH";
const SIZES: usize = 5;
/// What is taken off the stored cosines, as none is smaller.
const LEAST: f32 = 160.0;
const STEPS: f32 = 400.0;

/// The words of one language.
#[derive(Debug)]
pub(super) struct Thesaurus {
    plain: Vec<u8>,
    /// Where each word stands.
    words: Vec<Range<usize>>,
    opposites: Range<usize>,
    /// Numbers of the most frequent words.
    common: Vec<u16>,
    /// Where the pairs of each word begin, and at last their number.
    starts: Vec<usize>,
    /// Of all pairs, the rank of the common word.
    ranks: Vec<u16>,
    cosines: Range<usize>,
}

impl Thesaurus {
    /// That of English.
    ///
    /// # Panics
    ///
    /// If the file that is built in is damaged, which a test rules out.
    pub(super) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Thesaurus> = OnceLock::new();
        const PACKED: &[u8] = include_bytes!("../../data/english.thesaurus");
        ENGLISH.get_or_init(|| Self::open(PACKED).expect("the file that is built in is whole"))
    }

    fn open(packed: &[u8]) -> Option<Self> {
        let mut plain = Vec::new();
        brotli::Decompressor::new(packed, 1 << 16).read_to_end(&mut plain).ok()?;
        let mut at = 0;
        let mut part = |len: usize| {
            at += len;
            (at <= plain.len()).then_some(at - len..at)
        };
        if plain[part(MAGIC.len())?] != *MAGIC {
            return None;
        }
        let sizes = plain[part(SIZES * 4)?].as_chunks().0;
        let mut sizes = sizes.iter().map(|size| u32::from_le_bytes(*size) as usize);
        let (word_count, common, pairs) = (sizes.next()?, sizes.next()?, sizes.next()?);
        let text = part(sizes.next()?)?;
        let opposites = part(sizes.next()?)?;
        let common = shorts(&plain[part(common * 2)?]).collect();
        let mut starts = vec![0];
        for count in &plain[part(word_count)?] {
            starts.push(starts.last()? + usize::from(*count));
        }
        let ranks = ranks(&starts, shorts(&plain[part(pairs * 2)?]));
        let cosines = part(pairs)?;
        let mut words = Vec::with_capacity(word_count);
        let mut start = text.start;
        for word in std::str::from_utf8(&plain[text]).ok()?.split('\n') {
            words.push(start..start + word.len());
            start += word.len() + 1;
        }
        let is_whole = at == plain.len() && words.len() == word_count && ranks.len() == pairs;
        is_whole.then_some(Self { plain, words, opposites, common, starts, ranks, cosines })
    }

    /// Numbers of the most common words, the most frequent first: what customers type.
    pub(super) fn common(&self) -> impl ExactSizeIterator<Item = usize> {
        self.common.iter().map(|number| usize::from(*number))
    }

    /// A word, by its number.
    pub(super) fn word(&self, number: usize) -> &str {
        self.text(&self.words[number])
    }

    /// The number of a word.
    pub(super) fn number(&self, word: &str) -> Option<usize> {
        self.words.binary_search_by(|range| self.text(range).cmp(word)).ok()
    }

    /// Pairs of opposites, one a line.
    pub(super) fn opposites(&self) -> &str {
        self.text(&self.opposites)
    }

    /// The common words that are near a word: their ranks, ascending, and the cosines.
    pub(super) fn near(&self, word: usize) -> impl Iterator<Item = (usize, f32)> {
        let pairs = self.starts[word]..self.starts[word + 1];
        let cosines = &self.plain[self.cosines.clone()][pairs.clone()];
        let of =
            |(rank, step): (&u16, &u8)| (usize::from(*rank), (LEAST + f32::from(*step)) / STEPS);
        self.ranks[pairs].iter().zip(cosines).map(of)
    }

    fn text(&self, range: &Range<usize>) -> &str {
        // Checked when opened; words are cut at line ends.
        std::str::from_utf8(&self.plain[range.clone()]).unwrap_or_default()
    }
}

/// The ranks of all pairs, of which each word's list gives the gaps.
fn ranks(starts: &[usize], mut gaps: impl Iterator<Item = u16>) -> Vec<u16> {
    let mut ranks = Vec::with_capacity(starts.last().copied().unwrap_or(0));
    for bounds in starts.windows(2) {
        let mut rank = 0;
        for gap in gaps.by_ref().take(bounds[1] - bounds[0]) {
            rank += gap;
            ranks.push(rank);
        }
    }
    ranks
}

fn shorts(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.as_chunks().0.iter().map(|short| u16::from_le_bytes(*short))
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
        let pack = |plain: &[u8]| {
            let mut packed = Vec::new();
            let params = brotli::enc::BrotliEncoderParams::default();
            brotli::BrotliCompress(&mut &plain[..], &mut packed, &params)
                .unwrap_or_else(|error| panic!("{error}"));
            packed
        };
        let thesaurus = Thesaurus::open(&pack(&plain)).unwrap_or_else(|| panic!("it is whole"));
        assert_eq!(thesaurus.common().collect::<Vec<_>>(), [2, 0]);
        assert_eq!(thesaurus.near(0).collect::<Vec<_>>(), [(1, 0.42)]);
        assert_eq!(thesaurus.near(1).count(), 0);
        assert_eq!(thesaurus.near(2).collect::<Vec<_>>(), [(0, 0.44)]);
        for end in 0..plain.len() {
            assert!(Thesaurus::open(&pack(&plain[..end])).is_none(), "{end}");
        }
        assert!(Thesaurus::open(b"no Brotli").is_none());
    }
}
