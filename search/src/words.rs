//! The words of the dictionary: sorted, in blocks, of each word only what differs from the one
//! before. An `fst` map finds the block.
//!
//! This is how Lucene keeps its terms (an FST over blocks of them), and for the same reason: an
//! `fst` of all words is quick, but its addresses do not pack. Under Brotli it takes nearly twice
//! the bytes of the words. The first words of the blocks, where reading can begin, are put together
//! when the index is opened.

use fst::raw::{Fst, Node, Output};

use crate::OpenError;
use crate::format::{Layout, Part};
use crate::index::varints;

/// Words of a block. Half as many cost half a kilobyte, and looking up is not noticeably quicker.
const BLOCK: usize = 32;

/// Where the blocks are, and the term of each word.
#[derive(Debug)]
pub(crate) struct Words {
    blocks: Vec<Block>,
    /// Number of the term of each word.
    terms: Vec<u32>,
}

#[derive(Debug)]
struct Block {
    first_word: Box<[u8]>,
    /// Where the bytes of its second word begin.
    rest: u32,
}

impl Words {
    /// Reads every word once, so that reading one later cannot fail.
    pub(crate) fn open(bytes: &[u8], layout: &Layout) -> Result<Self, OpenError> {
        Self::read(bytes, layout).ok_or(OpenError::Malformed { part: "dictionary" })
    }

    fn read(bytes: &[u8], layout: &Layout) -> Option<Self> {
        Fst::new(layout.part(bytes, Part::Blocks)).ok()?;
        let shared = layout.part(bytes, Part::WordShared);
        let sizes = layout.part(bytes, Part::WordSizes);
        let rests = std::str::from_utf8(layout.part(bytes, Part::WordRests)).ok()?;
        let mut terms = varints(layout.part(bytes, Part::WordTerms), "dictionary").ok()?;
        if shared.len() != sizes.len() || terms.len() != sizes.len() {
            return None;
        }
        let mut blocks = Vec::with_capacity(sizes.len() / BLOCK + 1);
        let (mut word, mut start, mut next_term) = (String::new(), 0, 0);
        for (at, size) in sizes.iter().map(|size| usize::from(*size)).enumerate() {
            let shared = usize::from(shared[at]);
            if !word.is_char_boundary(shared) {
                return None;
            }
            word.truncate(shared);
            word.push_str(rests.get(start..start + size)?);
            start += size;
            if at.is_multiple_of(BLOCK) {
                blocks.push(Block { first_word: word.as_bytes().into(), rest: start as u32 });
            }
            let back = terms[at];
            terms[at] = u32::checked_sub(next_term, back)?;
            next_term += u32::from(back == 0);
        }
        (start == rests.len()).then_some(Self { blocks, terms })
    }
}

/// The words of an opened index.
#[derive(Clone, Copy)]
pub(crate) struct WordList<'i> {
    words: &'i Words,
    map: &'i [u8],
    shared: &'i [u8],
    sizes: &'i [u8],
    rests: &'i [u8],
}

impl<'i> WordList<'i> {
    pub(crate) fn new(words: &'i Words, bytes: &'i [u8], layout: &Layout) -> Self {
        let part = |part| layout.part(bytes, part);
        Self {
            words,
            map: part(Part::Blocks),
            shared: part(Part::WordShared),
            sizes: part(Part::WordSizes),
            rests: part(Part::WordRests),
        }
    }

