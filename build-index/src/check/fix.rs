//! `--fix`: writes repairs into the files, and nothing else.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::repairs::{Repair, repairs};
use crate::build::{self, Task};
use crate::source::SourceFile;

/// The bytes that some editors of Windows put at the start of a file.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Repairs the articles of a content folder. Returns what to say about it.
///
/// # Errors
///
/// The folder cannot be read, or a file of it cannot be written.
pub(super) fn fix(task: &Task<'_>) -> Result<String> {
    let read = build::read(task)?;
    let mut text = String::new();
    for (file, repairs) in repairs(&read) {
        let file = &read.source.articles[file];
        write(&task.content.join(&file.path), file, &repairs)?;
        for Repair { range, new } in repairs {
            let place = file.place(range.clone());
            let old = &file.text[range];
            let (path, line, column) = (&file.path, place.line, place.column);
            let _ = writeln!(text, "repaired {path}:{line}:{column}: `{old}` is `{new}` now");
        }
    }
    Ok(text)
}

/// Puts repairs, in the order of the text, into a file and leaves all other bytes as they are.
fn write(path: &Path, file: &SourceFile, repairs: &[Repair]) -> Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { b"" };
    if bytes[mark.len()..] != *file.text.as_bytes() {
        bail!("`{}` was changed while it was checked; try again", path.display());
    }
    let mut new = mark.to_vec();
    let mut at = 0;
    for repair in repairs {
        new.extend_from_slice(&file.text.as_bytes()[at..repair.range.start]);
        new.extend_from_slice(repair.new.as_bytes());
        at = repair.range.end;
    }
    new.extend_from_slice(&file.text.as_bytes()[at..]);
    std::fs::write(path, new).with_context(|| format!("cannot write `{}`", path.display()))
}
