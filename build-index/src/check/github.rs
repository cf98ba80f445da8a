//! `--format github`: workflow commands, which GitHub Actions shows beside the lines they are about.

use std::fmt::Write as _;

use super::json::severity;
use super::location::Root;
use crate::diagnostic::Diagnostic;

/// One command for each finding.
pub(super) fn commands(diagnostics: &[Diagnostic], root: &Root) -> String {
    let mut text = String::new();
    for found in diagnostics {
        let place = &found.place;
        let file = property(&root.path(&place.file));
        let _ = write!(text, "::{} file={file}", severity(found.severity));
        if place.line > 0 {
            let (line, column) = (place.line, place.column);
            let _ = write!(text, ",line={line},col={column},endColumn={}", place.end_column());
        }
        let help = found.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", found.message));
        let _ = writeln!(text, ",title={}::{message}", property(found.code));
    }
    text
}

/// A message without characters that would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same for a value among others.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let text = "a\n100 % [b](c.md)";
        let place = Place::of("x, y: 5%.md", text, 12..16);
        let found =
            [Diagnostic::warning("broken-link", place, "100 %: no, `c`\r").help("a::b\n, c")];
        assert_eq!(
            commands(&found, &Root::new(Path::new("content"))),
            "::warning file=content/x%2C y%3A 5%25.md,line=2,col=11,endColumn=15,\
             title=broken-link::100 %25: no, `c`%0D%0Aa::b%0A, c\n"
        );
        let whole = [Diagnostic::error("no-article", Place::default(), "none")];
        assert_eq!(
            commands(&whole, &Root::new(Path::new("content"))),
            "::error file=content,title=no-article::none\n"
        );
    }
}
