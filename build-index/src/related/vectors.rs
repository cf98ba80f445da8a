//! The word vectors that come with the build tool, and the words and opposites beside them.
//!
//! `data/english.vectors` is made by `data/make_vectors.py`. It is a Brotli stream of
//!
//! | Size | What |
//! | --- | --- |
//! | 8 | `DOCENTWV` |
//! | 4 × 4 | numbers, little-endian: words, dimensions, bytes of the words, bytes of the opposites |
//! | | the words, one a line, most frequent first |
//! | | pairs of opposites, one a line |
//! | words × dimensions | the vectors, a signed byte a number: first the first number of every word |

use std::io::Read as _;
use std::ops::Range;
use std::sync::OnceLock;

use ndarray::Array2;

const MAGIC: &[u8] = b"DOCENTWV";
const HEAD: usize = 24;

/// Word vectors of one language.
#[derive(Debug)]
pub(super) struct Vectors {
    plain: Vec<u8>,
    /// Where each word stands.
    words: Vec<Range<usize>>,
    opposites: Range<usize>,
    numbers: Range<usize>,
    dimensions: usize,
    /// Numbers of the words, by the words' places in the alphabet.
    by_alphabet: Vec<u32>,
}

impl Vectors {
    /// Those of English.
    ///
    /// # Panics
    ///
    /// If the file that is built in is damaged, which a test rules out.
    pub(super) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Vectors> = OnceLock::new();
        const PACKED: &[u8] = include_bytes!("../../data/english.vectors");
        ENGLISH.get_or_init(|| Self::open(PACKED).expect("the file that is built in is whole"))
    }

    fn open(packed: &[u8]) -> Option<Self> {
        let mut plain = Vec::new();
        brotli::Decompressor::new(packed, 1 << 16).read_to_end(&mut plain).ok()?;
        let head = plain.get(..HEAD)?.strip_prefix(MAGIC)?;
        let mut sizes = head.as_chunks().0.iter().map(|size| u32::from_le_bytes(*size) as usize);
        let (count, dimensions) = (sizes.next()?, sizes.next()?);
        let (words_len, opposites_len) = (sizes.next()?, sizes.next()?);
        let opposites = HEAD + words_len..HEAD + words_len + opposites_len;
        let numbers = opposites.end..opposites.end + count * dimensions;
        let text = std::str::from_utf8(plain.get(HEAD..opposites.end)?).ok()?;
        let mut at = HEAD;
        let words: Vec<_> = text[..words_len]
            .split('\n')
            .map(|word| {
                let start = at;
                at += word.len() + 1;
                start..start + word.len()
            })
            .collect();
        if words.len() != count || numbers.end != plain.len() {
            return None;
        }
        let mut by_alphabet: Vec<u32> = (0..u32::try_from(count).ok()?).collect();
        by_alphabet.sort_by_key(|number| &plain[words[*number as usize].clone()]);
        Some(Self { plain, words, opposites, numbers, dimensions, by_alphabet })
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word, by its number; the most frequent is 0.
    pub(super) fn word(&self, number: usize) -> &str {
        self.text(&self.words[number])
    }

    /// The number of a word.
    pub(super) fn number(&self, word: &str) -> Option<usize> {
        let place =
            self.by_alphabet.binary_search_by(|number| self.word(*number as usize).cmp(word));
        place.ok().map(|place| self.by_alphabet[place] as usize)
    }

    /// Pairs of opposites, one a line.
    pub(super) fn opposites(&self) -> &str {
        self.text(&self.opposites)
    }

    /// The vectors of some words. They are whole numbers of at most seven bits, so that sums of
    /// their products are exact in whatever order a processor adds them: the same content gives
    /// the same table on every machine.
    pub(super) fn rows(&self, words: &[usize]) -> Array2<f32> {
        let numbers = &self.plain[self.numbers.clone()];
        Array2::from_shape_fn((words.len(), self.dimensions), |(row, dimension)| {
            f32::from(numbers[dimension * self.len() + words[row]].cast_signed())
        })
    }

    /// How near two words are, from -1 to 1.
    pub(super) fn cosine(&self, one: usize, other: usize) -> f32 {
        let rows = self.rows(&[one, other]);
        let products = rows.dot(&rows.t());
        products[(0, 1)] / (products[(0, 0)] * products[(1, 1)]).sqrt().max(1.0)
    }

    fn text(&self, range: &Range<usize>) -> &str {
        // Checked when opened; words are cut at line ends.
        std::str::from_utf8(&self.plain[range.clone()]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_is_built_in_is_whole() {
        let vectors = Vectors::english();
        assert!(vectors.len() >= 40_000);
        assert_eq!(vectors.word(0), "the");
        let cancel = vectors.number("cancel").unwrap_or_else(|| panic!("a common word"));
        assert_eq!(vectors.word(cancel), "cancel");
        assert_eq!(vectors.number("qqqq"), None);
        assert!(vectors.opposites().lines().any(|pair| pair == "disable enable"));
    }

    #[test]
    fn a_damaged_file_does_not_open() {
        let mut plain = Vec::from(MAGIC);
        for number in [2_u32, 1, 3, 3] {
            plain.extend(number.to_le_bytes());
        }
        plain.extend(b"a\nba b\x01\xff");
        let pack = |plain: &[u8]| {
            let mut packed = Vec::new();
            let params = brotli::enc::BrotliEncoderParams::default();
            brotli::BrotliCompress(&mut &plain[..], &mut packed, &params)
                .unwrap_or_else(|error| panic!("{error}"));
            packed
        };
        let vectors = Vectors::open(&pack(&plain)).unwrap_or_else(|| panic!("it is whole"));
        assert_eq!(vectors.rows(&[1, 0]).into_raw_vec_and_offset().0, [-1.0, 1.0]);
        for end in 0..plain.len() {
            assert!(Vectors::open(&pack(&plain[..end])).is_none(), "{end}");
        }
        assert!(Vectors::open(b"no Brotli").is_none());
    }
}
