//! JSON text to the types of the protocol, and back: parsed and printed by the browser, which has
//! both already. Each type is read member by member; the compiler names a member that is missing.

mod contact;

use docent_protocol::{ArticlePage, Category, PageSection, Vote};
use wasm_bindgen::JsValue;

use crate::page;

pub(crate) use contact::{of_attachments, of_message};

/// A value of a parsed text.
pub(crate) struct Json(pub(crate) JsValue);

/// What can be read from JSON; `None` if it is of another shape.
pub(crate) trait Read: Sized {
    fn read(json: &Json) -> Option<Self>;
}

impl Json {
    /// A text that is no JSON becomes a value without members.
    pub(crate) fn parse(text: &str) -> Self {
        Self(page::parse(text))
    }

    pub(crate) fn member(&self, name: &str) -> Self {
        Self(page::member(&self.0, name))
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        page::text(&self.0, name)
    }

    /// A text that may be left out, or whose absence nobody has to notice: a file arrives as a whole
    /// or does not parse, so one member is enough to tell whether it is what it should be. To give
    /// up at each takes a list of all that has been read before.
    pub(crate) fn text_or_none(&self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    /// Whether a member is `true`; it may be left out.
    fn flag(&self, name: &str) -> bool {
        self.member(name).0.is_truthy()
    }

    /// A list that may be left out.
    pub(crate) fn list_or_none<T: Read>(&self, name: &str) -> Vec<T> {
        self.list(name).unwrap_or_default()
    }

    pub(crate) fn list<T: Read>(&self, name: &str) -> Option<Vec<T>> {
        let items = page::list(&self.0, name)?;
        let mut read = Vec::with_capacity(items.len());
        // A loop: to collect options makes half a kilobyte for each type.
        for item in items {
            read.push(T::read(&Self(item))?);
        }
        Some(read)
    }

    /// Names and texts of an object.
    pub(crate) fn texts(&self, name: &str) -> Vec<(String, String)> {
        texts(&self.0, name)
    }
}

/// Names and texts of an object that is a member of a value.
pub(crate) fn texts(value: &JsValue, name: &str) -> Vec<(String, String)> {
    let mut texts = page::entries(value, name).into_iter();
    let mut next = || texts.next()?.as_string();
    std::iter::from_fn(|| Some((next()?, next()?))).collect()
}

impl Read for String {
    fn read(json: &Json) -> Option<Self> {
        json.0.as_string()
    }
}

impl Read for u32 {
    fn read(json: &Json) -> Option<Self> {
        Some(json.0.as_f64()? as Self)
    }
}

impl Read for Category {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            id: json.text("id")?,
            title: json.text_or_none("title"),
            description: json.text_or_none("description"),
            icon_line: json.text_or_none("icon_line"),
            icon_face: json.text_or_none("icon_face"),
            articles: json.list_or_none("articles"),
        })
    }
}

impl Read for ArticlePage {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            slug: json.text("slug")?,
            lang: json.text_or_none("lang"),
            title: json.text_or_none("title"),
            description: json.text_or_none("description"),
            url: json.text_or_none("url"),
            sections: json.list_or_none("sections"),
            contents: json.text_or_none("contents"),
            next: json.text("next"),
            related: json.list_or_none("related"),
        })
    }
}

impl Read for PageSection {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            id: json.text_or_none("id"),
            title: json.text_or_none("title"),
            level: u32::read(&json.member("level")).unwrap_or_default() as u8,
            html: json.text_or_none("html"),
        })
    }
}

/// A plain JavaScript object.
pub(crate) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = page::object();
    for (name, value) in members {
        page::set(&object, name, value);
    }
    object
}

/// The JSON of the event that a vote is: its id, the time, and the language of the article.
pub(crate) fn of_vote(id: &str, at: u64, lang: &str, vote: &Vote) -> String {
    let Vote { slug, helpful, reason, comment, replaces } = vote;
    page::print(&object(&[
        ("id", id.into()),
        ("at", (at as f64).into()),
        ("lang", lang.into()),
        ("type", "vote".into()),
        ("slug", slug.into()),
        ("helpful", (*helpful).into()),
        ("reason", optional(reason.map(|reason| reason.as_str()))),
        ("comment", optional(comment.as_deref())),
        ("replaces", optional(replaces.as_deref())),
    ]))
}

/// What is not there is left out of the JSON text.
fn optional(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::UNDEFINED, JsValue::from_str)
}
