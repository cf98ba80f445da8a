//! Articles written back as Markdown, for help centres that no folder holds.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::help_site::{Article, Articles};

/// Writes one file for each article.
pub(crate) fn write(articles: &Articles, folder: &Path) -> Result<()> {
    for article in &articles.articles {
        let path = folder.join(format!("{}.md", article.id));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, markdown(article))
            .with_context(|| format!("{} could not be written", path.display()))?;
    }
    Ok(())
}

fn markdown(article: &Article) -> String {
    // A string of JSON is one of YAML.
    let mut text = format!("---\ntitle: {}\n---\n", serde_json::json!(article.title));
    for section in &article.sections {
        if !section.heading.is_empty() {
            let level = usize::from(section.level.clamp(2, 6));
            let _ = write!(text, "\n{} {}\n", "#".repeat(level), plain(&section.heading));
        }
        let _ = write!(text, "\n{}\n", plain(&section.text));
    }
    text
}

/// Text in which nothing is Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help_site::Section;

    #[test]
    fn text_is_written_so_that_it_stays_text() {
        let section =
            Section { level: 1, heading: "A*b".to_owned(), text: "# <p> 1. no list".to_owned() };
        let article =
            Article { id: "a".to_owned(), title: "Say \"x\"".to_owned(), sections: vec![section] };
        let expected =
            "---\ntitle: \"Say \\\"x\\\"\"\n---\n\n## A\\*b\n\n\\# \\<p\\> 1\\. no list\n";
        assert_eq!(markdown(&article), expected);
    }
}
