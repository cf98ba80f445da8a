//! Translations that are older than their originals, told by the history of the content folder.
//!
//! A later commit alone says nothing: it may have corrected a keyword. So what counts is whether the
//! text of the original is another one in the commit that changed it last than in the one that
//! changed the translation last. What is not committed is work on the way: an original is not told
//! of before, and a translation that is being changed is not told of at all.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use super::git::{Commit, Git, Place};
use crate::article::front_matter;
use crate::diagnostic::{Diagnostic, Place as At};
use crate::library::Library;
use crate::lint::hash_of_text;
use crate::source::{Source, SourceFile};

/// How many digits of a commit's name are shown.
const SHORT: usize = 10;

/// What history says.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) found: Vec<Diagnostic>,
    /// Why it says nothing, in a line; empty where it does or nobody asked.
    pub(super) note: &'static str,
}

/// A translation and its original, as files.
struct Pair<'a> {
    translation: &'a SourceFile,
    original: &'a SourceFile,
}

impl<'a> Pair<'a> {
    fn files(&self) -> [&'a str; 2] {
        [&self.translation.path, &self.original.path]
    }
}

/// Translations without a `source_hash` whose originals have changed since.
pub(super) fn outdated(content: &Path, library: &Library, source: &Source) -> History {
    let pairs = pairs(library, source);
    let git = Git(content);
    let note = |note| History { note, ..History::default() };
    if pairs.is_empty() {
        return History::default();
    }
    let prefix = match git.place() {
        Place::None => return History::default(),
        Place::Refused => {
            return note(
                "Whether translations are out of date was not told from history: \
                 git does not trust the owner of this folder (see `safe.directory`)\n",
            );
        }
        Place::Shallow => {
            return note(
                "Whether translations are out of date was not told from history: this clone has \
                 the last commits only (`git fetch --unshallow`, or `fetch-depth: 0`, brings all)\n",
            );
        }
        Place::Whole { prefix } => prefix,
    };
    let committed = git.committed();
    let is_known = |pair: &&Pair<'_>| pair.files().iter().all(|path| committed.contains(*path));
    let pairs: Vec<_> = pairs.iter().filter(is_known).collect();
    let wanted: HashSet<&str> = pairs.iter().flat_map(|pair| pair.files()).collect();
    let commits = git.last_commits(&prefix, wanted);
    let later = pairs.into_iter().filter_map(|pair| {
        let translated = commits.get(&pair.translation.path)?;
        let changed = commits.get(&pair.original.path)?;
        (changed.age < translated.age).then_some((pair, translated, changed))
    });
    let later: Vec<_> = later.collect();
    let Some(mut contents) = (!later.is_empty()).then(|| git.contents()).flatten() else {
        return History::default();
    };
    let found = later.into_iter().filter_map(|(pair, translated, changed)| {
        let mut then = |commit: &Commit, file: &SourceFile| {
            let text = contents.text(&commit.id, &format!("{prefix}{}", file.path))?;
            Some(hash_of_body(&file.path, text))
        };
        let now = |file: &SourceFile| hash_of_body(&file.path, file.text().into_owned());
        // Who is at work on the translation need not be told.
        let is_at_work = then(translated, pair.translation)? != now(pair.translation);
        let has_changed = then(translated, pair.original)? != then(changed, pair.original)?;
        (has_changed && !is_at_work).then(|| finding(pair, translated, &now(pair.original)))
    });
    History { found: found.collect(), note: "" }
}

fn pairs<'a>(library: &Library, source: &'a Source) -> Vec<Pair<'a>> {
    let default = library.default_lang();
    let translations = library.articles.iter().filter(|article| article.lang != default);
    let pairs = translations.filter(|article| article.front.rare().source_hash.is_none());
    let pairs = pairs.filter_map(|article| {
        let original = &library.articles[library.of_key(default, &article.key)?];
        let (translation, original) = (article.file, original.file);
        Some(Pair {
            translation: &source.articles[translation],
            original: &source.articles[original],
        })
    });
    pairs.collect()
}

fn hash_of_body(path: &str, text: String) -> String {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let file = SourceFile { path: path.to_owned(), text: text.into() };
    let body = front_matter::parse(&file).0.body;
    hash_of_text(&file.text()[body..])
}

fn finding(pair: &Pair<'_>, translated: &Commit, hash: &str) -> Diagnostic {
    let original = &pair.original.path;
    let commit = translated.id.get(..SHORT).unwrap_or(&translated.id);
    let message = format!("`{original}` has changed since this was translated");
    let help = format!(
        "`git diff {commit} -- {}`, run in the content folder, shows how; where nothing is to be \
         done, write `source_hash: {hash}`",
        quoted(original)
    );
    let place = At::file(&pair.translation.path);
    Diagnostic::warning("outdated-translation", place, message).help(help)
}

/// A path as a shell takes it for one word and nothing else.
fn quoted(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte)) {
        return Cow::Borrowed(path);
    }
    Cow::Owned(format!("'{}'", path.replace('\'', "'\\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_of_a_shell() {
        for (path, expected) in [
            ("en/billing/a-b_1.md", "en/billing/a-b_1.md"),
            ("en/a b.md", "'en/a b.md'"),
            ("en/$(x);'.md", "'en/$(x);'\\''.md'"),
        ] {
            assert_eq!(quoted(path), expected);
        }
    }
}
