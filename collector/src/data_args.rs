//! Where votes, messages and files are, as the commands are told.

use std::path::PathBuf;

use crate::{AttachmentFolder, store::Place};

/// The same options for every command that keeps or reads something.
#[derive(Clone, Debug, clap::Args)]
pub struct DataArgs {
    /// File that keeps votes and messages, or URL of a PostgreSQL database. Without it, what
    /// DATABASE_URL names or, without that, docent-data/docent.db.
    #[arg(long, value_name = "FILE.db", env = "DOCENT_DATA", hide_env = true, global = true)]
    data: Option<Place>,
    /// Folder of files that came with messages. Without it, one beside FILE.db.
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
    #[must_use]
    pub fn attachments(&self) -> AttachmentFolder {
        match &self.files {
            Some(folder) => AttachmentFolder::new(folder.clone()),
            None => self.place().attachments(),
        }
    }
}
