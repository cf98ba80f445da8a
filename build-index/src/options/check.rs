//! `[check]`: how bad the findings of each rule are.

use super::read::{Reader, choice};
use crate::lint::{Level, Levels, RULES};
use crate::table::Table;

impl<'a> Reader<'a> {
    pub(super) fn levels(&mut self, mut table: Table<'a>) -> Levels {
        let mut levels = Levels::default();
        for rule in &RULES {
            let span = table.span_of(rule.name);
            let level = choice(&mut table, rule.name, &Level::NAMES);
            match (rule.level, span) {
                (None, Some(span)) => table.error(
                    span,
                    format!("findings of `{}` are always errors", rule.name),
                    "remove this line: the site cannot be built as long as there is one".to_owned(),
                ),
                _ => levels.0.extend(level.map(|level| (rule.name, level))),
            }
        }
        self.finish(table);
        levels
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::Level;
    use crate::options::parse;
    use crate::source::SourceFile;

    fn of(text: &str) -> (crate::options::Options, Vec<crate::diagnostic::Diagnostic>) {
        parse(&SourceFile { path: "docent.toml".into(), text: text.into() })
    }

    #[test]
    fn each_rule_has_a_level() {
        let (options, found) = of("[check]\nbroken-link = \"error\"\ncallout = \"off\"\n");
        assert!(found.is_empty(), "{found:?}");
        let level = |name| options.levels.of(name);
        assert_eq!(level("broken-link"), Level::Error);
        assert_eq!(level("callout"), Level::Off);
        assert_eq!(level("broken-anchor"), Level::Warning);
        assert_eq!(level("missing-translation"), Level::Off);
    }

    #[test]
    fn what_is_no_rule_or_no_level_is_told_with_the_nearest_one() {
        let cases = [
            ("broken-lnik = \"off\"", "did you mean `broken-link`?"),
            ("broken-link = \"of\"", "did you mean `off`?"),
            (
                "slug = \"off\"",
                "remove this line: the site cannot be built as long as there is one",
            ),
        ];
        for (line, help) in cases {
            let (_, found) = of(&format!("[check]\n{line}\n"));
            assert_eq!(found.len(), 1, "{line}: {found:?}");
            assert_eq!(found[0].help.as_deref(), Some(help));
            assert_eq!(found[0].place.line, 2);
        }
    }
}
