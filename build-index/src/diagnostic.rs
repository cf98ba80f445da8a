//! What a build has to say about content: a code, a sentence, a place and advice.
//!
//! A diagnostic carries the excerpt it shows, so it outlives the text it is about. How it looks
//! on a terminal is the business of `render`.

use std::ops::Range;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Severity {
    /// The build stops once everything is reported.
    Error,
    /// The site is built; something in it is not as the writer meant it.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Diagnostic {
    pub(crate) severity: Severity,
    /// Kebab-case, stable across versions.
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) place: Place,
    pub(crate) help: Option<String>,
    /// More lines for who wants to know why; they are shown as they are.
    pub(crate) details: Option<String>,
    /// A path that was not found. The nearest that exists goes before `help`, once it is known.
    pub(crate) wanted: Option<String>,
}

/// Where it is. `line` and `column` count from one; a place without an excerpt is a whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// Path below the content folder.
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The line, cut to what is near the place.
    pub(crate) excerpt: String,
    /// Bytes of `excerpt` to underline.
    pub(crate) marked: Range<usize>,
    /// How many characters it is about, of which the excerpt may show less.
    pub(crate) width: usize,
}

/// How much of a long line is kept on either side of the marked part, in characters.
const EXCERPT_AROUND: usize = 40;
/// The longest marked part that is shown, in characters.
const MARKED_MAX: usize = 60;

impl Diagnostic {
    pub(crate) fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, ..Self::warning(code, place, message) }
    }

    pub(crate) fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            code,
            message: message.into(),
            place,
            help: None,
            details: None,
            wanted: None,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says that the same is wrong in so many places further down.
    pub(crate) fn and_below(mut self, more: usize) -> Self {
        match more {
            0 => {}
            1 => self.message.push_str(" (and once more below)"),
            more => self.message.push_str(&format!(" (and {more} more times below)")),
        }
        self
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics into the order of the files and lines they are about.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.place.line, d.place.column, d.code);
        let by_file = a.place.file.cmp(&b.place.file);
        by_file.then_with(|| key(a).cmp(&key(b))).then_with(|| a.message.cmp(&b.message))
    });
}

impl Place {
    /// A file as a whole.
    pub(crate) fn file(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// Some bytes of a file's text. A range that is out of bounds or splits a character is moved
    /// to the nearest one that fits; of several lines the first is shown.
    pub(crate) fn of(file: &str, text: &str, range: Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
        let end = text.floor_char_boundary(range.end.clamp(start, line_end));
        let first = nth_back(&text[line_start..start], EXCERPT_AROUND) + line_start;
        let width = text[start..end].chars().count();
        let end = start + nth(&text[start..end], MARKED_MAX);
        let last = end + nth(&text[end..line_end], EXCERPT_AROUND);
        let (before, after) =
            (if first > line_start { "…" } else { "" }, if last < line_end { "…" } else { "" });
        let marked = before.len() + (start - first);
        Self {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            excerpt: format!("{before}{}{after}", &text[first..last]),
            marked: marked..marked + (end - start),
            width,
        }
    }

    /// The column after the last marked character.
    pub(crate) fn end_column(&self) -> usize {
        self.column + self.width
    }
}

/// Byte offset of the character with that number, or the end.
fn nth(text: &str, number: usize) -> usize {
    text.char_indices().nth(number).map_or(text.len(), |(at, _)| at)
}

/// Byte offset of the start of the last `number` characters.
fn nth_back(text: &str, number: usize) -> usize {
    text.char_indices().rev().take(number).last().map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_to_be_shown_still_has_its_end() {
        let text = format!("see {} there", "ä".repeat(100));
        let place = Place::of("a.md", &text, 4..204);
        assert_eq!((place.column, place.end_column()), (5, 105));
        assert!(place.excerpt.chars().count() < 110, "{}", place.excerpt);
    }

    #[test]
    fn a_place_counts_lines_and_characters() {
        let text = "one\r\nzwei größer\nthree";
        let place = Place::of("a.md", text, 10..17);
        assert_eq!((place.line, place.column), (2, 6));
        assert_eq!(place.excerpt, "zwei größer");
        assert_eq!(&place.excerpt[place.marked.clone()], "größe");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}HERE{}", "ä".repeat(5_000), "b".repeat(5_000));
        let place = Place::of("a.md", &text, 10_000..10_004);
        assert_eq!(place.column, 5_001);
        assert_eq!(&place.excerpt[place.marked.clone()], "HERE");
        assert!(place.excerpt.chars().count() < 100, "{}", place.excerpt);
    }

    #[test]
    fn a_range_out_of_bounds_is_moved_inside() {
        for range in [0..99, 99..120, 1..2] {
            let place = Place::of("a.md", "ä", range);
            assert_eq!(place.line, 1);
            assert!(place.excerpt.get(place.marked.clone()).is_some());
        }
        assert_eq!(Place::of("a.md", "", 0..0).line, 1);
    }
}
