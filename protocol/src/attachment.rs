//! Files that go along with a message.
//!
//! A message with files is sent as `multipart/form-data`: its JSON in the part `message`, which
//! comes first, then each file in a part named with the id of its [`Attachment`].

use serde::{Deserialize, Serialize};

use crate::form::is_false;
use crate::{Answers, Problem};

/// The most files of a message.
pub const ATTACHMENTS_MAX: usize = 10;

/// What a megabyte is: the unit of every limit.
pub const MEGABYTE: u64 = 1_000_000;

/// The most megabytes of a file.
pub const ATTACHMENT_MB_MAX: u64 = 10;

/// The most megabytes of all files of a message.
pub const ATTACHMENTS_MB_MAX: u64 = 25;

/// The most characters of a file's name.
pub const FILE_NAME_MAX: usize = 255;

/// What a message says of one of its files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// UUID in the usual text form; names the part that holds the file.
    pub id: String,
    /// Id of the question that it answers.
    pub field: String,
    /// Name on the customer's device, without folders.
    pub name: String,
    /// Media type as the browser knows it; may be empty.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// Length in bytes.
    pub size: u64,
    /// Whether the file could not be sent: it was kept for a later visit, and is gone there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub lost: bool,
}

impl Attachment {
    /// Checks the files of a message against each other and each by itself.
    pub(crate) fn check_all(all: &[Self]) -> Result<(), Problem> {
        if all.len() > ATTACHMENTS_MAX {
            let what = format!("may have at most {ATTACHMENTS_MAX} members");
            return Err(Problem::of_field("too-many", "attachments", &what));
        }
        all.iter().try_for_each(Self::check)?;
        let is_twin = |at: usize| all[..at].iter().any(|other| other.id == all[at].id);
        if (0..all.len()).any(is_twin) {
            let what = "must have an id of its own for each file";
            return Err(Problem::of_field("invalid-id", "attachments", what));
        }
        // Each is limited, so that the sum cannot overflow.
        if all.iter().map(|one| one.size).sum::<u64>() > ATTACHMENTS_MB_MAX * MEGABYTE {
            let what = format!("may have at most {ATTACHMENTS_MB_MAX} MB together");
            return Err(Problem::of_field("too-large", "attachments", &what));
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Problem> {
        Problem::require_id("attachments", &self.id)?;
        if !Answers::is_id(&self.field) {
            let what = "must name the field that each file belongs to";
            return Err(Problem::of_field("invalid-id", "attachments", what));
        }
        Problem::require_line("attachments", &self.name, FILE_NAME_MAX)?;
        if self.name.contains(['/', '\\']) {
            let what = "must name each file without folders";
            return Err(Problem::of_field("invalid-name", "attachments", what));
        }
        Problem::limit_line("attachments", &self.kind, 200)?;
        if self.size > ATTACHMENT_MB_MAX * MEGABYTE {
            let what = format!("may have at most {ATTACHMENT_MB_MAX} MB in each file");
            return Err(Problem::of_field("too-large", "attachments", &what));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(at: u32) -> Attachment {
        Attachment {
            id: format!("018f6a3e-7c1b-7d2e-9f00-{at:012}"),
            field: "photo".into(),
            name: "Broken strap.jpg".into(),
            kind: "image/jpeg".into(),
            size: 1_200_000,
            lost: false,
        }
    }

    #[test]
    fn files_are_limited_each_and_together() {
        assert_eq!(Attachment::check_all(&[]), Ok(()));
        assert_eq!(Attachment::check_all(&[file(1), file(2)]), Ok(()));
        let with = |change: fn(&mut Attachment)| {
            let mut one = file(1);
            change(&mut one);
            vec![one]
        };
        let large = |at| Attachment { size: ATTACHMENT_MB_MAX * MEGABYTE, ..file(at) };
        for (why, bad) in [
            ("too-many", (0..11).map(file).collect()),
            ("invalid-id", vec![file(1), file(1)]),
            ("too-large", (0..3).map(large).collect()),
            ("too-large", with(|one| one.size = u64::MAX)),
            ("invalid-id", with(|one| one.id = "../../etc/passwd".into())),
            ("invalid-id", with(|one| one.field = "No field".into())),
            ("missing", with(|one| one.name = " ".into())),
            ("invalid-name", with(|one| one.name = "../a.jpg".into())),
            ("not-one-line", with(|one| one.name = "a\r\nb.jpg".into())),
            ("not-one-line", with(|one| one.kind = "image/jpeg\r\nX: y".into())),
        ] {
            let problem = Attachment::check_all(&bad).expect_err(why);
            assert_eq!(
                (problem.code.as_str(), problem.field.as_deref()),
                (why, Some("attachments"))
            );
        }
    }
}
