//! `docent build`: the way from a content folder to a help centre.

mod assemble;
mod centre;
mod read;
mod report;
mod resolve;
mod stand_in;
mod wiki;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::diagnostic::Diagnostic;
use crate::emit::{Bundle, Folder};
use crate::language;
use crate::lint::{Level, NO_DRAFT, TitleSearch, no_article};
use crate::memory::Memory;
use crate::options::base_url;
use crate::progress::Progress;
use crate::render::{Style, print, print_error, render};
use crate::stop::StopOnThread;
use crate::tag::Tag;
use crate::widget::{Widget, WidgetArgs};
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
    #[command(flatten)]
    widget: WidgetArgs,
}

/// Up to how many titles a build searches for. The time for that grows with the square of the
/// articles: at this number it is an eighth of a build, at ten times as many two thirds.
const SEARCHED_FOR: usize = 1_000;

/// What a build works on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'a> {
    pub(crate) content: &'a Path,
    /// Where the site is written, which is left out where it lies inside the content.
    pub(crate) out: Option<&'a Path>,
    /// The language to assume where the content does not tell.
    pub(crate) lang: Option<&'a str>,
    /// Whether drafts are shown.
    pub(crate) drafts: bool,
    /// Where the site will be, if that is not what the settings say.
    pub(crate) base_url: Option<&'a str>,
}

/// What a build in memory gives.
#[derive(Debug)]
pub(crate) struct Built {
    /// Errors and warnings.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The files of the site, unless there are errors.
    pub(crate) bundle: Option<Bundle>,
    /// Paths of the drafts that are shown, without suffix.
    pub(crate) drafts: Vec<String>,
}

/// Builds a site as the subcommand does, without writing or saying anything.
///
/// # Errors
///
/// What stopped it, apart from faults in the content.
pub(crate) fn build(task: &Task<'_>, widget: Option<Widget>, memory: &mut Memory) -> Result<Built> {
    let mut content = read::read(task, memory)?;
    let mut diagnostics = std::mem::take(&mut content.diagnostics);
    let articles = &content.library.articles;
    let drafts = articles.iter().filter(|article| article.draft);
    let drafts = drafts.map(|article| article.path.clone()).collect();
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Ok(Built { diagnostics, bundle: None, drafts });
    }
    if articles.is_empty() {
        return Ok(Built { diagnostics: vec![no_article()], bundle: None, drafts });
    }
    let mut bundle = Bundle::default();
    let (_, found) = assemble::assemble(content, widget, memory, &mut bundle)?;
    diagnostics.extend(found);
    let is_whole = !diagnostics.iter().any(Diagnostic::is_error);
    Ok(Built { diagnostics, bundle: is_whole.then_some(bundle), drafts })
}

/// Reads and checks a content folder as the subcommand does.
///
/// # Errors
///
/// The folder cannot be read, or the task contradicts its settings.
pub(crate) fn read(task: &Task<'_>) -> Result<Content> {
    read::read(task, &mut Memory::none())
}

