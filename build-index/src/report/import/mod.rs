//! What analytics have counted of the widget's events, from their exported files, for sites
//! without the collector. What they cannot know is absent.

mod plausible;
mod table;
mod umami;

use std::{ffi::OsStr, path::Path, path::PathBuf, str::FromStr};

use anyhow::{Result, bail};
use docent_collector::{
    report::Counted,
    store::{Facts, WEEK},
};

use table::Table;

/// What the name of each of the widget's events begins with.
const PREFIX: &str = "docent:";

/// A file to import, and of which event it is where it does not say so itself.
#[derive(Clone, Debug)]
pub(super) struct Source {
    event: Option<String>,
    path: PathBuf,
}

impl FromStr for Source {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.strip_prefix(PREFIX).and_then(|rest| rest.split_once('=')) {
            Some((event, path)) => Self { event: Some(event.into()), path: path.into() },
            None => Self { event: None, path: text.into() },
        })
    }
}

/// What files tell.
#[derive(Debug)]
pub(super) struct Imported {
    pub(super) facts: Facts,
    pub(super) counted: Counted,
    /// The last moment that they tell of, in milliseconds since 1970-01-01 UTC.
    pub(super) until: Option<i64>,
}

/// Reads files of Umami or of Plausible. `days` is how far back from the last event.
///
/// # Errors
///
/// A file cannot be read, is of another kind, or has a line that cannot be understood.
pub(super) fn import(sources: &[Source], lang: &str, days: u32) -> Result<Imported> {
    let (mut umami, mut plausible) = (umami::Export::default(), plausible::Export::default());
    for source in sources {
        if source.path.extension() == Some(OsStr::new("zip")) {
            bail!("`{}` is an archive; unpack it and name the files", source.path.display());
        }
        let table = Table::open(&source.path)?;
        match &source.event {
            Some(event) => plausible.add_values(event, table, &source.path)?,
            None if table.has(&umami::EVENT) => umami.add_events(table)?,
            None if table.has(&umami::DATA) => umami.add_data(table)?,
            None if table.has(&plausible::EVENTS) => plausible.add_events(table)?,
            None if table.has(&plausible::VALUES) => bail!(
                "`{}` does not say of which event it is; write it before the file, as in \
                 docent:no-results={0}",
                source.path.display()
            ),
            None => bail!(unknown(&source.path)),
        }
    }
    if umami.is_empty() {
        return Ok(plausible.count(lang, days));
    }
    if !plausible.is_empty() {
        bail!("files of Umami and of Plausible count the same visits; name those of one");
    }
    umami.count(lang, days)
}

fn unknown(path: &Path) -> String {
    format!(
        "`{}` has not the columns of a file that can be imported: {} (website_event.csv of Umami), \
         {} (event_data.csv of Umami), {} (imported_custom_events of Plausible) or {} \
         (custom_props.csv of Plausible)",
        path.display(),
        umami::EVENT.join(", "),
        umami::DATA.join(", "),
        plausible::EVENTS.join(", "),
        plausible::VALUES.join(", ")
    )
}

/// The earliest moment of the period that ends with the last event.
fn start(last: Option<i64>, days: u32) -> i64 {
    last.map_or(i64::MIN, |last| last - i64::from(days) * (WEEK / 7))
}
