//! JSON text to the types of the protocol, and back: parsed and printed by the browser, which has
//! both already. Each type is read member by member; the compiler names a member that is missing.

use docent_protocol::{
    ArticleLink, ArticlePage, Category, Contact, Event, EventKind, Message, MessageContext,
    PageSection,
};
use wasm_bindgen::JsValue;

use crate::page;

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

    /// A text that may be left out.
    fn text_or_none(&self, name: &str) -> String {
        self.text(name).unwrap_or_default()
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
            title: json.text("title")?,
            description: json.text_or_none("description"),
            icon_line: json.text_or_none("icon_line"),
            icon_face: json.text_or_none("icon_face"),
            articles: json.list("articles")?,
        })
    }
}

impl Read for Contact {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            endpoint: json.text("endpoint"),
            email: json.text("email"),
            topics: json.list("topics").unwrap_or_default(),
            reply_time: json.text("reply_time"),
        })
    }
}

impl Read for ArticlePage {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            slug: json.text("slug")?,
            lang: json.text("lang")?,
            title: json.text("title")?,
            description: json.text_or_none("description"),
            url: json.text("url")?,
            sections: json.list("sections")?,
            contents: json.text_or_none("contents"),
            next: ArticleLink::read(&json.member("next")),
            related: json.list("related").unwrap_or_default(),
        })
    }
}

impl Read for PageSection {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            id: json.text_or_none("id"),
            title: json.text_or_none("title"),
            level: u32::read(&json.member("level")).unwrap_or_default() as u8,
            html: json.text("html")?,
        })
    }
}

impl Read for ArticleLink {
    fn read(json: &Json) -> Option<Self> {
        Some(Self { slug: json.text("slug")?, title: json.text("title")? })
    }
}

impl Read for Message {
    fn read(json: &Json) -> Option<Self> {
        let context = json.member("context");
        Some(Self {
            id: json.text("id")?,
            at: json.member("at").0.as_f64()? as u64,
            lang: json.text("lang")?,
            name: json.text_or_none("name"),
            email: json.text("email")?,
            topic: json.text_or_none("topic"),
            message: json.text("message")?,
            context: MessageContext {
                search: context.text("search"),
                article: context.text("article"),
                page: context.text("page"),
            },
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

/// The JSON of a message.
pub(crate) fn of_message(message: &Message) -> String {
    let Message { id, at, lang, name, email, topic, message, context } = message;
    let MessageContext { search, article, page } = context;
    let context = object(&[
        ("search", optional(search.as_deref())),
        ("article", optional(article.as_deref())),
        ("page", optional(page.as_deref())),
    ]);
    page::print(&object(&[
        ("id", id.into()),
        ("at", (*at as f64).into()),
        ("lang", lang.into()),
        ("name", name.into()),
        ("email", email.into()),
        ("topic", topic.into()),
        ("message", message.into()),
        ("context", context),
    ]))
}

/// The JSON of an event.
pub(crate) fn of_event(event: &Event) -> String {
    let Event { id, at, lang, kind } = event;
    let EventKind::Vote { slug, helpful, reason, comment, replaces } = kind;
    page::print(&object(&[
        ("id", id.into()),
        ("at", (*at as f64).into()),
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
