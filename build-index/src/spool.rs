//! What a build has made and needs again later: in memory while it is little, else in a file that
//! goes when the program ends. So the memory for a build does not grow with the texts of its
//! articles.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Where texts and other values are put away.
#[derive(Debug, Default)]
pub(crate) struct Spool {
    /// Where the file is made, if one may be.
    folder: Option<PathBuf>,
    /// How many more bytes stay in memory.
    room: AtomicUsize,
    file: Mutex<Option<File>>,
    fault: Mutex<Option<io::Error>>,
}

impl Spool {
    /// Keeps everything in memory.
    pub(crate) fn in_memory() -> Self {
        Self { room: usize::MAX.into(), ..Self::default() }
    }

    /// Keeps some bytes in memory. Makes a file for the rest, once there is any, in the nearest folder
    /// above a site that is there: that has room for the site, and may be larger than the folder for
    /// temporary files, which on many systems is in memory.
    pub(crate) fn near(site: &Path, room: usize) -> Self {
        let site = std::path::absolute(site).unwrap_or_else(|_| site.to_owned());
        let folder = site.ancestors().skip(1).find(|above| above.is_dir()).map(Path::to_owned);
        Self { folder, room: room.into(), ..Self::default() }
    }

    /// Keeps some bytes in memory, and the rest with the temporary files of all programs, on a disk if
    /// the system has a folder for that.
    pub(crate) fn apart(room: usize) -> Self {
        let is_told = std::env::var_os("TMPDIR").is_some();
        let on_disk = Some(PathBuf::from("/var/tmp")).filter(|folder| !is_told && folder.is_dir());
        let folder = on_disk.unwrap_or_else(std::env::temp_dir);
        Self { folder: Some(folder), room: room.into(), ..Self::default() }
    }

    /// Puts a text away.
    pub(crate) fn text(self: &Arc<Self>, text: String) -> Text {
        match self.put_away(text.len(), || Some(text.as_bytes().into())) {
            Some(range) => Text::Away { spool: self.clone(), range },
            None => Text::Here(text),
        }
    }

    /// Puts away a value that takes some `size` bytes in memory.
    pub(crate) fn value<T: Serialize>(&self, value: Arc<T>, size: usize) -> Stored<T> {
        match self.put_away(size, || serde_json::to_vec(&*value).ok().map(Cow::Owned)) {
            Some(range) => Stored::Away(range),
            None => Stored::Here(value),
        }
    }

    /// Whether all that was asked for could be read back. Whoever puts away, asks before what was
    /// made of it is of use to anybody.
    ///
    /// # Errors
    ///
    /// Something could not.
    pub(crate) fn check(&self) -> Result<()> {
        let fault = locked(&self.fault).take();
        fault
            .map_or(Ok(()), Err)
            .context("cannot read back what was put away in a temporary file; try again")
    }

    /// Where it is in the file; nothing if it has to stay in memory: as there is room, or as it
    /// cannot be written. Then the disk may be full, which the build tells when it needs it.
    fn put_away<'b>(
        &self,
        size: usize,
        bytes: impl FnOnce() -> Option<Cow<'b, [u8]>>,
    ) -> Option<Range<u64>> {
        let take = |room: usize| room.checked_sub(size);
        let has_room = self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok();
        let folder = self.folder.as_ref().filter(|_| !has_room)?;
        let bytes = bytes()?;
        let mut open = locked(&self.file);
        if open.is_none() {
            *open = tempfile::tempfile_in(folder).or_else(|_| tempfile::tempfile()).ok();
        }
        let file = open.as_mut()?;
        let start = file.seek(SeekFrom::End(0)).ok()?;
        file.write_all(&bytes).ok()?;
        Some(start..start + bytes.len() as u64)
    }

    fn read(&self, range: &Range<u64>) -> Option<Vec<u8>> {
        let read = || {
            let mut bytes = vec![0; usize::try_from(range.end - range.start).unwrap_or_default()];
            let mut open = locked(&self.file);
            let file = open.as_mut().ok_or(io::ErrorKind::NotFound)?;
            file.seek(SeekFrom::Start(range.start))?;
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        };
        read().map_err(|error| self.fail(error)).ok()
    }

    fn fail(&self, error: io::Error) {
        locked(&self.fault).get_or_insert(error);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A text that may have been put away.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Here(String),
    Away { spool: Arc<Spool>, range: Range<u64> },
}

