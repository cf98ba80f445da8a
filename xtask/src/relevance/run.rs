//! What an engine answered, as `docent search --run` and the scripts of the peers write it: a
//! TREC run.

use std::collections::BTreeMap;

use anyhow::Result;

/// Articles by query, best first.
#[derive(Debug, Default)]
pub(crate) struct Run(BTreeMap<String, Vec<String>>);

impl Run {
    /// Reads lines `query Q0 article rank score engine`; their order is the ranking.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut run = Self::default();
        for line in text.lines() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [query, _, article, _, _, _] = fields[..] else {
                anyhow::bail!("`{line}` is no line of a run");
            };
            run.0.entry(query.to_owned()).or_default().push(article.to_owned());
        }
        Ok(run)
    }

    /// What a query found.
    pub(crate) fn ranking(&self, query: &str) -> &[String] {
        self.0.get(query).map_or(&[], Vec::as_slice)
    }
}

/// A path as the fields of a run can hold it.
pub(crate) fn document_id(path: &str) -> String {
    path.replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_read_in_its_order() {
        let run = Run::parse("q1 Q0 b 1 2.0 x\nq1 Q0 a%20c 2 2.0 x\n").unwrap();
        assert_eq!(run.ranking("q1"), ["b", "a%20c"]);
        assert!(run.ranking("q2").is_empty());
        let error = Run::parse("q1 Q0 a b 1 2.0 x\n").unwrap_err().to_string();
        assert_eq!(error, "`q1 Q0 a b 1 2.0 x` is no line of a run");
    }
}
