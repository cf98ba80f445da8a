//! Secrets: never in the file of settings itself, which is copied, mailed and versioned.

use std::{env, fmt, fs, io, path::PathBuf};

use serde::{Deserialize, Deserializer, de::Error as _};

/// Where a secret is: `{ file = "/run/secrets/smtp" }` or `{ env = "SMTP_PASSWORD" }`.
#[derive(Clone, Debug)]
pub enum Secret {
    /// In a file of its own; blanks at its end do not count.
    File(PathBuf),
    /// In an environment variable.
    Env(String),
}

/// Why a secret cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file cannot be read.
    #[error("the file {} with the secret cannot be read ({source})", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The variable is not there, or is no text.
    #[error("the environment variable `{name}` with the secret is not set")]
    Env {
        /// Its name.
        name: String,
    },
    /// There is nothing in it.
    #[error("the secret in {place} is empty")]
    Empty {
        /// Where it was looked for.
        place: String,
    },
}

impl Secret {
    /// Reads the secret.
    ///
    /// # Errors
    ///
    /// It is not where it should be, or empty.
    pub fn read(&self) -> Result<String, SecretError> {
        let text = match self {
            Self::File(path) => fs::read_to_string(path)
                .map_err(|source| SecretError::File { path: path.clone(), source })?,
            Self::Env(name) => {
                env::var(name).map_err(|_| SecretError::Env { name: name.clone() })?
            }
        };
        let secret = text.trim_end();
        if secret.is_empty() {
            return Err(SecretError::Empty { place: self.to_string() });
        }
        Ok(secret.to_owned())
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "the file {}", path.display()),
            Self::Env(name) => write!(f, "the environment variable `{name}`"),
        }
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Place {
            file: Option<PathBuf>,
            env: Option<String>,
        }
        let advice = "a secret is not written here: write `{ file = \"/run/secrets/name\" }` or \
                      `{ env = \"NAME\" }`";
        let place = Place::deserialize(deserializer)
            .map_err(|error| D::Error::custom(format!("{error}; {advice}")))?;
        match place {
            Place { file: Some(path), env: None } => Ok(Self::File(path)),
            Place { file: None, env: Some(name) } => Ok(Self::Env(name)),
            _ => Err(D::Error::custom(advice)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_from_its_file_without_the_last_line_break() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "geheim \n").unwrap();
        assert_eq!(Secret::File(file.path().to_owned()).read().unwrap(), "geheim");
        fs::write(file.path(), "\n").unwrap();
        let error = Secret::File(file.path().to_owned()).read().unwrap_err();
        assert!(matches!(error, SecretError::Empty { .. }), "{error}");
    }

    #[test]
    fn a_secret_that_is_not_there_says_where_it_was_looked_for() {
        let error = Secret::Env("DOCENT_NO_SUCH_SECRET".into()).read().unwrap_err();
        assert!(error.to_string().contains("`DOCENT_NO_SUCH_SECRET`"), "{error}");
        let error = Secret::File("no/such".into()).read().unwrap_err();
        assert!(error.to_string().contains("no/such"), "{error}");
    }
}
