//! `docent new article`: a file with front matter in the folder of its language and category.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{below, typed, write_new};
use crate::article::slug;
use crate::language;
use crate::options::{self, Options};
use crate::render::print;
use crate::source::{OPTIONS_FILE, SourceFile};

/// Options for a new article.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its title, best as the question that it answers
    title: String,
    /// Id of its category, such as billing
    #[arg(long, value_name = "ID")]
    category: Option<String>,
    /// Its language; the first of docent.toml if left out
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Folder with the articles; found by its docent.toml here, above, or just below if left out
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

/// Makes the file, and says where it is.
pub(super) fn run(args: &Args) -> Result<()> {
    let title = args.title.trim();
    if title.is_empty() {
        bail!("an article needs a title, such as `docent new article \"How do I …?\"`");
    }
    let content = match &args.content {
        Some(dir) if dir.is_dir() => dir.clone(),
        Some(dir) => bail!("there is no folder `{}`; name one with articles", dir.display()),
        None => find(&std::env::current_dir().context("cannot tell which folder this is")?)?,
    };
    let options = settings(&content)?;
    let mut folder = content.clone();
    if let Some(lang) = lang(args, &options, &content)? {
        folder.push(lang);
    }
    if let Some(category) = &args.category {
        if let Some(fault) = slug::fault_of(category) {
            bail!("`--category {category}` can be no folder: {fault}");
        }
        if category.split('/').any(|part| part.starts_with('.')) {
            bail!(
                "`--category {category}` can be no folder: names that begin with a dot are not read"
            );
        }
        folder = below(&folder, category);
    }
    let path = folder.join(format!("{}.md", slug::of_name(title)));
    write_new(&path, &text(title)?)?;
    let advice = if args.category.is_none() { no_category(&folder) } else { String::new() };
    print(&format!(
        "{}\n\nIt is a draft: `docent serve {}` shows it, visitors get it when you take out \
         `draft: true`.\n{advice}",
        path.display(),
        typed(&content)
    ));
    Ok(())
}

/// The content folder around a folder, or the only one in it.
fn find(here: &Path) -> Result<PathBuf> {
    let is_content = |dir: &Path| dir.join(OPTIONS_FILE).is_file();
    if let Some(dir) = here.ancestors().find(|dir| is_content(dir)) {
        // Short where it can be: what is printed is to be read.
        return Ok(if dir == here { PathBuf::from(".") } else { dir.to_owned() });
    }
    let entries = here.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
    let below: Vec<_> = entries.filter(|dir| is_content(dir)).collect();
    match &below[..] {
        [dir] => Ok(dir.strip_prefix(here).unwrap_or(dir).to_owned()),
        [] => bail!(
            "there is no {OPTIONS_FILE} here, above or just below; name the folder with the \
             articles with `--content DIR`, or make one with `docent new my-help`"
        ),
        _ => bail!(
            "several folders here have a {OPTIONS_FILE}; name one of them with `--content DIR`"
        ),
    }
}

/// The settings, as far as they can be read: `docent build` says what is wrong with them.
fn settings(content: &Path) -> Result<Options> {
    let path = content.join(OPTIONS_FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            Ok(options::parse(&SourceFile { path: OPTIONS_FILE.into(), text: text.into() }).0)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Options::default()),
        Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    }
}

/// The folder of the language: where none is named, articles of one language may lie in none.
fn lang(args: &Args, options: &Options, content: &Path) -> Result<Option<String>> {
    let Some(tag) = &args.lang else {
        let first = options.languages.first();
        return Ok(first.filter(|lang| content.join(lang).is_dir()).cloned());
    };
    let lang = language::of_option(tag)?;
    if !options.languages.is_empty() && !options.languages.contains(&lang) {
        bail!(
            "{OPTIONS_FILE} names the languages {}, not `{lang}`; add it to `languages` first",
            options.languages.iter().map(|lang| format!("`{lang}`")).collect::<Vec<_>>().join(", ")
        );
    }
    Ok(Some(lang))
}

/// Which categories there are, for somebody who has named none.
fn no_category(folder: &Path) -> String {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut ids: Vec<_> = entries
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    if ids.is_empty() {
        return String::new();
    }
    ids.sort();
    format!("It is in no category; there are {}: move it, or say `--category`.\n", ids.join(", "))
}

fn text(title: &str) -> Result<String> {
    let title = serde_saphyr::to_string(&title).context("this title cannot be written")?;
    Ok(format!(
        "---\ntitle: {}\nkeywords: []\ndraft: true\n---\n\nThe answer in one sentence.\n\n\
         ## How it is done\n\n1. First step.\n2. Second step.\n",
        title.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_all_kinds_are_front_matter() {
        for title in [
            "How do I pay?",
            "Fees: what they are",
            "\"Quoted\" – and 'single'",
            "# 1",
            "yes",
            "12",
            "- x",
        ] {
            let text = text(title).unwrap();
            let file = SourceFile { path: "a.md".into(), text: text.into() };
            let (read, found) = crate::article::front_matter::parse(&file);
            assert!(found.is_empty(), "{title}: {found:?}");
            assert_eq!(read.title.as_deref(), Some(title));
        }
    }
}
