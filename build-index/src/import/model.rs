//! What every service's articles are before they are written: the one form between readers and
//! writer.
//!
//! It knows nothing of JSON, of Markdown and of where files go.

use std::collections::BTreeMap;
use std::path::PathBuf;

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
    pub(super) order: Option<i64>,
    /// Whether only some people could see it.
    pub(super) restricted: bool,
    /// Whether it was shown before others.
    pub(super) promoted: bool,
    pub(super) keywords: Vec<String>,
    /// Ids of what to read next.
    pub(super) related: Vec<String>,
    pub(super) texts: BTreeMap<String, ArticleText>,
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
    pub(super) fn add(&mut self, article: Article) {
        let Some(known) = self.articles.iter_mut().find(|known| known.id == article.id) else {
            self.articles.push(article);
            return;
        };
        known.group = known.group.take().or(article.group);
        known.order = known.order.or(article.order);
        known.restricted |= article.restricted;
        known.promoted |= article.promoted;
        for keyword in article.keywords {
            if !known.keywords.contains(&keyword) {
                known.keywords.push(keyword);
            }
        }
        for (lang, text) in article.texts {
            known.add_text(lang, text);
        }
    }

    /// Adds a group, or the languages that one with its id does not have yet.
    pub(super) fn add_group(&mut self, group: Group) {
        let Some(known) = self.groups.iter_mut().find(|known| known.id == group.id) else {
            self.groups.push(group);
            return;
        };
        known.parent = known.parent.take().or(group.parent);
        known.order = known.order.or(group.order);
        known.restricted |= group.restricted;
        for (lang, text) in group.texts {
            let of_lang = known.texts.entry(lang).or_default();
            for (kept, more) in
                [(&mut of_lang.name, text.name), (&mut of_lang.description, text.description)]
            {
                if kept.is_empty() {
                    *kept = more;
                }
            }
        }
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
                let later = text.changed > known.changed || known.html.trim().is_empty();
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
