//! Where votes, messages and files are, as the commands are told.

use std::{env, path::PathBuf};

use crate::{Attachments, BucketError, store::Place};

/// The same options for every command that keeps or reads something.
#[derive(Clone, Debug, clap::Args)]
pub struct DataArgs {
    /// File that keeps votes and messages, or URL of a PostgreSQL database. Without it, what
    /// DATABASE_URL names or, without that, docent-data/docent.db.
    #[arg(long, value_name = "FILE.db", env = "DOCENT_DATA", hide_env = true, global = true)]
    data: Option<Place>,
    /// Folder of files that came with messages, or s3://BUCKET/PREFIX with the usual AWS_*
    /// variables. Without it, a folder beside FILE.db.
    #[arg(long, value_name = "DIR", env = "DOCENT_FILES", hide_env = true, global = true)]
    files: Option<PathBuf>,
}

impl DataArgs {
    /// Where votes and messages are.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::or_usual(self.data.clone())
    }

    /// Where files are that came with messages.
    ///
    /// # Errors
    ///
    /// They are in a bucket, and the environment does not say enough to use it.
    pub fn attachments(&self) -> Result<Attachments, BucketError> {
        match &self.files {
            Some(place) => Attachments::at(place, |name| env::var(name).ok()),
            None => Ok(self.place().attachments()),
        }
    }
}