impl Text {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Here(text) => text.len(),
            Self::Away { range, .. } => {
                usize::try_from(range.end - range.start).unwrap_or_default()
            }
        }
    }

    /// The text; blanks of its length where it cannot be read back, so that it still has all places
    /// that are known of it.
    pub(crate) fn read(&self) -> Cow<'_, str> {
        match self {
            Self::Here(text) => Cow::Borrowed(text),
            Self::Away { spool, range } => {
                let text = spool.read(range).and_then(|bytes| {
                    let invalid =
                        |error| spool.fail(io::Error::new(io::ErrorKind::InvalidData, error));
                    String::from_utf8(bytes).map_err(invalid).ok()
                });
                Cow::Owned(text.unwrap_or_else(|| " ".repeat(self.len())))
            }
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Here(String::new())
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Self {
        Self::Here(text.into())
    }
}

/// A value that may have been put away.
#[derive(Debug)]
pub(crate) enum Stored<T> {
    Here(Arc<T>),
    Away(Range<u64>),
}

/// Values by number, those of one spool.
#[derive(Debug)]
pub(crate) struct Shelf<T> {
    spool: Arc<Spool>,
    values: Vec<Stored<T>>,
}

impl<T: DeserializeOwned + Default> Shelf<T> {
    /// An empty one for so many values.
    pub(crate) fn with_capacity(spool: &Arc<Spool>, len: usize) -> Self {
        Self { spool: spool.clone(), values: Vec::with_capacity(len) }
    }

    pub(crate) fn push(&mut self, value: Stored<T>) {
        self.values.push(value);
    }

    /// The value of that number; an empty one where it cannot be read back.
    pub(crate) fn get(&self, number: usize) -> Arc<T> {
        match &self.values[number] {
            Stored::Here(value) => value.clone(),
            Stored::Away(range) => {
                let value = self.spool.read(range).and_then(|bytes| {
                    let invalid = |error: serde_json::Error| self.spool.fail(error.into());
                    serde_json::from_slice(&bytes).map_err(invalid).ok()
                });
                Arc::new(value.unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_away_comes_back_whether_there_is_room_in_memory_or_not() {
        let at = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let texts = ["", "one", "zwei\n\"3\"", "четыре"];
        for room in [0, 4, 12, 1_000] {
            let spool = Arc::new(Spool::near(&at.path().join("not/there/site"), room));
            let mut shelf = Shelf::with_capacity(&spool, texts.len());
            let kept = texts.map(|text| {
                shelf.push(spool.value(Arc::new(vec![text.to_owned()]), text.len()));
                spool.text(text.to_owned())
            });
            for (number, (text, kept)) in texts.into_iter().zip(&kept).enumerate().rev() {
                assert_eq!(kept.read(), text);
                assert_eq!(*shelf.get(number), [text]);
            }
            let is_away = |text: &Text| matches!(text, Text::Away { .. });
            assert_eq!(kept.iter().any(is_away), room < 1_000);
            assert!(spool.check().is_ok());
        }
        assert_eq!(at.path().read_dir().map(Iterator::count).ok(), Some(0), "no file to be seen");
    }

    #[test]
    fn what_cannot_be_written_stays_and_what_cannot_be_read_back_is_told() {
        let nowhere = Arc::new(Spool { room: 0.into(), ..Spool::default() });
        assert_eq!(nowhere.text("kept".to_owned()).read(), "kept");

        let at = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let spool = Arc::new(Spool::near(&at.path().join("site"), 0));
        let text = spool.text("some text".to_owned());
        let mut shelf = Shelf::with_capacity(&spool, 1);
        shelf.push(spool.value(Arc::new(7), 4));
        if let Some(file) = locked(&spool.file).as_ref() {
            file.set_len(3).unwrap_or_else(|error| panic!("{error}"));
        }
        assert_eq!(text.read(), "         ", "as long as it was");
        assert_eq!(*shelf.get(0), 0);
        let error = spool.check().map_err(|error| format!("{error:#}")).err().unwrap_or_default();
        assert!(error.contains("try again") && error.contains(": "), "{error}");
    }
}
