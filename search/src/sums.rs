//! Adding up scores by passage, and taking the best articles out.

use crate::outline::Outline;
use crate::score;
use crate::searcher::Hit;

/// Stands for no passage.
const NONE: u32 = u32::MAX;

/// Sums per passage: of the variant, of the group, of the query. Between queries they are zero
/// everywhere, so that clearing costs as much as asking did, not as much as there are passages.
#[derive(Debug)]
pub(crate) struct Sums {
    frequencies: Vec<f32>,
    in_variant: Vec<u32>,
    group: Vec<f32>,
    in_group: Vec<u32>,
    totals: Vec<Total>,
    touched: Vec<u32>,
    /// Best passage of each document while the best documents are found.
    best_of: Vec<u32>,
    docs: Vec<u32>,
    /// Documents whose title has a variant of the group, some more than once.
    title_group: Vec<u32>,
    /// Groups, fillers apart, that each title has, and the last of them; then which titles have any.
    title_hits: Vec<(u32, u32)>,
    titled: Vec<u32>,
    /// Groups that are no fillers.
    num_telling: u32,
    /// For each document: the group's best passage, and the sum of these over the groups.
    group_of_doc: Vec<f32>,
    docs_in_group: Vec<u32>,
    doc_scores: Vec<f32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Total {
    score: f32,
    /// Weight of the groups that the passage contains.
    covered: f32,
}

impl Sums {
    pub(crate) fn new(outline: &Outline) -> Self {
        let passages = outline.num_passages();
        Self {
            frequencies: vec![0.0; passages],
            in_variant: Vec::new(),
            group: vec![0.0; passages],
            in_group: Vec::new(),
            totals: vec![Total::default(); passages],
            touched: Vec::new(),
            best_of: vec![NONE; outline.num_docs()],
            docs: Vec::new(),
            title_group: Vec::new(),
            title_hits: vec![(0, 0); outline.num_docs()],
            titled: Vec::new(),
            num_telling: 0,
            group_of_doc: vec![0.0; outline.num_docs()],
            docs_in_group: Vec::new(),
            doc_scores: vec![0.0; outline.num_docs()],
        }
    }

    /// Adds to the variant's frequency in a passage.
    #[inline]
    pub(crate) fn add(&mut self, passage: u32, frequency: f32) {
        let sum = &mut self.frequencies[passage as usize];
        if *sum == 0.0 {
            self.in_variant.push(passage);
        }
        *sum += frequency;
    }

    /// Notes that the title of a document has a variant of the group.
    #[inline]
    pub(crate) fn in_title(&mut self, doc: u32) {
        self.title_group.push(doc);
    }

    /// Saturates the variant's frequencies; the group keeps its best variant.
    pub(crate) fn end_variant(&mut self, weight: f32) {
        for &passage in &self.in_variant {
            let frequency = std::mem::take(&mut self.frequencies[passage as usize]);
            let score = weight * score::saturate(frequency);
            let best = &mut self.group[passage as usize];
            if *best == 0.0 {
                self.in_group.push(passage);
            }
            *best = best.max(score);
        }
        self.in_variant.clear();
    }

    /// Adds the group's best variants to the query's scores.
    pub(crate) fn end_group(&mut self, outline: &Outline, weight: f32, telling: bool) {
        self.num_telling += u32::from(telling);
        for doc in self.title_group.drain(..).filter(|_| telling) {
            let (hits, last) = &mut self.title_hits[doc as usize];
            if *hits == 0 {
                self.titled.push(doc);
            }
            // Variants of one group count once.
            *hits += u32::from(*hits == 0 || *last != self.num_telling);
            *last = self.num_telling;
        }
        let weight = weight.max(f32::MIN_POSITIVE);
        for &passage in &self.in_group {
            let total = &mut self.totals[passage as usize];
            if total.covered == 0.0 {
                self.touched.push(passage);
            }
            let score = std::mem::take(&mut self.group[passage as usize]);
            total.score += score;
            total.covered += weight;
            let doc = outline.doc_of_passage(passage);
            let best = &mut self.group_of_doc[doc as usize];
            if *best == 0.0 {
                self.docs_in_group.push(doc);
            }
            *best = best.max(score);
        }
        self.in_group.clear();
        for doc in self.docs_in_group.drain(..) {
            self.doc_scores[doc as usize] += std::mem::take(&mut self.group_of_doc[doc as usize]);
        }
    }

    /// Raises documents whose title says what the query says, and little else.
    pub(crate) fn favour_titles(&mut self, outline: &Outline, title_words: &[u32]) {
        for doc in self.titled.drain(..) {
            let (hits, _) = std::mem::take(&mut self.title_hits[doc as usize]);
            let factor = score::title_factor(hits, title_words[doc as usize], self.num_telling);
            self.doc_scores[doc as usize] *= factor;
            for passage in outline.passages_of_doc(doc) {
                self.totals[passage as usize].score *= factor;
            }
        }
        self.num_telling = 0;
    }

    /// The best documents, at most `limit`, each by its best passage; and how much of the query
    /// the very best passage covers. Equal scores come in reading order.
    pub(crate) fn take_best(&mut self, outline: &Outline, limit: usize) -> (Vec<Hit>, f32) {
        for &passage in &self.touched {
            let doc = outline.doc_of_passage(passage);
            let best = &mut self.best_of[doc as usize];
            if *best == NONE {
                self.docs.push(doc);
                *best = passage;
                continue;
            }
            let (old, new) =
                (self.totals[*best as usize].score, self.totals[passage as usize].score);
            if new > old || (new == old && passage < *best) {
                *best = passage;
            }
        }
        let mut hits: Vec<Hit> = Vec::with_capacity(limit.min(self.docs.len()) + 1);
        for &doc in &self.docs {
            let passage = std::mem::replace(&mut self.best_of[doc as usize], NONE);
            let elsewhere = std::mem::take(&mut self.doc_scores[doc as usize]);
            let score = score::of_document(self.totals[passage as usize].score, elsewhere);
            let better = |hit: &Hit| hit.score > score || (hit.score == score && hit.doc < doc);
            if hits.len() == limit && hits.last().is_none_or(better) {
                continue;
            }
            let section = outline.section_of_passage(passage) - outline.sections_of(doc).start;
            hits.insert(hits.partition_point(better), Hit { doc, section, score, passage });
            hits.truncate(limit);
        }
        let covered = hits.first().map_or(0.0, |hit| self.totals[hit.passage as usize].covered);
        for &passage in &self.touched {
            self.totals[passage as usize] = Total::default();
        }
        self.touched.clear();
        self.docs.clear();
        (hits, covered)
    }
}
