//! What a build says at its end.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use crate::emit::{Size, Sizes};
use crate::lint::NotFirst;

/// How many titles that do not find their article first are named.
const NAMED: usize = 5;

/// Numbers of a build.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Languages with their numbers of articles.
    languages: Vec<(String, usize)>,
    /// Languages with their numbers of articles that only the default language has.
    untranslated: Vec<(String, usize)>,
    /// The language in which these are shown; none if they are not.
    pub(crate) fallback: Option<String>,
    pub(crate) pictures: usize,
    pub(crate) warnings: usize,
    /// Old addresses that lead on.
    pub(crate) redirects: usize,
    /// Paths of articles that are left out until a moment.
    pub(crate) waiting: Vec<(String, Timestamp)>,
    /// Articles that the words of their titles do not find first.
    pub(crate) not_first: Vec<NotFirst>,
    /// Whether there are too many titles to search for.
    pub(crate) titles_left_out: bool,
    pub(crate) sizes: Sizes,
}

impl Report {
    pub(crate) fn add_language(&mut self, lang: &str, articles: usize) {
        self.languages.push((lang.to_owned(), articles));
    }

    pub(crate) fn add_untranslated(&mut self, lang: &str, articles: usize) {
        if articles > 0 {
            self.untranslated.push((lang.to_owned(), articles));
        }
    }

    pub(crate) fn text(&self, out: &Path, time: Duration) -> String {
        let articles = self.languages.iter().map(|(_, count)| count).sum();
        let mut text = String::new();
        let _ = writeln!(
            text,
            "Built {} in {} ({}) into {}",
            Self::count(articles, "article"),
            Self::count(self.languages.len(), "language"),
            each(&self.languages),
            out.display(),
        );
        if !self.untranslated.is_empty() {
            let shown = match &self.fallback {
                Some(lang) => format!("shown in {lang}"),
                None => "not shown".to_owned(),
            };
            let _ = writeln!(text, "  not translated {} ({shown})", each(&self.untranslated));
        }
        for (path, moment) in &self.waiting {
            let _ = writeln!(text, "  waits          {path}.md, until {moment}");
        }
        if self.redirects > 0 {
            let _ = writeln!(text, "  redirects      {}", self.redirects);
        }
        for NotFirst { file, instead, .. } in self.not_first.iter().take(NAMED) {
            let instead = instead.as_ref().map_or("nothing".to_owned(), |slug| format!("`{slug}`"));
            let _ = writeln!(text, "  not first      {file}, whose title finds {instead}");
        }
        if let more @ 1.. = self.not_first.len().saturating_sub(NAMED) {
            let _ = writeln!(text, "  not first      and {more} more; `docent check` names them");
        }
        if self.titles_left_out {
            let _ = writeln!(text, "  titles         too many to search for; `docent check` does");
        }
        for (lang, index) in self.indexes_by_language() {
            let _ = writeln!(text, "  index {lang:<8} {}", size(index));
        }
        if self.sizes.widget.raw > 0 {
            let _ = writeln!(text, "  widget         {}", size(self.sizes.widget));
        }
        let _ = writeln!(text, "  all files      {}", size(self.sizes.all));
        let _ = writeln!(
            text,
            "  {}, {}, {}, {:.1} s",
            Self::count(self.sizes.files, "file"),
            Self::count(self.pictures, "picture"),
            Self::count(self.warnings, "warning"),
            time.as_secs_f64(),
        );
        text
    }

    fn indexes_by_language(&self) -> impl Iterator<Item = (&str, Size)> {
        self.languages.iter().filter_map(|(lang, _)| {
            let start = format!("_docent/index-{lang}-");
            // `zh` is also the start of `zh-hant`; the rest of the right name is a hash only.
            let found = self.sizes.indexes.iter().find(|(path, _)| {
                path.strip_prefix(&start).is_some_and(|rest| !rest.contains('-'))
            });
            found.map(|(_, size)| (lang.as_str(), *size))
        })
    }

    /// A number with its noun.
    pub(crate) fn count(number: usize, noun: &str) -> String {
        if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
    }
}

/// Languages, each with its number.
fn each(languages: &[(String, usize)]) -> String {
    let each: Vec<_> = languages.iter().map(|(lang, count)| format!("{lang} {count}")).collect();
    each.join(", ")
}

fn size(size: Size) -> String {
    format!("{:>10}, {} with Brotli", bytes(size.raw), bytes(size.brotli))
}

/// A size as people read it, in units of 1,000.
fn bytes(number: u64) -> String {
    match number {
        0..1_000 => format!("{number} B"),
        1_000..1_000_000 => format!("{:.1} kB", number as f64 / 1e3),
        _ => format!("{:.1} MB", number as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Place};

    fn not_first(number: usize) -> NotFirst {
        NotFirst {
            file: format!("{number}.md"),
            instead: Some("x".to_owned()),
            finding: Diagnostic::warning("title-not-first", Place::file(""), ""),
        }
    }

    #[test]
    fn the_summary_names_what_was_built() {
        let mut report = Report::default();
        report.add_language("en", 2);
        report.add_language("es", 1);
        report.add_untranslated("en", 0);
        report.add_untranslated("es", 1);
        report.sizes.add("_docent/index-en-0.idx", Size { raw: 12_345, brotli: 4_000 });
        report.sizes.add("docent.js", Size { raw: 900, brotli: 500 });
        report.not_first = (1..=7).map(not_first).collect();
        let text = report.text(Path::new("site"), Duration::from_millis(1_234));
        assert_eq!(
            text,
            "\
Built 3 articles in 2 languages (en 2, es 1) into site
  not translated es 1 (not shown)
  not first      1.md, whose title finds `x`
  not first      2.md, whose title finds `x`
  not first      3.md, whose title finds `x`
  not first      4.md, whose title finds `x`
  not first      5.md, whose title finds `x`
  not first      and 2 more; `docent check` names them
  index en          12.3 kB, 4.0 kB with Brotli
  widget              900 B, 500 B with Brotli
  all files         13.2 kB, 4.5 kB with Brotli
  2 files, 0 pictures, 0 warnings, 1.2 s
"
        );
    }
}
