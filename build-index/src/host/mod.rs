//! `docent host`: serves a built folder together with the collector, for operators.
//!
//! It knows files and HTTP; what a vote or a message is, only the collector knows.

mod centres;
pub(crate) mod files;
mod run;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use axum::Router;
use docent_collector::{
    Attachments, Collector, cors, routes,
    settings::SettingsError,
    store::{Database, Place, PlaceError},
};

pub use docent_collector::settings::Settings;

use crate::built::known_articles;
pub use run::{Args, run};

/// What to serve, and where to keep what comes back.
#[derive(Clone, Debug)]
pub struct HostOptions {
    /// Folder that `docent build` wrote, or one that contains such a folder.
    pub dir: PathBuf,
    /// Where votes and messages are kept; made when it is not there.
    pub data: Place,
    /// Where files are kept that come with messages.
    pub files: Attachments,
    /// What the collector does, and which pages may embed the widget from here.
    pub settings: Settings,
}

/// Why a folder cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// There is no such folder.
    #[error(
        "{} is not a folder that can be served: name one that `docent build CONTENT --out DIR` \
         wrote", .dir.display()
    )]
    NoFolder {
        /// What was named.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Everybody could fetch the customers' messages.
    #[error(
        "{} lies inside {}, the folder to be served, where anybody could fetch it: name another \
         place with --data or --files", .data.display(), .dir.display()
    )]
    DataInside {
        /// The file of votes and messages, or the folder of files.
        data: PathBuf,
        /// The folder to be served.
        dir: PathBuf,
    },
    /// Votes and messages cannot be kept.
    #[error(transparent)]
    Open(#[from] PlaceError),
    /// A value of the settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}

/// The whole service: the collector's endpoints, and for every other path the folder's files; and
/// the collector by itself, for what it does besides answering.
///
/// # Errors
///
/// The folder is not there, or the file of votes and messages or the settings cannot be used.
pub fn open(options: &HostOptions) -> Result<(Router, Collector<Database>), HostError> {
    let HostOptions { dir, data, files, settings } = options;
    let root = fs::canonicalize(dir)
        .and_then(|root| root.read_dir().map(|_| root))
        .map_err(|source| HostError::NoFolder { dir: dir.clone(), source })?;
    let file = if let Place::Sqlite(file) = data { Some(&**file) } else { None };
    if let Some(inside) = file.into_iter().chain(files.folder()).find(|one| lies_inside(one, &root))
    {
        return Err(HostError::DataInside { data: inside.to_owned(), dir: dir.clone() });
    }
    // Not the resolved folder: a link may be turned to a newer build meanwhile.
    let dir = std::path::absolute(dir).unwrap_or(root);
    let store = Database::open(data)?;
    // Where there is a help centre further below, the report does not know its articles.
    let mut articles = known_articles(&dir).unwrap_or_default();
    articles.iter_mut().for_each(|known| known.url.insert(0, '/'));
    let collector = Collector::new(store, files.clone(), settings, articles)?;
    // Files too may be read by the named origins: the widget's modules and index are fetched by
    // the pages that embed it.
    let app = routes(collector.clone())
        .fallback_service(files::service(dir))
        .layer(cors(collector.origins()));
    Ok((app, collector))
}

/// Whether a file, which need not exist yet, would be below a folder.
fn lies_inside(file: &Path, folder: &Path) -> bool {
    let Ok(file) = std::path::absolute(file) else { return false };
    // The nearest folder that exists tells where links lead.
    file.ancestors()
        .find_map(|above| fs::canonicalize(above).ok())
        .is_some_and(|existing| existing.starts_with(folder))
}
