//! What an import says at its end: counts, and what was not carried over.

use std::fmt::Write as _;
use std::path::Path;

use super::write::Written;
use crate::new::typed;

/// `1 article`, `2 articles`, `2 categories`.
pub(super) fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

/// The report as text.
pub(super) fn text(written: &Written, to: &Path) -> String {
    let mut out = format!(
        "Imported {} in {} into `{}`: {}, {}",
        count(written.articles, "article"),
        count(written.languages, "language"),
        to.display(),
        count(written.categories, "category"),
        count(written.pictures, "picture"),
    );
    if written.drafts > 0 {
        let _ = write!(out, "; {}", count(written.drafts, "draft"));
    }
    out.push_str(".\n");
    if written.kept > 0 {
        let files = count(written.kept, "file");
        let were = if written.kept == 1 { "was" } else { "were" };
        let _ = writeln!(out, "{files} {were} there already and not changed.");
    }
    let mut notes = written.notes.clone();
    notes.sort();
    notes.dedup();
    if !notes.is_empty() {
        out.push_str("\nWhat could not be carried over, or needs a look:\n");
    }
    let mut file = None;
    for note in &notes {
        if file != Some(&note.file) {
            out.push('\n');
            if !note.file.is_empty() {
                let _ = writeln!(out, "{}", note.file);
            }
            file = Some(&note.file);
        }
        let _ = writeln!(out, "  {}", note.what.trim_end().replace('\n', "\n  "));
    }
    if written.articles > 0 {
        let to = typed(to);
        let _ = write!(
            out,
            "\nGo on with\n\n  docent check {to}  # what is left to do\n  docent serve {to}  # see it\n"
        );
    }
    out
}