    /// From the first word on.
    pub(crate) fn all(self) -> Scan<'i> {
        Scan { list: self, next: 0, rest: 0, word: Vec::new() }
    }

    /// Brings a scan to the first word that is not before `word`.
    pub(crate) fn seek(self, word: &str) -> Scan<'i> {
        let number = self.block_of(word).unwrap_or_default();
        let Some(block) = self.words.blocks.get(number) else { return self.all() };
        let mut scan = Scan {
            list: self,
            next: number * BLOCK + 1,
            rest: block.rest as usize,
            word: block.first_word.to_vec(),
        };
        let wanted = word.as_bytes();
        while scan.word() < wanted {
            let alike = shared_letters(scan.word(), wanted);
            // What shares more with this word than the wanted one does comes before that, too;
            // what shares less comes after it.
            scan.pass_over(alike + 1);
            let shared = scan.shared_by_next();
            if !scan.advance() || shared < alike {
                break;
            }
        }
        scan
    }

    /// The last block whose words do not all come after `word`; the first has no entry.
    fn block_of(self, word: &str) -> Option<usize> {
        // Opening is a look at the last bytes; it was tried when the index was opened.
        let map = Fst::new(self.map).ok()?;
        let mut found = None;
        let (mut node, mut output) = (map.root(), Output::zero());
        for byte in word.bytes() {
            if node.is_final() {
                found = Some(output.cat(node.final_output()));
            }
            let before = node.transitions().take_while(|way| way.inp < byte).last();
            if let Some(way) = before {
                found = Some(last_below(&map, map.node(way.addr), output.cat(way.out)));
            }
            let Some(at) = node.find_input(byte) else {
                return found.map(|block| block.value() as usize);
            };
            let way = node.transition(at);
            output = output.cat(way.out);
            node = map.node(way.addr);
        }
        if node.is_final() {
            found = Some(output.cat(node.final_output()));
        }
        found.map(|block| block.value() as usize)
    }
}

/// Bytes of the letters that two words have in common at their beginning.
fn shared_letters(one: &[u8], other: &[u8]) -> usize {
    let alike = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let begins_letter = |at: &usize| one.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
    (0..=alike).rev().find(begins_letter).unwrap_or_default()
}

/// What the last key below a node stands for.
fn last_below<'m>(map: &'m Fst<&[u8]>, mut node: Node<'m>, mut output: Output) -> Output {
    while let Some(way) = node.len().checked_sub(1).map(|last| node.transition(last)) {
        output = output.cat(way.out);
        node = map.node(way.addr);
    }
    output.cat(node.final_output())
}

/// Goes from word to word.
pub(crate) struct Scan<'i> {
    list: WordList<'i>,
    /// Number of the next word, and where its bytes begin.
    next: usize,
    rest: usize,
    word: Vec<u8>,
}

impl Scan<'_> {
    /// Goes on to the next word. False at the end.
    #[inline]
    pub(crate) fn advance(&mut self) -> bool {
        let Some(&size) = self.list.sizes.get(self.next) else {
            self.word.clear();
            return false;
        };
        let end = self.rest + usize::from(size);
        self.word.truncate(self.shared_by_next());
        self.word.extend_from_slice(self.list.rests.get(self.rest..end).unwrap_or_default());
        self.rest = end;
        self.next += 1;
        true
    }

    /// Passes over the words that go on like the present one up to so many bytes.
    #[inline]
    pub(crate) fn pass_over(&mut self, beginning: usize) {
        let shared = self.list.shared.get(self.next..).unwrap_or_default();
        let sizes = self.list.sizes.get(self.next..).unwrap_or_default();
        for (_, size) in shared.iter().zip(sizes).take_while(|(s, _)| usize::from(**s) >= beginning)
        {
            self.rest += usize::from(*size);
            self.next += 1;
        }
    }

    /// Bytes that the next word shares with this one; 0 at the end.
    #[inline]
    pub(crate) fn shared_by_next(&self) -> usize {
        self.list.shared.get(self.next).copied().unwrap_or_default().into()
    }

    /// The present word; empty at the end.
    pub(crate) fn word(&self) -> &[u8] {
        &self.word
    }

    /// Number of the present word's term.
    pub(crate) fn term(&self) -> Option<u32> {
        self.list.words.terms.get(self.next.checked_sub(1)?).copied()
    }
}

