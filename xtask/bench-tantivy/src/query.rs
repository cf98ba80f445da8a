//! From what was typed to a query that forgives a typo in each word, and an unfinished last one.

use anyhow::Result;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::index::Opened;

/// A shorter word has too many neighbours.
const LETTERS: usize = 4;

/// When a word's neighbours are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum SetUp {
    /// Always
    #[value(name = "tantivy")]
    Every,
    /// For words that no article has
    #[value(name = "tantivy-care")]
    Unknown,
}

impl SetUp {
    pub(crate) fn parse(self, query: &str, opened: &Opened) -> Result<BooleanQuery> {
        let mut words = Vec::new();
        let mut analyzer = opened.analyzer.clone();
        analyzer.token_stream(query).process(&mut |token| words.push(token.text.clone()));
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let last = at + 1 == words.len();
            let distance =
                u8::from(word.chars().count() >= LETTERS && self.forgives(word, opened)?);
            for (field, boost) in opened.fields {
                let term = Term::from_field_text(field, word);
                let exact = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
                parts.push((Occur::Should, Box::new(BoostQuery::new(Box::new(exact), boost))));
                if let Some(near) = near(term, distance, last) {
                    parts.push((Occur::Should, Box::new(near)));
                }
            }
        }
        Ok(BooleanQuery::new(parts))
    }

    fn forgives(self, word: &str, opened: &Opened) -> Result<bool> {
        if self == Self::Every {
            return Ok(true);
        }
        let mut fields = opened.fields.iter().map(|(field, _)| *field);
        let known = |field: Field| opened.searcher.doc_freq(&Term::from_field_text(field, word));
        Ok(!fields
            .try_fold(false, |found, field| Ok::<_, anyhow::Error>(found || known(field)? > 0))?)
    }
}

/// The terms around a word; of the last word also their completions.
fn near(term: Term, distance: u8, last: bool) -> Option<FuzzyTermQuery> {
    match (last, distance) {
        (true, _) => Some(FuzzyTermQuery::new_prefix(term, distance, true)),
        (false, 0) => None,
        (false, _) => Some(FuzzyTermQuery::new(term, distance, true)),
    }
}
