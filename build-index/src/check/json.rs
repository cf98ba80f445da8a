//! `--format json`: an object for each finding, on a line of its own.

use anyhow::Result;
use serde::Serialize;

use super::location::Root;
use crate::diagnostic::{Diagnostic, Severity};

/// A finding as programs read it. The manual describes it; fields are only ever added.
#[derive(Debug, Serialize)]
struct Finding<'a> {
    /// Name of the rule.
    rule: &'a str,
    /// `error` or `warning`.
    severity: &'static str,
    /// Path from the working folder.
    file: String,
    /// Line, column and the column after the last character, from one; nothing where the finding is
    /// about a whole file. Columns count characters.
    line: Option<usize>,
    column: Option<usize>,
    end_column: Option<usize>,
    /// The line, cut to what is near the place.
    excerpt: Option<&'a str>,
    /// What is wrong.
    message: &'a str,
    /// What to do.
    help: Option<&'a str>,
    /// More lines for who wants to know why.
    details: Option<&'a str>,
}

/// All findings.
///
/// # Errors
///
/// None that could be caused from outside.
pub(super) fn lines(diagnostics: &[Diagnostic], root: &Root) -> Result<String> {
    let mut text = String::new();
    for found in diagnostics {
        let place = &found.place;
        let has_line = place.line > 0;
        let finding = Finding {
            rule: found.code,
            severity: severity(found.severity),
            file: root.path(&place.file),
            line: has_line.then_some(place.line),
            column: has_line.then_some(place.column),
            end_column: has_line.then(|| place.end_column()),
            excerpt: has_line.then_some(&place.excerpt),
            message: &found.message,
            help: found.help.as_deref(),
            details: found.details.as_deref(),
        };
        text.push_str(&serde_json::to_string(&finding)?);
        text.push('\n');
    }
    Ok(text)
}

/// The word for how bad something is, which is the same in all formats.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