/// Writes sorted words.
#[cfg(feature = "writer")]
#[derive(Debug, Default)]
pub(crate) struct WordWriter {
    /// What each block but the first begins with, as far as it tells it from the word before.
    beginnings: Vec<Vec<u8>>,
    before: String,
    next_term: u32,
    pub(crate) shared: Vec<u8>,
    pub(crate) sizes: Vec<u8>,
    pub(crate) rests: Vec<u8>,
    pub(crate) terms: Vec<u8>,
}

#[cfg(feature = "writer")]
impl WordWriter {
    /// Adds a word, which comes after those before it, and the number of its term. New numbers
    /// come in their order.
    ///
    /// # Panics
    ///
    /// If words are not sorted, come twice, or are longer than words are.
    pub(crate) fn push(&mut self, word: &str, term: u32) {
        let shared = shared_letters(word.as_bytes(), self.before.as_bytes());
        let number = self.sizes.len();
        if number > 0 && number.is_multiple_of(BLOCK) {
            let alike = self.before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
            self.beginnings.push(word.as_bytes()[..=alike].to_vec());
        }
        let byte = |len: usize| u8::try_from(len).expect("words have at most 40 letters");
        self.shared.push(byte(shared));
        self.sizes.push(byte(word.len() - shared));
        self.rests.extend_from_slice(&word.as_bytes()[shared..]);
        let back = self.next_term - term;
        crate::format::push_varint(&mut self.terms, back);
        self.next_term += u32::from(back == 0);
        self.before = word.to_owned();
    }

    /// The map of the blocks.
    pub(crate) fn map(&self) -> Vec<u8> {
        let mut map = fst::raw::Builder::memory();
        for (beginning, block) in self.beginnings.iter().zip(1..) {
            map.insert(beginning, block).expect("words come sorted");
        }
        map.into_inner().expect("memory does not fail")
    }
}

#[cfg(all(test, feature = "writer"))]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::{MAGIC, Pieces, encode};

    /// Words as an index has them, each a term of its own.
    pub(crate) struct Dictionary {
        bytes: Vec<u8>,
        layout: Layout,
        words: Words,
    }

    impl Dictionary {
        pub(crate) fn of(words: &[String]) -> Self {
            let mut writer = WordWriter::default();
            for (term, word) in words.iter().enumerate() {
                writer.push(word, term as u32);
            }
            let mut parts: [Pieces; Part::COUNT] = Default::default();
            parts[Part::Blocks as usize] = writer.map().into();
            parts[Part::WordShared as usize] = writer.shared.into();
            parts[Part::WordSizes as usize] = writer.sizes.into();
            parts[Part::WordRests as usize] = writer.rests.into();
            parts[Part::WordTerms as usize] = writer.terms.into();
            let bytes = encode(MAGIC, parts);
            let layout = Layout::decode(&bytes, MAGIC, Part::COUNT).expect("just written");
            let words = Words::open(&bytes, &layout).expect("just written");
            Self { bytes, layout, words }
        }

        pub(crate) fn list(&self) -> WordList<'_> {
            WordList::new(&self.words, &self.bytes, &self.layout)
        }
    }

    proptest! {
        #[test]
        fn seeking_agrees_with_a_sorted_list(
            mut words in proptest::collection::vec("[a-cé退]{1,6}", 0..400),
            wanted in proptest::collection::vec("[a-dé退]{0,7}", 20),
        ) {
            words.sort();
            words.dedup();
            let dictionary = Dictionary::of(&words);
            for wanted in wanted {
                let at = words.partition_point(|word| *word < wanted);
                let mut scan = dictionary.list().seek(&wanted);
                for (term, word) in words.iter().enumerate().skip(at) {
                    prop_assert_eq!(scan.word(), word.as_bytes());
                    prop_assert_eq!(scan.term(), Some(term as u32));
                    scan.advance();
                }
                prop_assert_eq!(scan.word(), b"");
            }
        }
    }
}
