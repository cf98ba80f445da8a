//! `--fix`: writes repairs into the files, and nothing else.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

use super::repairs::{Repair, repairs};
use super::sure::is_sure;
use crate::build::{self, Task};
use crate::progress::Progress;
use crate::render::print_error;
use crate::source::SourceFile;

/// The bytes that some editors of Windows put at the start of a file.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Repairs the articles of a content folder, and says of each file what was done to it.
///
/// # Errors
///
/// The folder cannot be read, or a file of it cannot be written; what was said before is done.
pub(super) fn fix(task: &Task<'_>, progress: &Progress) -> Result<()> {
    let read = build::read(task)?;
    let mut written = BTreeSet::new();
    for (article, repairs) in repairs(&read) {
        let article = &read.library.articles[article];
        let file = &read.source.articles[article.file];
        let body = article.front.body;
        let (text, made) = repaired(file, body, repairs);
        // Of two names for one file, the first is enough.
        let path = task.content.join(&file.path);
        let path = path.canonicalize().unwrap_or(path);
        if made.is_empty() || !written.insert(path.clone()) {
            continue;
        }
        write(&path, file, &text)?;
        let before = file.text();
        for Repair { range, new, .. } in made {
            let place = file.place(range.clone());
            let old = &before[range];
            let (path, line, column) = (&file.path, place.line, place.column);
            let said = format!("repaired {path}:{line}:{column}: `{old}` is `{new}` now\n");
            progress.aside(|| print_error(&said));
        }
    }
    Ok(())
}

/// The text with all repairs that change what they are meant to change and nothing else, and these.
fn repaired(file: &SourceFile, body: usize, repairs: Vec<Repair>) -> (String, Vec<Repair>) {
    let mut text = file.text().into_owned();
    let mut made: Vec<Repair> = Vec::new();
    // From the end, so that places before it stay where they are.
    for repair in repairs.into_iter().rev() {
        if made.last().is_some_and(|later| repair.range.end > later.range.start) {
            continue;
        }
        let mut new = text.clone();
        new.replace_range(repair.range.clone(), &repair.new);
        if is_sure(&file.path, &text, &new, body, &repair) {
            text = new;
            made.push(repair);
        }
    }
    made.reverse();
    (text, made)
}

/// Puts a text in the place of a file's, whole or not at all.
fn write(path: &Path, file: &SourceFile, text: &str) -> Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { b"" };
    if bytes[mark.len()..] != *file.text().as_bytes() {
        bail!("`{}` was changed while it was checked; try again", path.display());
    }
    let replace = || {
        let mut new = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
        new.write_all(mark)?;
        new.write_all(text.as_bytes())?;
        new.as_file().set_permissions(path.metadata()?.permissions())?;
        new.persist(path).map_err(|error| error.error)
    };
    replace().map(drop).with_context(|| format!("cannot write `{}`", path.display()))
}
