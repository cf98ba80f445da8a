//! A help centre built for measuring: by the released program, without the widget, and read back
//! as the plain text that every engine gets.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use docent_protocol::{ArticlePage, Catalog};
use docent_search::{Index, text_of_html};
use serde::{Deserialize, Serialize};

use crate::process;
use crate::progress::step;
use crate::workspace::Workspace;

/// The articles as `docent build` indexed them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Articles {
    pub(crate) lang: String,
    pub(crate) articles: Vec<Article>,
}

/// One article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Article {
    /// Path below the content folder, without its suffix.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) sections: Vec<Section>,
}

/// A heading, which may be empty, and the text up to the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Section {
    pub(crate) level: u8,
    pub(crate) heading: String,
    pub(crate) text: String,
}

/// A built help centre in one language.
#[derive(Debug)]
pub(crate) struct HelpSite {
    pub(crate) folder: PathBuf,
    /// The index of its articles.
    pub(crate) index: PathBuf,
    /// What the widget loads after the index.
    pub(crate) supplement: PathBuf,
}

/// Builds the released `docent`, whose speed is the one to measure.
pub(crate) fn build_released_docent(workspace: &Workspace) -> Result<()> {
    step("compile the released docent", "the first time about five minutes", || {
        process::run(workspace.cargo().args(["build", "--release", "--locked", "--package=docent"]))
    })
}

/// A command that runs the released `docent`.
pub(crate) fn released_docent(workspace: &Workspace) -> std::process::Command {
    let program = format!("docent{}", env::consts::EXE_SUFFIX);
    workspace.command(workspace.target("release").join(program))
}

impl HelpSite {
    /// Builds the articles of a folder.
    pub(crate) fn build(
        workspace: &Workspace,
        content: &Path,
        lang: &str,
        folder: PathBuf,
    ) -> Result<Self> {
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut command = released_docent(workspace);
        command.arg("build").arg(content).arg("--out").arg(&folder);
        command.args(["--no-widget", "--lang", lang]);
        process::run_quietly(&mut command)?;
        Self::open(folder)
    }

    /// Finds the files of the first language of a help centre that was built.
    pub(crate) fn open(folder: PathBuf) -> Result<Self> {
        let catalog = fs::read(folder.join("docent.json"))?;
        let catalog: Catalog =
            serde_json::from_slice(&catalog).context("docent.json is no catalog")?;
        let files = catalog.languages.first().context("the help centre has no language")?;
        let [index, supplement] = [&files.index, &files.supplement].map(|file| folder.join(file));
        Ok(Self { index, supplement, folder })
    }

    /// The text of all articles.
    pub(crate) fn articles(&self) -> Result<Articles> {
        let index = Index::open(fs::read(&self.index)?)
            .map_err(|error| anyhow!("{} could not be opened: {error}", self.index.display()))?;
        let mut articles = Vec::new();
        for doc in 0..index.num_docs() {
            let stored =
                index.document(doc).context("the index has fewer articles than it says")?;
            let page = self.folder.join(format!("_docent/articles/{}.json", stored.page));
            let page: ArticlePage = serde_json::from_slice(&fs::read(page)?)?;
            articles.push(Article::of(&stored.path, &page));
        }
        Ok(Articles { lang: index.lang().to_owned(), articles })
    }
}

impl Articles {
    /// Writes them for the scripts that ask the peers.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        fs::write(path, serde_json::to_vec(self)?)
            .with_context(|| format!("{} could not be written", path.display()))
    }
}

impl Article {
    /// The description is searched along with the text before the first heading.
    fn of(path: &str, page: &ArticlePage) -> Self {
        let mut sections: Vec<Section> = page
            .sections
            .iter()
            .map(|section| Section {
                level: section.level,
                heading: section.title.clone(),
                text: text_of_html(&section.html),
            })
            .collect();
        if !page.description.is_empty() {
            let description =
                Section { level: 0, heading: String::new(), text: page.description.clone() };
            sections.insert(0, description);
        }
        Self { id: path.to_owned(), title: page.title.clone(), sections }
    }
}

#[cfg(test)]
mod tests {
    use docent_protocol::PageSection;

    use super::*;

    #[test]
    fn an_article_is_read_back_as_plain_text() {
        let page = ArticlePage {
            title: "Refunds".into(),
            description: "Money back".into(),
            sections: vec![PageSection {
                title: "How".into(),
                level: 2,
                html: "<h2 id=\"how\">How</h2><p>Ask &amp; <em>wait</em>.</p>".into(),
                ..PageSection::default()
            }],
            ..ArticlePage::default()
        };
        let article = Article::of("billing/refunds", &page);
        let texts: Vec<&str> = article.sections.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(article.id, "billing/refunds");
        assert_eq!(texts, ["Money back", "Ask & wait."]);
        assert_eq!(article.sections[1].heading, "How");
    }
}
