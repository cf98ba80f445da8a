//! A folder of attached files, beside the database or shared by several services.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use docent_protocol::Attachment;
use tempfile::NamedTempFile;

use super::{Arrived, name};

/// What the name of a file begins with that is still arriving.
const ARRIVING: &str = "arriving-";

/// No request takes as long; what is older was left by a program that was stopped.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder of attachments.
#[derive(Clone, Debug)]
pub struct AttachmentFolder {
    path: PathBuf,
}

impl AttachmentFolder {
    /// The folder of that path, which need not exist before the first file arrives.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// The folder that belongs to a database file: `docent-attachments` beside `docent.db`.
    #[must_use]
    pub fn beside(database: &Path) -> Self {
        let mut name = database.file_stem().map(OsString::from).unwrap_or_default();
        name.push("-attachments");
        Self::new(database.with_file_name(name))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a file is that came with a stored message.
    #[must_use]
    pub fn file(&self, attachment: &Attachment) -> PathBuf {
        self.path.join(name(attachment))
    }

    /// A file to write what arrives into. It is gone when it is dropped.
    pub(super) fn arriving(&self) -> io::Result<NamedTempFile> {
        fs::create_dir_all(&self.path)?;
        tempfile::Builder::new().prefix(ARRIVING).tempfile_in(&self.path)
    }

    /// Gives files that have arrived their names. One that is there already stays as it is: it
    /// came with an earlier attempt.
    pub(super) fn settle(&self, arrived: Vec<Arrived>) -> io::Result<()> {
        for Arrived { file, attachment } in arrived {
            match file.persist_noclobber(self.file(&attachment)) {
                Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(error.error);
                }
                _ => {}
            }
        }
        // Until then the names could be lost with the power. Windows opens no folders as files.
        #[cfg(unix)]
        fs::File::open(&self.path)?.sync_all()?;
        Ok(())
    }

    pub(super) fn remove(&self, attachment: &Attachment) -> io::Result<()> {
        match fs::remove_file(self.file(attachment)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes what a program left behind that was stopped in the middle of a request.
    pub(super) fn tidy(&self) {
        // Without a folder there is nothing to tidy; what cannot be removed does no harm.
        let Ok(entries) = fs::read_dir(&self.path) else { return };
        for entry in entries.flatten() {
            let is_arriving = entry.file_name().to_string_lossy().starts_with(ARRIVING);
            let changed = entry.metadata().and_then(|data| data.modified());
            let age = changed.ok().and_then(|at| SystemTime::now().duration_since(at).ok());
            if is_arriving && age.is_some_and(|age| age > ABANDONED) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_lies_beside_the_database() {
        let folder = AttachmentFolder::beside(Path::new("data/docent.db"));
        let attachment = Attachment {
            id: "018F6A3E-7C1B-7D2E-9F00-0123456789AB".into(),
            name: "../../invoice.exe".into(),
            kind: "application/pdf".into(),
            ..Attachment::default()
        };
        assert_eq!(
            folder.file(&attachment),
            Path::new("data/docent-attachments/018f6a3e-7c1b-7d2e-9f00-0123456789ab.pdf")
        );
    }

    #[test]
    fn only_what_was_left_long_ago_is_removed() {
        let place = tempfile::tempdir().expect("a folder");
        let make = |name: &str| {
            let path = place.path().join(name);
            fs::write(&path, "x").expect("a file");
            path
        };
        let (new, old, whole) = (make("arriving-1"), make("arriving-2"), make("whole.pdf"));
        let long_ago = SystemTime::now() - 2 * ABANDONED;
        for path in [&old, &whole] {
            let file = fs::File::options().write(true).open(path).expect("the file");
            file.set_modified(long_ago).expect("another time");
        }
        AttachmentFolder::new(place.path().to_owned()).tidy();
        assert!(new.exists() && whole.exists() && !old.exists());
    }
}
