//! Which sections an article has, and which passages a section has.

use std::ops::Range;

use crate::OpenError;
use crate::format::{Cursor, Layout, Part};
use crate::index::range_of;

/// Documents, sections and passages, each numbered from 0 in reading order.
#[derive(Debug)]
pub(crate) struct Outline {
    /// First section of each document, and one entry more.
    section_starts: Vec<u32>,
    /// First passage of each section, and one entry more.
    passage_starts: Vec<u32>,
    doc_of_section: Vec<u32>,
    section_of_passage: Vec<u32>,
    /// End of the sections that stand under each section, itself among them: up to the next
    /// heading of the same or a higher rank in its document.
    subtree_ends: Vec<u32>,
    levels: Vec<u8>,
}

impl Outline {
    /// Reads how many documents there are; per document, how many sections; per section, how many
    /// passages.
    pub(crate) fn open(data: &[u8], layout: &Layout) -> Result<Self, OpenError> {
        let malformed = || OpenError::Malformed { part: "outline" };
        let mut cursor = Cursor::new(layout.part(data, Part::Outline));
        let num_docs = cursor.varint().ok_or_else(malformed)?;
        let levels = layout.part(data, Part::Levels).to_vec();
        let mut shares = |count: usize, most: usize| -> Result<(Vec<u32>, Vec<u32>), OpenError> {
            let mut starts = vec![0];
            let mut owners = Vec::new();
            for owner in 0..count as u32 {
                let share = cursor.varint().filter(|share| *share > 0).ok_or_else(malformed)?;
                // A share beyond what can be there would ask for memory that nobody has.
                if share as usize > most - owners.len() {
                    return Err(malformed());
                }
                owners.resize(owners.len() + share as usize, owner);
                starts.push(owners.len() as u32);
            }
            Ok((starts, owners))
        };
        let (section_starts, doc_of_section) = shares(num_docs as usize, levels.len())?;
        // Each passage but the last of its section has a hundred words or more.
        let most = layout.part(data, Part::BodyFreqs).len() + levels.len();
        let (passage_starts, section_of_passage) = shares(levels.len(), most)?;
        if !cursor.is_at_end() || doc_of_section.len() != levels.len() {
            return Err(malformed());
        }
        let subtree_ends = subtree_ends(&section_starts, &levels);
        Ok(Self {
            section_starts,
            passage_starts,
            doc_of_section,
            section_of_passage,
            subtree_ends,
            levels,
        })
    }

    pub(crate) fn num_docs(&self) -> usize {
        self.section_starts.len() - 1
    }

    pub(crate) fn num_sections(&self) -> usize {
        self.levels.len()
    }

    pub(crate) fn num_passages(&self) -> usize {
        self.section_of_passage.len()
    }

    /// The document of each unit of the three fields: of each document, section and passage.
    pub(crate) fn docs_of_units(&self) -> [Vec<u32>; 3] {
        let of_passages = (0..self.num_passages() as u32).map(|unit| self.doc_of_passage(unit));
        [(0..self.num_docs() as u32).collect(), self.doc_of_section.clone(), of_passages.collect()]
    }

    pub(crate) fn section_of_passage(&self, passage: u32) -> u32 {
        self.section_of_passage[passage as usize]
    }

    pub(crate) fn doc_of_passage(&self, passage: u32) -> u32 {
        self.doc_of_section[self.section_of_passage(passage) as usize]
    }

    pub(crate) fn sections_of(&self, doc: u32) -> Range<u32> {
        range_of(&self.section_starts, doc)
    }

    /// Passages of an article.
    pub(crate) fn passages_of_doc(&self, doc: u32) -> Range<u32> {
        self.passages(self.sections_of(doc))
    }

    /// Passages for which a heading speaks: those of its section and of the sections below it.
    pub(crate) fn passages_under(&self, section: u32) -> Range<u32> {
        self.passages(section..self.subtree_ends[section as usize])
    }

    fn passages(&self, sections: Range<u32>) -> Range<u32> {
        let at = |section: u32| self.passage_starts[section as usize];
        at(sections.start)..at(sections.end)
    }

    /// Adds to each section's number those of the headings that it stands under.
    pub(crate) fn with_above(&self, own: Vec<u32>) -> Vec<u32> {
        let mut sums = own.clone();
        for (section, own) in own.into_iter().enumerate() {
            let below = section + 1..self.subtree_ends[section] as usize;
            sums[below].iter_mut().for_each(|sum| *sum = sum.saturating_add(own));
        }
        sums
    }
}

fn subtree_ends(section_starts: &[u32], levels: &[u8]) -> Vec<u32> {
    let mut ends = Vec::with_capacity(levels.len());
    for doc in section_starts.windows(2) {
        for section in doc[0]..doc[1] {
            let level = levels[section as usize];
            let below = &levels[section as usize + 1..doc[1] as usize];
            ends.push(section + 1 + below.iter().take_while(|next| **next > level).count() as u32);
        }
    }
    ends
}
