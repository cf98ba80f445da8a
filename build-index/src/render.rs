//! Diagnostics as text for a person at a terminal or in a log.
//!
//! A site moved from another system can have hundreds of equal warnings: the first ones of each
//! kind are shown with an excerpt, the others take a line each, and none is left out.

use std::fmt::Write as _;
use std::io::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::diagnostic::{Diagnostic, Severity};

/// How many warnings of one code are shown in full. Errors always are.
const IN_FULL: usize = 5;

/// Colours for a terminal, or nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    error: &'static str,
    warning: &'static str,
    frame: &'static str,
    bold: &'static str,
    reset: &'static str,
}

impl Style {
    pub(crate) const PLAIN: Self = Self { error: "", warning: "", frame: "", bold: "", reset: "" };
    const COLOURED: Self = Self {
        error: "\x1b[1;91m",
        warning: "\x1b[1;33m",
        frame: "\x1b[94m",
        bold: "\x1b[1m",
        reset: "\x1b[0m",
    };

    /// Colours if standard error is a terminal and the user did not refuse them (no-color.org).
    pub(crate) fn of_stderr() -> Self {
        Self::of(&std::io::stderr())
    }

    /// The same for standard output.
    pub(crate) fn of_stdout() -> Self {
        Self::of(&std::io::stdout())
    }

    fn of(stream: &impl std::io::IsTerminal) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if stream.is_terminal() && !refused { Self::COLOURED } else { Self::PLAIN }
    }
}

/// Prints to standard output. A reader that has seen enough, such as `head`, is no fault.
pub(crate) fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Prints to standard error, in the same way.
pub(crate) fn print_error(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Diagnostics in the order they come in. `root` is put before their paths, so that they can be
/// opened from where the program was started.
pub(crate) fn render(diagnostics: &[Diagnostic], root: &str, style: Style) -> String {
    let mut seen = std::collections::HashMap::<&str, usize>::new();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let number = seen.entry(diagnostic.code).or_default();
        *number += 1;
        if diagnostic.is_error() || *number <= IN_FULL {
            push_full(&mut out, diagnostic, root, style);
        } else {
            push_line(&mut out, diagnostic, root, style);
        }
    }
    out
}

fn label(diagnostic: &Diagnostic, style: Style) -> String {
    let (colour, word) = match diagnostic.severity {
        Severity::Error => (style.error, "error"),
        Severity::Warning => (style.warning, "warning"),
    };
    format!("{colour}{word}[{}]{}", diagnostic.code, style.reset)
}

/// Where a diagnostic is, as editors and terminals open it: path, line and column.
pub(crate) fn position(diagnostic: &Diagnostic, root: &str) -> String {
    let place = &diagnostic.place;
    let path = if place.file.is_empty() {
        root.to_owned()
    } else {
        format!("{}/{}", root.trim_end_matches('/'), place.file)
    };
    if place.line == 0 { path } else { format!("{path}:{}:{}", place.line, place.column) }
}

fn push_full(out: &mut String, diagnostic: &Diagnostic, root: &str, style: Style) {
    let place = &diagnostic.place;
    let number = if place.line == 0 { String::new() } else { place.line.to_string() };
    let gutter = " ".repeat(number.len());
    let Style { frame, bold, reset, .. } = style;
    let _ = writeln!(out, "{}: {bold}{}{reset}", label(diagnostic, style), diagnostic.message);
    let _ = writeln!(out, "{gutter}{frame}-->{reset} {}", position(diagnostic, root));
    if place.line > 0 {
        let excerpt = printable(&place.excerpt);
        let before = printable(&place.excerpt[..place.marked.start]).width();
        let marks = printable(&place.excerpt[place.marked.clone()]).width().max(1);
        let _ = writeln!(out, "{frame}{number} |{reset} {excerpt}");
        let blanks = " ".repeat(before);
        let marks = "^".repeat(marks);
        let _ = writeln!(out, "{gutter} {frame}|{reset} {blanks}{frame}{marks}{reset}");
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "{gutter} {frame}={reset} {bold}help{reset}: {help}");
    }
    if let Some(details) = &diagnostic.details {
        out.push_str(details);
    }
    out.push('\n');
}

fn push_line(out: &mut String, diagnostic: &Diagnostic, root: &str, style: Style) {
    let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let _ = writeln!(
        out,
        "{}: {}: {}{help}",
        label(diagnostic, style),
        position(diagnostic, root),
        diagnostic.message,
    );
}

/// Tabs become a blank and control characters a placeholder, so that the marks stay below what
/// they mark and content cannot drive the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn a_diagnostic_shows_file_line_column_excerpt_and_advice() {
        let text = "First\n\tSee [日本](gone.md).\n";
        let at = text.find("gone").unwrap_or_default();
        let place = Place::of("guides/a.md", text, at..at + 7);
        let all = [Diagnostic::warning("broken-link", place, "there is no article `gone.md`")
            .help("the nearest one is `done.md`")];
        let expected = "\
warning[broken-link]: there is no article `gone.md`
 --> content/guides/a.md:2:11
2 |  See [日本](gone.md).
  |             ^^^^^^^
  = help: the nearest one is `done.md`

";
        assert_eq!(render(&all, "content/", Style::PLAIN), expected);
    }

    #[test]
    fn warnings_of_one_kind_become_short_after_the_first_ones() {
        let all: Vec<_> = (0..8)
            .map(|n| Diagnostic::warning("x", Place::file(&format!("{n}.md")), "y").help("z"))
            .collect();
        let text = render(&all, "c", Style::PLAIN);
        assert_eq!(text.matches("= help: z").count(), IN_FULL);
        assert!(text.ends_with("warning[x]: c/7.md: y; z\n"), "{text}");
    }
}
