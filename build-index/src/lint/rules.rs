//! Every rule by its name, and how bad its findings are.
//!
//! A finding that was made as an error is a fault that the build cannot go on from, whatever the
//! settings say. All others are as bad as `[check]` in docent.toml wants them.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};

/// What the findings of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Off,
    Warning,
    Error,
}

impl Level {
    /// The level that a setting names.
    pub(crate) const NAMES: [(&'static str, Option<Self>); 3] =
        [("off", Some(Self::Off)), ("warning", Some(Self::Warning)), ("error", Some(Self::Error))];
}

/// What is known of a rule without running it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Code of its diagnostics.
    pub(crate) name: &'static str,
    /// What its findings are unless the settings say otherwise; nothing where all of them are
    /// faults.
    pub(crate) level: Option<Level>,
    /// What it finds, as a sentence without a full stop.
    pub(crate) finds: &'static str,
}

const fn fault(name: &'static str, finds: &'static str) -> Rule {
    Rule { name, level: None, finds }
}

const fn rule(name: &'static str, level: Level, finds: &'static str) -> Rule {
    Rule { name, level: Some(level), finds }
}

/// All rules by name.
pub(crate) const RULES: [Rule; 44] = [
    rule("ambiguous-link", Level::Warning, "A wiki link can mean several articles"),
    rule("broken-anchor", Level::Warning, "A link leads to a heading that is not there"),
    rule("broken-link", Level::Warning, "A link leads to a file that is not there"),
    rule("callout", Level::Warning, "A callout marker has text behind it on its line"),
    rule("category-address", Level::Warning, "The address of a category's page is taken"),
    rule("contrast", Level::Warning, "The text of buttons is hard to read on the chosen colour"),
    fault("duplicate-slug", "Two articles have the same slug"),
    rule("duplicate-title", Level::Warning, "Two articles of a language have the same title"),
    rule("embedded-article", Level::Warning, "A wiki link should show what is no picture"),
    rule("empty-article", Level::Warning, "There is no text below the title"),
    rule("empty-language", Level::Warning, "A language has no article"),
    rule("external-link", Level::Warning, "A link leads to a page of another site that is gone"),
    fault("file-name", "The name of a file is not valid"),
    fault("front-matter", "The block at the top of an article cannot be read"),
    fault("icon", "An icon is not there or cannot be drawn"),
    fault("language", "An article has a language that the site does not have"),
    rule("link-to-draft", Level::Warning, "A link leads to a draft"),
    rule("lost-address", Level::Warning, "An address of the earlier build leads nowhere now"),
    rule("main-article", Level::Warning, "A main article of the settings is not there"),
    rule("missing-alt", Level::Warning, "A picture has no alternative text"),
    rule("missing-picture", Level::Warning, "A picture is not there"),
    rule("missing-translation", Level::Off, "An article is not translated"),
    rule("misspelt-key", Level::Warning, "A key of the front matter is nearly another one"),
    rule("moved-link", Level::Warning, "A link leads to a page of another site that has moved"),
    fault("no-article", "There is no article at all"),
    fault("not-utf8", "A file is in an old encoding"),
    rule("orphan-article", Level::Warning, "Nothing leads to an article but the last list"),
    rule("outdated-translation", Level::Warning, "An article has changed since it was translated"),
    fault("redirect", "An old address cannot be one, or is another article's"),
    rule("related-article", Level::Warning, "A related article is not there"),
    rule("remote-picture", Level::Warning, "A picture is loaded from another site"),
    rule("search-test", Level::Error, "A search does not find what it should"),
    fault("settings", "docent.toml has an unknown key or a wrong value"),
    rule("shortcode", Level::Warning, "A shortcode or tag of another tool was left out"),
    rule("similar-path", Level::Warning, "Two files would get the same address"),
    fault("slug", "A slug cannot be an address"),
    rule("stale-review", Level::Warning, "The review of an article is overdue"),
    fault("suggested-article", "A suggested article of the settings is not there"),
    rule("synonyms", Level::Warning, "A line of synonyms.toml has no effect or cannot be read"),
    rule("template", Level::Warning, "A template of yours has a name that is none"),
    rule("title-not-first", Level::Warning, "The words of a title find another article first"),
    rule("translation-of", Level::Warning, "The article that another one translates is not there"),
    fault("unreadable-file", "A file cannot be read"),
    rule("unsafe-address", Level::Warning, "A link such as `javascript:` was removed"),
];

/// What a site wants the findings of its rules to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels(pub(crate) BTreeMap<&'static str, Level>);

impl Levels {
    /// What the findings of a rule are.
    pub(crate) fn of(&self, name: &str) -> Level {
        let chosen = self.0.get(name).copied();
        chosen.or_else(|| find(name)?.level).unwrap_or(Level::Warning)
    }

    /// Makes findings as bad as the site wants them. Faults stay what they are.
    pub(crate) fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|found| {
            if found.is_error() {
                return true;
            }
            let level = self.of(found.code);
            if level == Level::Error {
                found.severity = Severity::Error;
            }
            level != Level::Off
        });
    }
}

fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn rules_stand_in_the_order_of_their_names() {
        assert!(RULES.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn a_site_can_change_what_is_no_fault() {
        let levels = [("broken-link", Level::Error), ("callout", Level::Off)];
        let levels = Levels(levels.into_iter().chain([("synonyms", Level::Off)]).collect());
        let place = || Place::file("a.md");
        let mut found = vec![
            Diagnostic::warning("broken-link", place(), ""),
            Diagnostic::warning("broken-anchor", place(), ""),
            Diagnostic::warning("callout", place(), ""),
            Diagnostic::warning("synonyms", place(), ""),
            Diagnostic::error("synonyms", place(), ""),
        ];
        levels.apply(&mut found);
        let left: Vec<_> = found.iter().map(|found| (found.code, found.is_error())).collect();
        assert_eq!(left, [("broken-link", true), ("broken-anchor", false), ("synonyms", true)]);
    }
}
