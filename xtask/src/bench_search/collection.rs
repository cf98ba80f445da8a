//! The help centres that are searched: small, medium and large ones of the same kind, and one with
//! longer words and questions.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::bench_search::{copies, keystrokes, markdown};
use crate::corpora::{Corpora, JudgedSet};
use crate::help_site::{Articles, HelpSite};
use crate::workspace::Workspace;

/// How many articles the small and the large help centre have.
const FEW: usize = 180;
const MANY: usize = 1400;

/// A help centre to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Collection {
    /// The first 180 articles of the set `arduino`
    #[value(name = "arduino-180")]
    Few,
    /// All of its 410 articles
    #[value(name = "arduino-410")]
    All,
    /// 1,400 articles: its own, and copies in other words
    #[value(name = "arduino-1400")]
    Many,
    /// The 1,400 abstracts of the set `cranfield`
    #[value(name = "cranfield-1400")]
    Abstracts,
}

/// A built help centre, its text, and what somebody types in its search box.
pub(crate) struct Prepared {
    pub(crate) collection: Collection,
    pub(crate) site: HelpSite,
    pub(crate) articles: Articles,
    /// For every text that is typed, what stands in the box after each key.
    pub(crate) keystrokes: Vec<Vec<String>>,
    /// A folder for what is measured.
    pub(crate) work: PathBuf,
}

impl Collection {
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn set(self, corpora: &Corpora) -> Result<JudgedSet> {
        let name = if self == Self::Abstracts { "cranfield" } else { "arduino" };
        let mut sets = corpora.sets(&[name.to_owned()])?;
        sets.pop().with_context(|| format!("there is no set {name}"))
    }

    /// Builds it.
    pub(crate) fn prepare(self, workspace: &Workspace, corpora: &Corpora) -> Result<Prepared> {
        let set = self.set(corpora)?;
        let work = workspace.target("bench-search").join(self.name());
        let build =
            |content: &Path, site| HelpSite::build(workspace, content, &set.lang, work.join(site));
        let mut site = build(&set.docs(), "site")?;
        let mut articles = site.articles()?;
        let known: Vec<String> = match self {
            Self::Few => articles.articles.iter().take(FEW).map(|a| a.id.clone()).collect(),
            _ => articles.articles.iter().map(|a| a.id.clone()).collect(),
        };
        if matches!(self, Self::Few | Self::Many) {
            match self {
                Self::Few => articles.articles.truncate(FEW),
                _ => copies::grow(&mut articles.articles, MANY),
            }
            let content = work.join("content");
            if content.exists() {
                fs::remove_dir_all(&content)?;
            }
            markdown::write(&articles, &content)?;
            site = build(&content, "derived")?;
            articles = site.articles()?;
        }
        let keystrokes = keystrokes::of_set(&set, &known)?;
        Ok(Prepared { collection: self, site, articles, keystrokes, work })
    }
}
