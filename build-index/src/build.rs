//! `docent build`: the way from a content folder to a help centre.

mod assemble;
mod read;
mod report;
mod texts;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::diagnostic::Diagnostic;
use crate::emit::{Bundle, Folder};
use crate::language;
use crate::options::base_url;
use crate::render::{Style, print, print_error, render};
use crate::tag::Tag;
use crate::widget::Widget;
pub(crate) use read::Content;
use report::Report;

/// Options of `docent build`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder with the articles (`**/*.md`), their pictures and docent.toml
    content: PathBuf,
    /// Folder to write; an earlier build in it is replaced as a whole
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Address of the help centre, for canonical links; goes before the one in docent.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Language of the articles, where docent.toml names none
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Leave the widget's own files out
    #[arg(long, conflicts_with = "widget")]
    no_widget: bool,
    /// Folder with the widget as `cargo xtask widget` builds it
    #[arg(long, value_name = "DIR")]
    widget: Option<PathBuf>,
}

/// Reads and checks a content folder as the subcommand does.
///
/// # Errors
///
/// The folder cannot be read, or `lang` contradicts its settings.
pub(crate) fn read(content: &Path, lang: Option<&str>) -> Result<Content> {
    read::read(&Args {
        content: content.to_owned(),
        out: PathBuf::new(),
        base_url: None,
        lang: lang.map(str::to_owned),
        no_widget: true,
        widget: None,
    })
}

/// Builds the site without the widget and without writing it. Returns what is only found then, too.
///
/// # Errors
///
/// What stopped it, apart from faults in the content.
pub(crate) fn in_memory(content: Content) -> Result<(Bundle, Vec<Diagnostic>)> {
    let (bundle, _, found) = assemble::assemble(content, None, None)?;
    Ok((bundle, found))
}

/// How many warnings there are.
///
/// # Errors
///
/// There are errors among them.
fn warnings_without_errors(diagnostics: &[Diagnostic]) -> Result<usize> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let warnings = diagnostics.len() - errors;
    if errors > 0 {
        bail!(
            "{} and {} in the content; nothing was written",
            Report::count(errors, "error"),
            Report::count(warnings, "warning")
        );
    }
    Ok(warnings)
}

/// Runs the subcommand.
///
/// # Errors
///
/// What stopped it, apart from faults in the content, which are printed here.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let wanted_base = match &args.base_url {
        Some(url) => match base_url(url) {
            Some(url) => Some(url),
            None => bail!(
                "`--base-url {url}` is no whole address; write for example `https://www.example.com/help/`"
            ),
        },
        None => None,
    };
    if let Some(tag) = args.lang.as_deref().filter(|tag| language::canonical(tag).is_none()) {
        bail!("`--lang {tag}` is no language tag; use one such as `en`, `pt-BR` or `zh-Hant`");
    }
    let folder = Folder::check(&args.out, &args.content)?;
    let widget = if args.no_widget { None } else { Some(Widget::read(args.widget.as_deref())?) };

    let content = read::read(args)?;
    print_error(&render(&content.diagnostics, &args.content.to_string_lossy(), Style::of_stderr()));
    let warnings = warnings_without_errors(&content.diagnostics)?;
    if content.library.articles.is_empty() {
        bail!(
            "there is no article in `{}`; an article is a file whose name ends with `.md` and that is no draft",
            args.content.display()
        );
    }
    let base_url = wanted_base.or_else(|| content.options.base_url.clone());
    let levels = content.options.levels.clone();
    let (bundle, mut report, mut found) = assemble::assemble(content, widget, base_url.as_deref())?;
    levels.apply(&mut found);
    print_error(&render(&found, &args.content.to_string_lossy(), Style::of_stderr()));
    report.warnings = warnings + warnings_without_errors(&found)?;
    report.count_files(&folder.replace(bundle)?);
    print(&report.text(&args.out, start.elapsed()));
    if let Some(tag) = Tag::read(&args.out, base_url.as_deref())? {
        print(&format!("  tag            {}\n  policy         {}\n", tag.pinned(), tag.policy()));
    }
    Ok(ExitCode::SUCCESS)
}
