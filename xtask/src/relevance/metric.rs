//! How good a ranking is: nDCG@10, success at one and at five, and queries without an answer.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use crate::relevance::run::{Run, document_id};

/// How far down a ranking counts.
const DEPTH: usize = 10;

/// The articles that answer each query, with their grades.
#[derive(Debug, Default)]
pub(crate) struct Judgements(BTreeMap<String, BTreeMap<String, u32>>);

/// The figures of one ranking, as means over its queries.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Figures {
    /// Judged queries that were asked.
    pub(crate) queries: usize,
    pub(crate) ndcg: f64,
    /// Share of queries whose first result is an answer.
    pub(crate) success_at_1: f64,
    /// Share of queries with an answer among the first five results.
    pub(crate) success_at_5: f64,
    /// Share of queries without any result.
    pub(crate) none: f64,
}

impl Judgements {
    /// Reads lines `query<TAB>article<TAB>grade`.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut judgements = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            let mut fields = line.trim_end_matches('\r').split('\t');
            let (Some(query), Some(article), Some(grade)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let grade = grade
                .trim()
                .parse()
                .with_context(|| format!("line {number} of qrels.tsv has the grade `{grade}`"))?;
            let of_query = judgements.0.entry(query.to_owned()).or_default();
            of_query.insert(document_id(article), grade);
        }
        Ok(judgements)
    }

    /// Measures a run over all queries that were asked. One that nothing answers says nothing
    /// about a ranking and is left out.
    pub(crate) fn measure<'q>(
        &self,
        asked: impl IntoIterator<Item = &'q str>,
        run: &Run,
    ) -> Figures {
        let mut sums = Figures::default();
        for query in asked {
            let Some(grades) = self.0.get(query).filter(|g| g.values().any(|grade| *grade > 0))
            else {
                continue;
            };
            let ranking = run.ranking(query);
            let found: Vec<u32> =
                ranking.iter().map(|article| grades.get(article).copied().unwrap_or(0)).collect();
            sums.queries += 1;
            sums.ndcg += ndcg(&found, grades.values().copied().collect());
            sums.success_at_1 += share(found.iter().take(1).any(|grade| *grade > 0));
            sums.success_at_5 += share(found.iter().take(5).any(|grade| *grade > 0));
            sums.none += share(ranking.is_empty());
        }
        let mean = |sum: f64| sum / sums.queries.max(1) as f64;
        Figures {
            queries: sums.queries,
            ndcg: mean(sums.ndcg),
            success_at_1: mean(sums.success_at_1),
            success_at_5: mean(sums.success_at_5),
            none: mean(sums.none),
        }
    }
}

fn share(yes: bool) -> f64 {
    if yes { 1.0 } else { 0.0 }
}

/// Normalised discounted cumulative gain: the gain 2^grade − 1 counts less the lower its article
/// stands, in relation to the best order of all answers (Burges et al. 2005).
fn ndcg(found: &[u32], mut grades: Vec<u32>) -> f64 {
    grades.sort_unstable_by(|a, b| b.cmp(a));
    let best = dcg(&grades);
    if best > 0.0 { dcg(found) / best } else { 0.0 }
}

fn dcg(grades: &[u32]) -> f64 {
    let gains = grades.iter().take(DEPTH).enumerate();
    gains.map(|(at, grade)| (f64::from(*grade).exp2() - 1.0) / ((at + 2) as f64).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn ndcg_is_what_is_worked_out_by_hand() {
        // Grades 3 and 1; found in the order 1, 0, 3: 1/1 + 0 + 7/2 = 4.5 of 7/1 + 1/log2(3).
        assert_near(ndcg(&[1, 0, 3], vec![3, 1]), 4.5 / (7.0 + 0.630_929_75));
        assert_near(ndcg(&[3, 1], vec![1, 3]), 1.0);
        assert_near(ndcg(&[0, 1], vec![1]), 0.630_929_75);
        assert_near(ndcg(&[], vec![1]), 0.0);
    }

    #[test]
    fn what_stands_below_the_tenth_place_does_not_count() {
        let mut found = vec![0; 10];
        found.push(1);
        assert_near(ndcg(&found, vec![1]), 0.0);
        // Eleven answers: the best order has ten of them among the first ten.
        assert_near(ndcg(&[1; 10], vec![1; 11]), 1.0);
    }

    #[test]
    fn figures_are_means_over_the_judged_queries() {
        let judgements = Judgements::parse("q1\ta b\t1\nq2\tc\t2\nq2\td\t1\nq3\te\t0\n").unwrap();
        let run = Run::parse("q1 Q0 a%20b 1 2.0 x\nq2 Q0 z 1 3.0 x\nq2 Q0 c 2 1.0 x\n").unwrap();
        let figures = judgements.measure(["q1", "q2", "q3", "q4"], &run);
        assert_eq!(figures.queries, 2, "q3 has no answer, q4 no judgement");
        // q2: 3/log2(3) of 3 + 1/log2(3).
        let second = 3.0 * 0.630_929_75 / (3.0 + 0.630_929_75);
        assert_near(figures.ndcg, (1.0 + second) / 2.0);
        assert_near(figures.success_at_1, 0.5);
        assert_near(figures.success_at_5, 1.0);
        assert_near(figures.none, 0.0);
        let nothing = judgements.measure(["q1", "q2"], &Run::default());
        assert_near(nothing.none, 1.0);
    }

    #[test]
    fn a_grade_that_is_no_number_is_named() {
        let error = Judgements::parse("q1\ta\t1\nq1\tb\tgood\n").unwrap_err();
        assert_eq!(error.to_string(), "line 2 of qrels.tsv has the grade `good`");
    }
}
