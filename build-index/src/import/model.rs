//! What every service's articles are before they are written: the one form between readers and
//! writer.
//!
//! It knows nothing of JSON, of Markdown and of where files go.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::article::front_matter::fold_blanks;

/// A help centre as it was exported.
#[derive(Debug, Default)]
pub(super) struct Centre {
    /// Categories, sections, collections and folders, in the order of the export.
    pub(super) groups: Vec<Group>,
    pub(super) articles: Vec<Article>,
    /// Language of what does not say its own.
    pub(super) default_lang: String,
    /// What could not be read.
    pub(super) notes: Vec<Note>,
}

/// What holds articles. One without a parent is a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) parent: Option<String>,
    pub(super) order: Option<i64>,
    /// Whether only some people could see what is in it.
    pub(super) restricted: bool,
    /// Name and description by language.
    pub(super) texts: BTreeMap<String, GroupText>,
}

/// A group in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GroupText {
    pub(super) name: String,
    pub(super) description: String,
}

/// An article in all its languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub(super) id: String,
    pub(super) group: Option<String>,
    /// The group around that one, which counts where the other is not known.
    pub(super) around: Option<String>,
    pub(super) order: Option<i64>,
    /// Whether only some people could see it.
    pub(super) restricted: bool,
    /// Whether the export does not say who could see it.
    pub(super) unsure: bool,
    /// Whether it was shown before others.
    pub(super) promoted: bool,
    pub(super) keywords: Vec<String>,
    /// Ids of what to read next.
    pub(super) related: Vec<String>,
    pub(super) texts: BTreeMap<String, ArticleText>,
    /// When the versions were changed that told `group`, `around` and `order`.
    pub(super) told: [String; 3],
}

/// An article in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ArticleText {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) html: String,
    /// Whether `html` is a whole page, with what stands around its text.
    pub(super) is_page: bool,
    pub(super) draft: bool,
    /// When it was changed last, as the service writes it; of two versions the later one counts.
    pub(super) changed: String,
    /// Where it was found: a whole address, or a path of the old host that begins with a slash.
    pub(super) addresses: Vec<String>,
    /// Name of its file, where the old one is worth keeping.
    pub(super) name: Option<String>,
    /// The file that it was read from, for messages.
    pub(super) read_from: String,
    /// The folder that addresses of pictures are relative to.
    pub(super) folder: PathBuf,
}

/// Something that was not carried over, and of which article or file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Note {
    /// Path of the written article, or of the file that was read.
    pub(super) file: String,
    pub(super) what: String,
}

impl Note {
    pub(super) fn new(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self { file: file.into(), what: what.into() }
    }
}

impl Centre {
    /// Adds an article, or the languages that one with its id does not have yet. Exports that are
    /// made page by page can hold the same one twice.
    ///
    /// The order in which they come makes no difference.
    pub(super) fn add(&mut self, mut article: Article) {
        article.keywords = article.keywords.iter().map(|word| fold_blanks(word)).collect();
        article.keywords.retain(|word| !word.is_empty());
        let changed = article.texts.values().map(|text| text.changed.clone()).max();
        let changed = changed.unwrap_or_default();
        let Some(known) = self.articles.iter_mut().find(|known| known.id == article.id) else {
            article.told = [changed.clone(), changed.clone(), changed];
            self.articles.push(article);
            return;
        };
        let [group, around, order] = &mut known.told;
        later(&mut known.group, group, article.group, &changed);
        later(&mut known.around, around, article.around, &changed);
        later(&mut known.order, order, article.order, &changed);
        known.restricted |= article.restricted;
        known.unsure &= article.unsure;
        known.promoted |= article.promoted;
        join(&mut known.keywords, article.keywords);
        join(&mut known.related, article.related);
        for (lang, text) in article.texts {
            known.add_text(lang, text);
        }
    }

    /// Adds a group, or the languages that one with its id does not have yet.
    pub(super) fn add_group(&mut self, mut group: Group) {
        group.parent = group.parent.filter(|parent| *parent != group.id);
        let Some(known) = self.groups.iter_mut().find(|known| known.id == group.id) else {
            self.groups.push(group);
            return;
        };
        later(&mut known.parent, &mut String::new(), group.parent, "");
        later(&mut known.order, &mut String::new(), group.order, "");
        known.restricted |= group.restricted;
        for (lang, text) in group.texts {
            let of_lang = known.texts.entry(lang).or_default();
            for (kept, more) in
                [(&mut of_lang.name, text.name), (&mut of_lang.description, text.description)]
            {
                if kept.is_empty() || !more.is_empty() && more < *kept {
                    *kept = more;
                }
            }
        }
    }
}

/// Takes what another version tells, if that one was changed later; of two of the same time, the
/// lesser.
fn later<T: Ord>(known: &mut Option<T>, told: &mut String, other: Option<T>, changed: &str) {
    let Some(other) = other else { return };
    let wins = known
        .as_ref()
        .is_none_or(|known| (changed, Reverse(&other)) > (told.as_str(), Reverse(known)));
    if wins {
        *known = Some(other);
        *told = changed.to_owned();
    }
}

/// Joins two lists. Of different ones, neither order can be kept.
fn join(known: &mut Vec<String>, other: Vec<String>) {
    if known.is_empty() {
        *known = other;
    } else if !other.is_empty() && *known != other {
        known.extend(other);
        known.sort();
        known.dedup();
    }
}

impl Article {
    /// Adds a language, or replaces an older version of it.
    pub(super) fn add_text(&mut self, lang: String, mut text: ArticleText) {
        match self.texts.get_mut(&lang) {
            None => {
                self.texts.insert(lang, text);
            }
            Some(known) => {
                let rank = |text: &ArticleText| {
                    let has_text = !text.html.trim().is_empty();
                    (has_text, text.changed.clone(), text.html.clone(), text.title.clone())
                };
                let later = rank(&text) > rank(known);
                let (kept, other) = if later { (&mut text, &*known) } else { (known, &text) };
                for address in &other.addresses {
                    if !kept.addresses.contains(address) {
                        kept.addresses.push(address.clone());
                    }
                }
                if later {
                    self.texts.insert(lang, text);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(changed: &str, html: &str, group: Option<&str>, related: &[&str]) -> Article {
        let text = ArticleText {
            html: html.to_owned(),
            changed: changed.to_owned(),
            ..ArticleText::default()
        };
        Article {
            id: "1".to_owned(),
            group: group.map(str::to_owned),
            around: Some("collection".to_owned()),
            related: related.iter().map(|id| (*id).to_owned()).collect(),
            texts: BTreeMap::from([("en".to_owned(), text)]),
            ..Article::default()
        }
    }

    #[test]
    fn versions_of_an_article_make_the_same_one_in_any_order() {
        let versions = [
            version("2024", "", None, &["7"]),
            version("2021", "Old.", Some("b"), &[]),
            version("2023", "New.", Some("a"), &["3"]),
        ];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let mut centre = Centre::default();
            for number in order {
                centre.add(versions[number].clone());
            }
            let [article] = &centre.articles[..] else { panic!("one article: {order:?}") };
            assert_eq!(article.texts["en"].html, "New.", "{order:?}");
            assert_eq!(article.group.as_deref(), Some("a"), "{order:?}");
            assert_eq!(article.related, ["3", "7"], "{order:?}");
        }
    }
}
