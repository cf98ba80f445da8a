//! Files that customers attach to messages, one each: in a folder, or in a bucket of a storage that
//! speaks S3.
//!
//! A file is named by its id and by the ending of what it was found to be, never by what a
//! customer called it. It is durable before the message that names it is stored. What a stopped
//! request leaves behind is removed; a file whose message never came is taken up by the next
//! attempt to send it, which has the same ids.

mod bucket;
mod folder;
mod kind;
mod receive;

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use docent_protocol::Attachment;
use tempfile::{NamedTempFile, TempPath};

pub use bucket::BucketError;
pub use folder::AttachmentFolder;
pub(crate) use receive::{
    BODY_MAX, REQUEST_TIME, Received, is_multipart, keep_files, receive, require_all,
};

use bucket::Bucket;

/// Where attached files are kept.
#[derive(Clone, Debug)]
pub struct Attachments(Kept);

#[derive(Clone, Debug)]
enum Kept {
    Folder(AttachmentFolder),
    Bucket(Arc<Bucket>),
}

/// A file that has arrived, and is gone when it is dropped.
#[derive(Debug)]
pub(crate) struct Arrived {
    file: TempPath,
    attachment: Attachment,
}

impl Attachments {
    /// Those at a place as people name it: a folder, or `s3://BUCKET/PREFIX`, for which `var` tells
    /// the variables of the environment that programs for S3 share.
    ///
    /// # Errors
    ///
    /// The name of the bucket is none, or the variables do not say who is asking.
    pub fn at(place: &Path, var: impl Fn(&str) -> Option<String>) -> Result<Self, BucketError> {
        match place.to_str().filter(|place| place.starts_with(bucket::SCHEME)) {
            Some(place) => {
                let bucket = Bucket::new(place, var)?;
                Ok(Self(Kept::Bucket(Arc::new(bucket))))
            }
            None => Ok(AttachmentFolder::new(place.to_owned()).into()),
        }
    }

    /// The folder, if they are in one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match &self.0 {
            Kept::Folder(folder) => Some(folder.path()),
            Kept::Bucket(_) => None,
        }
    }

    /// Where a file is that came with a stored message: a path, or `s3://BUCKET/KEY`.
    #[must_use]
    pub fn place(&self, attachment: &Attachment) -> PathBuf {
        match &self.0 {
            Kept::Folder(folder) => folder.file(attachment),
            Kept::Bucket(bucket) => bucket.place(attachment).into(),
        }
    }

    /// What is in a file.
    ///
    /// # Errors
    ///
    /// It is not there, or cannot be had at the moment.
    pub async fn read(&self, attachment: &Attachment) -> io::Result<Vec<u8>> {
        let (kept, attachment) = (self.0.clone(), attachment.clone());
        unhurried(move || match kept {
            Kept::Folder(folder) => std::fs::read(folder.file(&attachment)),
            Kept::Bucket(bucket) => bucket.read(&attachment),
        })
        .await
    }

    /// Removes files that nothing names any more. Where those are that cannot be removed, which
    /// the log says as well.
    pub async fn remove(&self, files: &[Attachment]) -> Vec<PathBuf> {
        let mut left = Vec::new();
        for file in files.iter().filter(|file| !file.lost) {
            let (kept, attachment) = (self.0.clone(), file.clone());
            let removed = unhurried(move || match kept {
                Kept::Folder(folder) => folder.remove(&attachment),
                Kept::Bucket(bucket) => bucket.remove(&attachment),
            });
            if let Err(error) = removed.await {
                let place = self.place(file);
                tracing::warn!(%error, place = %place.display(), "a file cannot be removed");
                left.push(place);
            }
        }
        left
    }

    /// Whether files can be kept now; a folder says so when the first one arrives.
    pub(crate) async fn check(&self) -> io::Result<()> {
        match self.0.clone() {
            Kept::Folder(_) => Ok(()),
            Kept::Bucket(bucket) => unhurried(move || bucket.check()).await,
        }
    }

    /// Removes what a program left behind that was stopped in the middle of a request.
    pub(crate) fn tidy(&self) {
        if let Kept::Folder(folder) = &self.0 {
            folder.tidy();
        }
    }

    /// A file to write what arrives into. It is gone when it is dropped.
    fn arriving(&self) -> io::Result<NamedTempFile> {
        match &self.0 {
            Kept::Folder(folder) => folder.arriving(),
            Kept::Bucket(_) => NamedTempFile::new(),
        }
    }

    /// Keeps files that have arrived, each durable from then on. One that is there already stays
    /// as it is: it came with an earlier attempt.
    async fn settle(&self, arrived: Vec<Arrived>) -> io::Result<()> {
        if arrived.is_empty() {
            return Ok(());
        }
        let kept = self.0.clone();
        unhurried(move || match kept {
            Kept::Folder(folder) => folder.settle(arrived),
            Kept::Bucket(bucket) => arrived.iter().try_for_each(|one| bucket.keep(one)),
        })
        .await
    }
}

impl From<AttachmentFolder> for Attachments {
    fn from(folder: AttachmentFolder) -> Self {
        Self(Kept::Folder(folder))
    }
}

/// Name of a file, whatever it is kept in.
fn name(attachment: &Attachment) -> String {
    let Attachment { id, kind, .. } = attachment;
    format!("{}.{}", id.to_ascii_lowercase(), kind::ending(kind))
}

/// Waits for a disk or a network without keeping other requests waiting.
async fn unhurried<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::from).flatten()
}
