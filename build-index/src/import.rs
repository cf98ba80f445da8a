//! `docent import`: articles that another help desk has, as files that Docent builds.
//!
//! A reader for each service makes one model of its export; the rest knows that model only:
//! `layout` says where each article goes, `there` which ones the folder has already, `body` writes
//! HTML as Markdown, `links` and `pictures` settle its addresses, `write` writes files and `report`
//! says what was lost. Nothing is fetched, and no file that is there is changed.

mod body;
mod input;
mod layout;
mod links;
mod model;
mod pictures;
mod place;
mod report;
mod service;
mod there;
mod write;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::language;
use crate::progress::Progress;
use crate::render::print;
use model::Centre;

/// Options of `docent import`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Nothing is fetched, and files that are there already are not changed.")]
pub(crate) struct Args {
    /// Where the articles come from
    service: Service,
    /// File of the export, or folder with its files
    #[arg(value_name = "FILE_OR_DIR")]
    from: PathBuf,
    /// Content folder to write to
    #[arg(long, value_name = "FOLDER", default_value = "my-help")]
    to: PathBuf,
    /// Language of articles that do not say theirs; found out from their text if left out
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

/// A help desk, or plain pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Service {
    /// JSON of the Help Center API: articles, sections, categories, translations
    Zendesk,
    /// JSON of the Docs API: articles, categories, collections
    Helpscout,
    /// JSON of the API: articles, collections
    Intercom,
    /// JSON of the API: solution articles, folders, categories
    Freshdesk,
    /// A folder of HTML pages, or one page
    Html,
}

impl Service {
    /// Its name as a person writes it.
    fn name(self) -> &'static str {
        match self {
            Self::Zendesk => "Zendesk",
            Self::Helpscout => "Help Scout",
            Self::Intercom => "Intercom",
            Self::Freshdesk => "Freshdesk",
            Self::Html => "HTML",
        }
    }

    /// What an export of it has, and how somebody gets that.
    fn expects(self) -> &'static str {
        match self {
            Self::Zendesk => {
                "a list `articles`: save what `/api/v2/help_center/articles.json` answers, and the \
                 same of `sections` and `categories`"
            }
            Self::Helpscout => {
                "objects with `name` and `text`: save what `/v1/articles/ID` answers for each \
                 article, and `/v1/collections/ID/categories`"
            }
            Self::Intercom => {
                "a list `data` of articles with `title` and `body`: save what `/articles` answers, \
                 and `/help_center/collections`"
            }
            Self::Freshdesk => {
                "a list of articles with `title` and `description`: save what \
                 `/api/v2/solutions/folders/ID/articles` answers for each folder, and the lists of \
                 folders and categories"
            }
            Self::Html => "pages that end in `.html` and have text in their body",
        }
    }

    /// Its name on the command line.
    fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// Runs the subcommand.
///
/// # Errors
///
/// The export cannot be read or has no articles, or a file cannot be written.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let lang = args.lang.as_deref().map(language::of_option).transpose()?;
    if args.to.is_file() {
        bail!("`{}` is a file; name a folder with `--to FOLDER`", args.to.display());
    }
    let progress = Progress::start("reading the export");
    let mut centre = read(args.service, &args.from, lang.as_deref())?;
    if centre.articles.is_empty() {
        bail!(
            "there are no articles of {} in `{}`; expected {}",
            args.service.name(),
            args.from.display(),
            args.service.expects()
        );
    }
    write::drop_empty(&mut centre);
    let (layout, there) = layout::layout(&centre, &args.to);
    let root = if args.from.is_dir() { &args.from } else { folder_of(&args.from) };
    let written = write::write(&centre, &layout, &there, root, &args.to, &progress)?;
    drop(progress);
    print(&report::text(&written, &args.to));
    let nothing = written.articles == 0 && written.kept == 0;
    Ok(if nothing { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn read(service: Service, from: &Path, lang: Option<&str>) -> Result<Centre> {
    if service == Service::Html {
        return service::read_html(from, lang.unwrap_or("en"));
    }
    let input::Export { objects, notes, is_empty } = input::read(from)?;
    if is_empty && objects.is_empty() {
        bail!("`{}` is empty: it has no articles; expected {}", from.display(), service.expects());
    }
    if let Some(other) = input::looks_like(&objects)
        && other != service
    {
        bail!(
            "`{}` looks like an export of {}, not of {}; try `docent import {} …`",
            from.display(),
            other.name(),
            service.name(),
            other.word()
        );
    }
    let found = lang.map_or_else(|| detected(&objects), str::to_owned);
    let mut centre = service::read(service, &objects, &found);
    centre.notes.extend(notes);
    Ok(centre)
}

/// How much text is looked at to find out its language, in bytes.
const SAMPLE: usize = 20_000;

/// The language that most of the text is in; English where that cannot be told.
fn detected(objects: &[input::Object]) -> String {
    let mut sample = String::new();
    for object in objects {
        for key in ["body", "text", "description", "title", "name"] {
            let Some(html) = object.text(key) else { continue };
            let html = &html[..html.floor_char_boundary(SAMPLE)];
            sample.push_str(&body::text_of(&body::parse(html, "")));
            sample.push(' ');
        }
        if sample.len() > SAMPLE {
            break;
        }
    }
    language::detect(&sample).unwrap_or("en").to_owned()
}
