//! BM25F: how much one term says for one passage.
//!
//! The formula is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
//! Beyond" (2009), section 3.6: frequencies are weighed and normalised per field, added up, and
//! saturated once. The constants were measured on judged question sets; see `docs/ranking.md`.

/// Saturation: how many occurrences still add to a score. The optimum is flat around it.
const K1: f32 = 4.0;

/// Share of its weight that a filler word keeps. Fillers such as "how" and "who" tell questions
/// apart, so they stay.
pub(crate) const STOP_WORD_WEIGHT: f32 = 0.6;

/// Weight and length normalisation of a field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldWeight {
    weight: f32,
    /// 0: length does not matter; 1: frequencies count relative to length.
    b: f32,
}

/// Title and keywords.
pub(crate) const TITLE: FieldWeight = FieldWeight { weight: 4.0, b: 0.85 };
/// Headings above a passage.
pub(crate) const HEADING: FieldWeight = FieldWeight { weight: 1.75, b: 0.5 };
/// The passage itself.
pub(crate) const BODY: FieldWeight = FieldWeight { weight: 1.0, b: 0.5 };

impl FieldWeight {
    /// For units of those lengths: the factor by which an occurrence counts there.
    pub(crate) fn factors(self, lengths: &[u32]) -> Vec<f32> {
        let total: f32 = lengths.iter().map(|len| *len as f32).sum();
        let avg_len = (total / lengths.len().max(1) as f32).max(1.0);
        let factor = |len: &u32| self.weight / (1.0 - self.b + self.b * *len as f32 / avg_len);
        lengths.iter().map(factor).collect()
    }
}

/// What a title adds at most that says just what the query says.
const TITLE_MATCH: f32 = 0.2;

/// Factor on the score of a document: above 1 where the query has nearly all words of its title and
/// the title nearly all words of the query, fillers apart. Who types a title wants that article; the
/// fourth power leaves everything but near matches alone.
pub(crate) fn title_factor(hits: u32, title_words: u32, query_words: u32) -> f32 {
    let share = |of: u32| (hits as f32 / of.max(1) as f32).min(1.0);
    let both = share(title_words) * share(query_words);
    1.0 + TITLE_MATCH * (both * both) * (both * both)
}

/// Weight of what all passages of a document say together, beside its best passage.
const WHOLE: f32 = 0.8;

/// Score of a document whose best passage scores `best`, and whose groups, each in the passage
/// where it scores best, score `together`. Some questions are answered by no passage alone: their
/// words are spread over an article. Only the best occurrence of a word counts, so that an article
/// does not win by length.
pub(crate) fn of_document(best: f32, together: f32) -> f32 {
    (best + WHOLE * together) / (1.0 + WHOLE)
}

/// Inverse document frequency: how rare a term is among so many articles. Never negative.
pub(crate) fn idf(doc_freq: u32, num_docs: u32) -> f32 {
    let (n, df) = (num_docs as f32, doc_freq as f32);
    (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln()
}

/// Saturates the sum of a term's frequencies over the fields.
pub(crate) fn saturate(frequency: f32) -> f32 {
    (K1 + 1.0) * frequency / (frequency + K1)
}
