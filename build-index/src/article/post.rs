//! Files of Jekyll: `_posts/2024-03-05-refund-policy.md` and `_drafts/refund-policy.md`.
//!
//! The day belongs to the name in these folders only. Elsewhere it is what the writer named the
//! article by, as in release notes.

use jiff::civil::Date;

const POSTS: &str = "_posts";
const DRAFTS: &str = "_drafts";

/// What the path of a post tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Post<'a> {
    /// Its name without the day, and without the suffix if the path has none.
    pub(crate) name: &'a str,
    pub(crate) day: Option<Date>,
    pub(crate) is_draft: bool,
    path: &'a str,
}

impl<'a> Post<'a> {
    /// Reads a path; nothing where it is not that of a post.
    pub(crate) fn of(path: &'a str) -> Option<Self> {
        let (folders, file) = path.rsplit_once('/')?;
        let mut folders = folders.split('/');
        let is_draft = match folders.find(|folder| [POSTS, DRAFTS].contains(folder))? {
            DRAFTS => true,
            _ => folders.any(|folder| folder == DRAFTS),
        };
        let (day, name) = match day_and_name(file) {
            Some((day, name)) => (Some(day), name),
            None => (None, file),
        };
        Some(Self { name, day, is_draft, path })
    }

    /// The path without these folders and the day.
    pub(crate) fn plain_path(&self) -> String {
        self.path_to(self.name)
    }

    /// The path without these folders.
    pub(crate) fn dated_path(&self) -> String {
        self.path_to(self.path.rsplit('/').next().unwrap_or_default())
    }

    fn path_to(&self, name: &str) -> String {
        let folders = self.path.rsplit_once('/').map_or("", |(folders, _)| folders);
        let folders = folders.split('/').filter(|folder| ![POSTS, DRAFTS].contains(folder));
        folders.chain([name]).collect::<Vec<_>>().join("/")
    }
}

/// A path without what Jekyll puts into it.
pub(crate) fn plain_path(path: &str) -> String {
    Post::of(path).map_or_else(|| path.to_owned(), |post| post.plain_path())
}

/// The day that a name begins with, and what follows. A name that is only a day stays one.
fn day_and_name(file: &str) -> Option<(Date, &str)> {
    let mut parts = file.splitn(4, '-');
    let mut number = |digits: std::ops::RangeInclusive<usize>| {
        let part = parts.next()?;
        let is_number = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok())?
    };
    let (year, month, day) = (number(4..=4)?, number(1..=2)?, number(1..=2)?);
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let name = parts.next()?;
    let bare = name.split('.').next().unwrap_or_default();
    bare.contains(char::is_alphanumeric).then_some((day, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_taken_off_names_in_the_folders_of_jekyll() {
        let cases = [
            ("_posts/2024-03-05-refund-policy", Some(("2024-03-05", "refund-policy", false))),
            ("en/billing/_posts/2024-3-5-a.b", Some(("2024-03-05", "en/billing/a.b", false))),
            ("_drafts/refund-policy", Some(("", "refund-policy", true))),
            ("_posts/x/_drafts/2024-03-05-y", Some(("2024-03-05", "x/y", true))),
            ("_posts/2024-02-30-a", Some(("", "2024-02-30-a", false))),
            ("_posts/2024-03-05", Some(("", "2024-03-05", false))),
            ("_posts/2024-03-05-", Some(("", "2024-03-05-", false))),
            ("_posts/2024-03-05-!", Some(("", "2024-03-05-!", false))),
            ("_posts/24-03-05-a", Some(("", "24-03-05-a", false))),
            ("_posts/2024-03-05-😀 שלום", Some(("2024-03-05", "😀 שלום", false))),
            ("2024-03-05-refund-policy", None),
            ("posts/2024-03-05-refund-policy", None),
            ("_posts", None),
        ];
        for (path, expected) in cases {
            let post = Post::of(path);
            let found = post.as_ref().map(|post| {
                let day = post.day.map(|day| day.to_string()).unwrap_or_default();
                assert!(post.dated_path().ends_with(path.rsplit('/').next().unwrap_or_default()));
                (day, post.plain_path(), post.is_draft)
            });
            let expected =
                expected.map(|(day, path, draft)| (day.to_owned(), path.to_owned(), draft));
            assert_eq!(found, expected, "{path}");
        }
    }
}
