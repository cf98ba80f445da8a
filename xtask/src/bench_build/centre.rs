//! Help centres of any size, made from the articles of the set `arduino`: the same ones each time.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::remove;
use crate::bench_search::{copies, markdown};
use crate::corpora::Corpora;
use crate::help_site::HelpSite;
use crate::workspace::Workspace;

/// A folder of articles, and places for what is made of it.
pub(super) struct Centre {
    pub(super) work: PathBuf,
    pub(super) content: PathBuf,
    pub(super) lang: String,
    /// Where Docent builds.
    pub(super) site: PathBuf,
    /// The same articles with what mdBook wants beside them.
    pub(super) book: PathBuf,
}

impl Centre {
    /// Writes the articles.
    pub(super) fn write(workspace: &Workspace, corpora: &Corpora, count: usize) -> Result<Self> {
        let mut sets = corpora.sets(&["arduino".to_owned()])?;
        let set = sets.pop().context("there is no set arduino")?;
        let work = workspace.target("bench-build").join(count.to_string());
        remove(&work)?;
        let site = HelpSite::build(workspace, &set.docs(), &set.lang, work.join("source"))?;
        let mut articles = site.articles()?;
        copies::grow(&mut articles.articles, count);
        articles.articles.truncate(count);
        let centre = Self {
            content: work.join("content"),
            site: work.join("site"),
            book: work.join("book"),
            lang: set.lang,
            work,
        };
        markdown::write(&articles, &centre.content)?;
        let source = centre.book.join("src");
        markdown::write(&articles, &source)?;
        let mut summary = "# Summary\n\n".to_owned();
        for article in &articles.articles {
            let title: String = article.title.chars().filter(|c| !"[]()\\".contains(*c)).collect();
            let _ = writeln!(summary, "- [{title}](<{}.md>)", article.id);
        }
        fs::write(source.join("SUMMARY.md"), summary)?;
        let settings = "[book]\ntitle = \"Help\"\n\n[output.html]\n";
        fs::write(centre.book.join("book.toml"), settings)?;
        Ok(centre)
    }

    /// Adds a sentence to one article.
    pub(super) fn change_one(&self) -> Result<()> {
        let mut files: Vec<_> = walkdir::WalkDir::new(&self.content)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(walkdir::DirEntry::into_path)
            .collect();
        files.sort();
        let middle = files.get(files.len() / 2).context("there is no article")?;
        let mut file = OpenOptions::new().append(true).open(middle)?;
        Ok(file.write_all(b"\nOne more sentence about this.\n")?)
    }
}
