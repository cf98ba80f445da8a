//! What the widget knows of a site before anything is searched.

use serde::{Deserialize, Serialize};

use crate::{Channel, Direction, Form};

/// Settings and categories of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// BCP 47 tag of the language.
    pub lang: String,
    /// Writing direction of the language.
    pub dir: Direction,
    /// Name of the help centre, as customers read it.
    pub name: String,
    /// Start page of the static help centre; empty for the site's root.
    pub home: String,
    /// Path of the supplement of the search index.
    pub supplement: String,
    /// Path of the second module of the widget; empty where there is no widget.
    pub more: String,
    /// Path of the script that comes with it.
    pub late: String,
    /// Path of the third module, which explains results where the tag asks for it.
    pub debug: String,
    /// Path of the script that reads opening hours; nothing where no channel has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// Path of the script that takes the app's place where that cannot run.
    pub plain: String,
    /// Path of what it needs of the articles: a list by document number, each with slug, title and
    /// the key of its page.
    pub list: String,
    /// Categories in the order to show them; empty ones are left out.
    pub categories: Vec<Category>,
    /// Main articles to suggest before anything is typed, as document numbers of the index.
    pub main: Vec<u32>,
    /// What to suggest instead, by the page that the visitor is on. All that fit count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggest: Vec<Suggestion>,
    /// Articles of another language among those of this one; absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_ins: Option<StandIns>,
    /// How a customer reaches a person.
    pub contact: Contact,
    /// URL that takes a [`crate::EventBatch`]; without one the vote is hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<String>,
}

/// Articles that this language does not have, in the language in which there are some.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIns {
    /// The document number of the first: they follow the language's own articles.
    pub from: u32,
    /// BCP 47 tag of the language that they are written in.
    pub lang: String,
    /// Writing direction of that language.
    pub dir: Direction,
}

/// Articles for some pages of the site around the widget.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Regular expression, as JavaScript reads it, for the paths of these pages.
    pub pages: String,
    /// Slugs. Never empty.
    pub articles: Vec<String>,
}

/// A category of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Stable identifier from `docent.toml` or the folder's name.
    pub id: String,
    /// Name that customers read.
    pub title: String,
    /// One sentence; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its icon on a grid of 24, as the `d` of an SVG path that is drawn with a line; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub icon_line: String,
    /// The same where the icon is filled instead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub icon_face: String,
    /// Its articles in order, as document numbers of the index. Never empty.
    pub articles: Vec<u32>,
}

/// How a customer reaches a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// URL that takes a [`crate::Message`]; without one the form becomes a mail link. With a `#` at
    /// its end it takes something else, which the scripts of `files` make of the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// Mail address, offered where nothing else works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What the form asks. Apart from the rest, because the widget reads it only when it is opened.
    #[serde(default)]
    pub form: Form,
    /// What the paths of the scripts begin with that choose and send files; absent where no field
    /// takes any and messages are sent as they are. The tag of the interface's language and `.js` follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<String>,
    /// Other ways, in their order. Apart for the same reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
}
