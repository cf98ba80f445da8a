//! Writing the supplement: headings, and words that mean something close.

use std::collections::BTreeMap;

use super::Written;
use super::lists::Ascending;
use crate::format::{Pieces, SUPPLEMENT_MAGIC, SupplementPart, encode, push_varint};
use crate::supplement::WEIGHT_STEPS;

/// A word and what means something close to it.
#[derive(Clone, Debug, PartialEq)]
pub struct RelatedWord {
    /// The word, folded; in the dictionary or not.
    pub word: String,
    /// Terms of the dictionary, each with the share of a match that it counts, above 0, up to 1.
    pub terms: Vec<(u32, f32)>,
}

impl Written {
    /// Writes the supplement of this index. Words that share a term share what is related to it.
    #[must_use]
    pub fn supplement(&self, related: &[RelatedWord]) -> Vec<u8> {
        let mut by_word: BTreeMap<&str, Vec<(u32, u8)>> = BTreeMap::new();
        let mut by_term: BTreeMap<u32, Vec<(u32, u8)>> = BTreeMap::new();
        for entry in related {
            let known = self.words.binary_search_by(|known| known.word.as_str().cmp(&entry.word));
            let own = known.ok().map(|at| self.words[at].term);
            let list = match own {
                Some(term) => by_term.entry(term).or_default(),
                None => by_word.entry(&entry.word).or_default(),
            };
            for (term, weight) in &entry.terms {
                let steps = (weight * WEIGHT_STEPS).round() as u8;
                match list.iter_mut().find(|(known, _)| known == term) {
                    Some((_, known)) => *known = steps.max(*known),
                    None if Some(*term) != own && steps > 0 => list.push((*term, steps)),
                    None => {}
                }
            }
        }
        by_word.retain(|_, list| !list.is_empty());
        by_term.retain(|_, list| !list.is_empty());
        self.encode_supplement(&by_word, &by_term)
    }

    fn encode_supplement(
        &self,
        by_word: &BTreeMap<&str, Vec<(u32, u8)>>,
        by_term: &BTreeMap<u32, Vec<(u32, u8)>>,
    ) -> Vec<u8> {
        let mut parts: [Pieces; SupplementPart::COUNT] = Default::default();
        let mut part = |part: SupplementPart, bytes: Vec<u8>| parts[part as usize] = bytes.into();
        part(SupplementPart::IndexChecksum, self.checksum.to_vec());
        part(SupplementPart::HeadingSizes, self.headings.sizes.clone());
        part(SupplementPart::Headings, self.headings.data.clone());
        let (mut shared, mut sizes, mut words) = (Vec::new(), Vec::new(), Vec::new());
        let mut before: &[u8] = b"";
        for word in by_word.keys().map(|word| word.as_bytes()) {
            let same = word.iter().zip(before).take_while(|(a, b)| a == b).count();
            let same = same.min(usize::from(u8::MAX));
            shared.push(same as u8);
            push_varint(&mut sizes, (word.len() - same) as u32);
            words.extend_from_slice(&word[same..]);
            before = word;
        }
        part(SupplementPart::WordShared, shared);
        part(SupplementPart::WordSizes, sizes);
        part(SupplementPart::Words, words);
        let by_number: Ascending = by_term.keys().copied().collect();
        part(SupplementPart::TermGaps, by_number.gaps);
        let (mut counts, mut terms, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for list in by_word.values().chain(by_term.values()) {
            let list = &list[..list.len().min(usize::from(u8::MAX))];
            counts.push(list.len() as u8);
            for (term, steps) in list {
                push_varint(&mut terms, *term);
                weights.push(*steps);
            }
        }
        part(SupplementPart::RelatedCounts, counts);
        part(SupplementPart::RelatedTerms, terms);
        part(SupplementPart::RelatedWeights, weights);
        encode(SUPPLEMENT_MAGIC, parts)
    }
}
