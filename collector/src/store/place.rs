//! Where votes and messages are kept, as people name it.

use std::{convert::Infallible, env, fmt, path::PathBuf, str::FromStr};

use crate::{AttachmentFolder, Attachments};

/// What names a database for programs of all kinds, with its password: nothing for a command line.
pub const DATABASE_URL: &str = "DATABASE_URL";

/// Where attached files are that belong to no database file.
const FILES: &str = "docent-data/docent-attachments";

/// A file of SQLite's, or a database of a PostgreSQL server.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// The file.
    Sqlite(PathBuf),
    /// URL of the database, usually with a password.
    Postgres(String),
}

impl Place {
    /// What was named or, if nothing was, what the environment names by [`DATABASE_URL`], or a file
    /// in the folder at hand.
    #[must_use]
    pub fn or_usual(named: Option<Self>) -> Self {
        let usual = || match env::var(DATABASE_URL) {
            Ok(url) if !url.is_empty() => Self::read(&url),
            _ => Self::Sqlite("docent-data/docent.db".into()),
        };
        named.unwrap_or_else(usual)
    }

    /// Where attached files are, if no other place is named: in a folder.
    #[must_use]
    pub fn attachments(&self) -> Attachments {
        match self {
            Self::Sqlite(file) => AttachmentFolder::beside(file).into(),
            Self::Postgres(_) => AttachmentFolder::new(FILES.into()).into(),
        }
    }

    fn read(text: &str) -> Self {
        let is_url = ["postgres://", "postgresql://"].iter().any(|start| text.starts_with(start));
        if is_url { Self::Postgres(text.to_owned()) } else { Self::Sqlite(text.into()) }
    }
}

impl FromStr for Place {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::read(text))
    }
}

impl From<PathBuf> for Place {
    fn from(file: PathBuf) -> Self {
        Self::Sqlite(file)
    }
}

/// For people, without a password.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => file.display().fmt(f),
            Self::Postgres(url) => {
                let config = url.parse::<tokio_postgres::Config>().unwrap_or_default();
                write!(f, "the PostgreSQL database {}", config.get_dbname().unwrap_or("postgres"))
            }
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_told_from_a_file_and_its_password_is_never_shown() {
        let place = Place::read("postgres://docent:secret@db.example.com/help");
        assert_eq!(format!("{place} {place:?}"), ["the PostgreSQL database help"; 2].join(" "));
        assert_eq!(Place::read("data/postgres.db"), Place::Sqlite("data/postgres.db".into()));
    }
}
