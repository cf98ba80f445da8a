//! Where a test's attached files are: in a folder or, where `DOCENT_TEST_S3` is the address of a
//! storage that speaks S3, below a prefix of their own in its bucket `docent-test`. The storage's
//! own folder is then named by `DOCENT_TEST_S3_FOLDER`: it keeps what it has in files, too.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use docent_collector::{AttachmentFolder, Attachments};
use uuid::Uuid;

const STORAGE: &str = "DOCENT_TEST_S3";
const STORAGE_FOLDER: &str = "DOCENT_TEST_S3_FOLDER";

const BUCKET: &str = "docent-test";

/// Who may use it, and with which secret.
pub(crate) const WHO: &str = "S3RVER";

/// What s3rver makes of a name.
const ENDING: &str = "._S3rver_object";

pub(crate) struct Cabinet {
    files: Attachments,
    folder: PathBuf,
}

impl Cabinet {
    /// Beside the test's database, or in the bucket.
    pub(crate) fn new(folder: &Path) -> Self {
        Self::in_bucket(WHO).unwrap_or_else(|| {
            let files = AttachmentFolder::beside(&folder.join("docent.db"));
            let folder = files.path().to_owned();
            Self { files: files.into(), folder }
        })
    }

    /// In the bucket for somebody, if there is a storage.
    pub(crate) fn in_bucket(who: &str) -> Option<Self> {
        let storage = env::var(STORAGE).ok()?;
        let folder = env::var(STORAGE_FOLDER).expect("the folder of the storage");
        let prefix = Uuid::now_v7().simple().to_string();
        let place = format!("s3://{BUCKET}/{prefix}");
        let files = Attachments::at(Path::new(&place), |name| match name {
            "AWS_ACCESS_KEY_ID" => Some(who.to_owned()),
            "AWS_SECRET_ACCESS_KEY" => Some(WHO.to_owned()),
            "AWS_ENDPOINT_URL" => Some(storage.clone()),
            _ => None,
        });
        let folder = Path::new(&folder).join(BUCKET).join(prefix);
        Some(Self { files: files.expect("a bucket"), folder })
    }

    pub(crate) fn files(&self) -> Attachments {
        self.files.clone()
    }

    /// The folder that keeps them in the end.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Their names, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = match self.files.folder() {
            Some(_) => names.collect(),
            None => names.filter_map(|name| Some(name.strip_suffix(ENDING)?.to_owned())).collect(),
        };
        names.sort();
        names
    }
}
