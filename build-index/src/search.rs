//! `docent search`: what a customer would see, and runs for measuring relevance.
//!
//! It opens the built files with the same reader and ranking as the widget.

pub(crate) mod engine;
mod explain;
mod measure;
pub(crate) mod site;

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use docent_search::{Explanation, Reading, Results, Snippet};
use serde_json::json;

use crate::render::print;
use site::OpenSite;

/// How long a snippet is, in characters; the same as in the widget.
const SNIPPET_CHARS: usize = 180;

/// Options of `docent search`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What to search for, as a customer would type it
    #[arg(required_unless_present = "queries")]
    words: Vec<String>,
    /// Folder that `docent build` wrote
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// Language to search in; the default one of the site if left out
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// How many articles to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Show for every hit what each word adds to its score
    #[arg(long, conflicts_with = "queries")]
    explain: bool,
    /// Take every word as it is written: no corrections, no close words
    #[arg(long)]
    literal: bool,
    /// Print JSON
    #[arg(long, conflicts_with = "queries")]
    json: bool,
    /// Ask every query of a file with lines `id<TAB>query`
    #[arg(long, value_name = "FILE", requires = "run", conflicts_with = "words")]
    queries: Option<PathBuf>,
    /// Write the answers as a TREC run
    #[arg(long, value_name = "FILE", requires = "queries")]
    run: Option<PathBuf>,
    /// Write how long loading and each query took, as JSON
    #[arg(long, value_name = "FILE", requires = "queries")]
    timings: Option<PathBuf>,
}

impl Args {
    fn reading(&self) -> Reading {
        if self.literal { Reading::Literal } else { Reading::Generous }
    }
}

/// Runs the subcommand.
///
/// # Errors
///
/// If the site cannot be read, or the files of a measurement cannot.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let mut site = OpenSite::open(&args.site, args.lang.as_deref())?;
    if let (Some(queries), Some(run)) = (&args.queries, &args.run) {
        let timings = args.timings.as_deref();
        measure::measure(&mut site, queries, run, timings, args.limit, args.reading())?;
        return Ok(ExitCode::SUCCESS);
    }
    let query = args.words.join(" ");
    if query.trim().is_empty() {
        bail!("there is nothing to search for; write the words after the options");
    }
    let answer = Answer::of(&mut site, query, args)?;
    if args.json {
        print(&format!("{:#}\n", answer.json()));
    } else {
        print(&answer.text(std::io::stdout().is_terminal()));
    }
    Ok(ExitCode::SUCCESS)
}

/// A query with everything that is shown for it.
struct Answer {
    query: String,
    lang: String,
    results: Results,
    hits: Vec<ShownHit>,
}

/// A hit with what its article page adds.
struct ShownHit {
    title: String,
    /// The language that the article is written in.
    lang: String,
    path: String,
    slug: String,
    heading: String,
    section: u32,
    score: f32,
    url: String,
    snippet: Snippet,
    /// What each word adds, if that was asked for.
    explanation: Option<Explanation>,
}

impl Answer {
    fn of(site: &mut OpenSite, query: String, args: &Args) -> Result<Self> {
        let results = site.searcher.search_as(&query, args.limit, args.reading());
        let mut hits = Vec::with_capacity(results.hits.len());
        for hit in &results.hits {
            let index = site.searcher.index();
            let Some(stored) = index.document(hit.doc) else { continue };
            let page = site.page(&stored.page)?;
            let section = page.sections.get(hit.section as usize);
            let html = section.map_or("", |section| section.html.as_str());
            let explanation =
                args.explain.then(|| site.searcher.explain(&query, args.reading(), hit));
            let anchor = section.filter(|section| !section.id.is_empty());
            let anchor = anchor.map(|section| format!("#{}", section.id)).unwrap_or_default();
            hits.push(ShownHit {
                title: stored.title.to_owned(),
                lang: page.lang.clone(),
                heading: site.searcher.heading(hit.doc, hit.section).to_owned(),
                path: stored.path,
                slug: stored.slug,
                section: hit.section,
                score: hit.score,
                url: format!("{}{anchor}", page.url),
                snippet: site.searcher.snippet(&results, html, SNIPPET_CHARS),
                explanation,
            });
        }
        Ok(Self { query, lang: site.lang.clone(), results, hits })
    }

    fn json(&self) -> serde_json::Value {
        let corrections: Vec<_> = self
            .results
            .corrections
            .iter()
            .map(|correction| json!({ "typed": correction.typed, "found": correction.found }))
            .collect();
        let hits: Vec<_> = self
            .hits
            .iter()
            .map(|hit| {
                let highlights: Vec<_> =
                    hit.snippet.highlights.iter().map(|range| [range.start, range.end]).collect();
                let mut value = json!({
                    "title": hit.title,
                    "lang": hit.lang,
                    "path": hit.path,
                    "slug": hit.slug,
                    "section": hit.section,
                    "heading": hit.heading,
                    "score": hit.score,
                    "url": hit.url,
                    "snippet": { "text": hit.snippet.text, "highlights": highlights },
                });
                if let Some(explanation) = &hit.explanation {
                    value["explanation"] = explain::json(explanation);
                }
                value
            })
            .collect();
        json!({
            "query": self.query,
            "lang": self.lang,
            "coverage": self.results.coverage,
            "is_clear": self.results.is_clear,
            "corrections": corrections,
            "hits": hits,
        })
    }

    fn text(&self, bold: bool) -> String {
        let mut text = String::new();
        for correction in &self.results.corrections {
            let _ = writeln!(
                text,
                "“{}” is not in the articles; showing “{}”.",
                correction.typed, correction.found
            );
        }
        match self.results.coverage {
            _ if self.hits.is_empty() => {
                let _ = writeln!(text, "Nothing found for “{}”.", self.query);
            }
            coverage if coverage < 0.2 => text.push_str("Nothing fits well.\n"),
            coverage if coverage < 0.5 => {
                text.push_str("No article fits all of it; these come closest.\n")
            }
            _ => {}
        }
        for (rank, hit) in self.hits.iter().enumerate() {
            let _ =
                writeln!(text, "{:>2}. {}  [{}]  {:.2}", rank + 1, hit.title, hit.path, hit.score);
            if !hit.heading.is_empty() {
                let _ = writeln!(text, "    § {}", hit.heading);
            }
            if !hit.snippet.text.is_empty() {
                let _ = writeln!(text, "    {}", marked(&hit.snippet, bold));
            }
            if let Some(explanation) = &hit.explanation {
                text.push_str(&explain::table(explanation));
            }
        }
        text
    }
}

/// A snippet with its marked words in bold, on a terminal.
fn marked(snippet: &Snippet, bold: bool) -> String {
    if !bold {
        return snippet.text.clone();
    }
    let mut out = String::new();
    let mut at = 0;
    for range in &snippet.highlights {
        out.push_str(&snippet.text[at..range.start]);
        let _ = write!(out, "\x1b[1m{}\x1b[0m", &snippet.text[range.clone()]);
        at = range.end;
    }
    out.push_str(&snippet.text[at..]);
    out
}