/// Builds what was read, without the widget, for searching. Returns what is only found then, too.
///
/// # Errors
///
/// What stopped it, apart from faults in the content.
pub(crate) fn to_search(content: Content) -> Result<(Bundle, Vec<Diagnostic>)> {
    let mut bundle = Bundle::to_search(content.spool.clone());
    let (_, found) = assemble::assemble(content, None, &mut Memory::none(), &mut bundle)?;
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
    args.lang.as_deref().map(language::of_option).transpose()?;
    let folder = Folder::check(&args.out, &args.content)?;
    let widget = args.widget.read()?;

    let task = Task {
        content: &args.content,
        out: Some(&args.out),
        lang: args.lang.as_deref(),
        drafts: false,
        base_url: wanted_base.as_deref(),
    };
    let progress = Arc::new(Progress::start("reading the articles"));
    let say = |found: &[Diagnostic]| {
        let text = render(found, &args.content.to_string_lossy(), Style::of_stderr());
        progress.aside(|| print_error(&text));
    };
    let mut memory = Memory::none();
    let content = read::read(&task, &mut memory)?;
    say(&content.diagnostics);
    let warnings = warnings_without_errors(&content.diagnostics)?;
    if content.library.articles.is_empty() {
        bail!("there is no article in `{}`; {NO_DRAFT}", args.content.display());
    }
    let base_url = content.base_url.clone();
    let wants_titles = content.options.levels.of("title-not-first") != Level::Off;
    let has_too_many = content.library.articles.len() > SEARCHED_FOR;
    let titles = if wants_titles && !has_too_many {
        TitleSearch::all(&content.library, &content.source)
    } else {
        Vec::new()
    };
    progress.next_counted("making pages and index; files written:");
    // Before there is anything half-built. Where nobody can listen, the next build tidies up.
    let stop = StopOnThread::listen();
    let writer = folder.writer(&progress)?;
    if let Ok(stop) = stop {
        writer.watch(stop);
    }
    let mut bundle = Bundle::with(writer);
    let (mut report, found) = assemble::assemble(content, widget, &mut memory, &mut bundle)?;
    say(&found);
    report.titles_left_out = wants_titles && has_too_many;
    if !titles.is_empty() {
        report.not_first = TitleSearch::run_all(&titles, &bundle, &progress)?;
        progress.next("putting the site in its place");
    }
    report.warnings = warnings + warnings_without_errors(&found)?;
    report.sizes = folder.replace(bundle, &progress)?;
    drop(progress);
    print(&report.text(&args.out, start.elapsed()));
    if let Some(tag) = Tag::read(&args.out, base_url.as_deref())? {
        print(&format!("  tag            {}\n  policy         {}\n", tag.pinned(), tag.policy()));
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;

    /// Numbers that look random and are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn throw(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (self.0 >> 33) as usize % sides
        }

        fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
            all[self.throw(all.len())]
        }
    }

    const PATHS: [&str; 7] =
        ["en/a.md", "en/b.md", "en/guides/c.md", "en/guides/d.md", "es/a.md", "es/c.md", "e.md"];
    const WORDS: [&str; 9] =
        ["refund", "cancels", "invoice", "qqzz", "The", "ship-to", "café", "terminate", "money"];

    fn article(dice: &mut Dice) -> String {
        let draft = dice.of(&["", "", "draft: true\n"]);
        let keywords = dice.of(&["", "keywords: [cash]\n"]);
        let mut text = format!("---\ntitle: {}\n{draft}{keywords}---\n", dice.of(&WORDS));
        for _ in 0..dice.throw(30) {
            let space = dice.of(&[" ", " ", "\n\n", "\n\n## "]);
            text += &format!("{space}{}", dice.of(&WORDS));
        }
        text + dice.of(&[
            "",
            "\n\n[b](b.md#refund)\n",
            "\n\n![x](x.svg)\n",
            "\n\n[gone](gone.md)\n",
        ])
    }

    fn all(built: Built) -> (BTreeMap<String, Vec<u8>>, Vec<Diagnostic>, Vec<String>) {
        let files = built.bundle.unwrap_or_default().files.into_iter();
        (
            files.map(|(path, file)| (path, file.bytes.to_vec())).collect(),
            built.diagnostics,
            built.drafts,
        )
    }

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))
            .and_then(|()| fs::write(path, text))
            .unwrap_or_else(|error| panic!("{error}"));
    }

    #[test]
    fn after_any_edits_a_build_with_a_memory_gives_what_a_fresh_one_gives() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let write = |path: &str, text: &str| write(folder.path(), path, text);
        let languages = "[site]\nlanguages = [\"en\", \"es\"]\n";
        let mut dice = Dice(7);
        write("docent.toml", languages);
        write("en/start.md", "# Start\n");
        let mut memory = Memory::default();
        let mut shown = 0;
        for _ in 0..60 {
            let path = dice.of(&PATHS);
            match dice.throw(8) {
                0 => _ = fs::remove_file(folder.path().join(path)),
                1 => {
                    write("x.svg", &format!("<svg width=\"{}\" height=\"1\"/>", dice.throw(99) + 1))
                }
                2 => {
                    let task = dice.of(&["Open", "To do"]);
                    let own = format!("{languages}[strings.en]\n\"page.task-open\" = \"{task}\"\n");
                    write("docent.toml", dice.of(&[languages, &own]));
                }
                3 => _ = fs::rename(folder.path().join(path), folder.path().join(dice.of(&PATHS))),
                _ => write(path, &article(&mut dice)),
            }
            let drafts = dice.throw(4) > 0;
            let task =
                Task { content: folder.path(), out: None, lang: None, drafts, base_url: None };
            let build = |task: &Task<'_>, memory: &mut Memory| {
                all(build(task, None, memory).unwrap_or_else(|error| panic!("{error}")))
            };
            let (again, fresh) = (build(&task, &mut memory), build(&task, &mut Memory::none()));
            let out = folder.path().join("site");
            let mut nothing_stays = Memory::none();
            nothing_stays.room = 0;
            let put_away = build(&Task { out: Some(&out), ..task }, &mut nothing_stays);
            assert!(put_away == fresh, "what is put away comes back as something else");
            shown += usize::from(!again.0.is_empty());
            let paths = |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<Vec<_>>();
            assert_eq!((paths(&again.0), &again.1), (paths(&fresh.0), &fresh.1));
            assert!(again == fresh, "some bytes differ");
        }
        assert!(shown > 40, "only {shown} builds without errors");
    }

    #[test]
    fn articles_of_several_rounds_and_languages_come_back_as_they_were_put_away() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let write = |path: &str, text: &str| write(folder.path(), path, text);
        write("docent.toml", "[site]\nlanguages = [\"en\", \"es\"]\n");
        for number in 0..crate::memory::AT_ONCE + 20 {
            let text = format!("A [link]({}.md#part) and [[1#part]].\n\n## Part\n", number / 2);
            write(&format!("en/{number}.md"), &text);
            if number % 3 == 0 {
                write(&format!("es/{number}.md"), &text);
            }
        }
        let out = folder.path().join("site");
        let build = |out| {
            let task =
                Task { content: folder.path(), out, lang: None, drafts: false, base_url: None };
            let mut memory = Memory::none();
            if out.is_some() {
                memory.room = 0;
            }
            all(build(&task, None, &mut memory).unwrap_or_else(|error| panic!("{error}")))
        };
        let (put_away, in_memory) = (build(Some(&*out)), build(None));
        assert!(in_memory.0.len() > 1_000, "{} files", in_memory.0.len());
        assert!(put_away == in_memory, "some bytes differ");
    }
}
