//! Runs for measuring relevance and speed: a file of queries in, a TREC run and timings out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use docent_search::Reading;
use serde::Serialize;

use super::site::OpenSite;

/// How long things took inside this process, in milliseconds.
#[derive(Debug, Serialize)]
struct Timings {
    load_ms: f64,
    query_ms: BTreeMap<String, f64>,
}

/// Asks every query and writes the answers, best first.
pub(super) fn measure(
    site: &mut OpenSite,
    queries: &Path,
    run: &Path,
    timings: Option<&Path>,
    limit: usize,
    reading: Reading,
) -> Result<()> {
    let text = std::fs::read_to_string(queries)
        .with_context(|| format!("cannot read the queries `{}`", queries.display()))?;
    let mut lines = String::new();
    let mut query_ms = BTreeMap::new();
    for (id, query) in parse(&text).with_context(|| format!("in `{}`", queries.display()))? {
        let start = Instant::now();
        let results = site.searcher.search_as(query, limit, reading);
        query_ms.insert(id.to_owned(), milliseconds(start.elapsed()));
        for (rank, hit) in results.hits.iter().enumerate() {
            let Some(stored) = site.searcher.index().document(hit.doc) else { continue };
            let _ = writeln!(
                lines,
                "{id} Q0 {} {} {:.6} docent",
                document_id(&stored.path),
                rank + 1,
                hit.score
            );
        }
    }
    let save = |path: &Path, text: String| {
        std::fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
    };
    save(run, lines)?;
    if let Some(path) = timings {
        let timings = Timings { load_ms: milliseconds(site.load_time), query_ms };
        save(path, serde_json::to_string_pretty(&timings)? + "\n")?;
    }
    Ok(())
}

/// Pairs of id and query.
fn parse(text: &str) -> Result<Vec<(&str, &str)>> {
    let mut queries = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        match line.split_once('\t') {
            Some((id, query)) if !id.is_empty() && !id.contains(char::is_whitespace) => {
                queries.push((id, query))
            }
            _ => bail!("line {number} is not `id<TAB>query`: `{line}`"),
        }
    }
    Ok(queries)
}

/// A path as the fields of a run can hold it.
fn document_id(path: &str) -> String {
    path.replace(' ', "%20")
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read_line_by_line() {
        let queries = parse("\u{feff}q1\tmoney back\r\n\nq2\t\n").unwrap_or_default();
        assert_eq!(queries, [("q1", "money back"), ("q2", "")]);
        let error = parse("q1\tx\nq2 no tab\n").err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("line 2 is not `id<TAB>query`: `q2 no tab`"));
    }

    #[test]
    fn blanks_in_document_ids_are_encoded() {
        assert_eq!(document_id("Store Support/a b"), "Store%20Support/a%20b");
    }
}
