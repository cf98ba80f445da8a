//! An article as the widget shows it.

use serde::{Deserialize, Serialize};

/// One article, ready to be shown: its HTML was cleaned when it was built.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlePage {
    /// Stable name of the article in links, unique among the articles that a language shows; may
    /// contain `/`.
    pub slug: String,
    /// BCP 47 tag of the language it is written in: of another one where it stands in.
    pub lang: String,
    /// Title as plain text. The HTML does not repeat it.
    pub title: String,
    /// One or two sentences; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Address of its page in the static help centre.
    pub url: String,
    /// The text, cut at top-level headings. The first one holds what stands before any heading
    /// and has no title. Joining their HTML gives the whole article.
    pub sections: Vec<PageSection>,
    /// A folded list of the headings as HTML, which goes before the text; empty where the article
    /// is short.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contents: String,
    /// Slug of the article that follows in its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Slugs of others of its category, nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
}

/// A heading and what follows it up to the next one. Its position in the article is the section
/// number that a search hit names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSection {
    /// `id` of the heading element; empty for the text before the first heading.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Heading as plain text; empty for the text before the first heading.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Level of the heading, 1 to 6; 0 for the text before the first heading.
    #[serde(default)]
    pub level: u8,
    /// HTML, beginning with the heading element where there is one. `src` and `href` of the
    /// site's own files are relative to the site's root; a link to an article also carries
    /// `data-docent-article="slug"` or `data-docent-article="slug#id"`.
    pub html: String,
}
