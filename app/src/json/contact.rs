//! The contact form and the message that comes of it. Of the second half of the app.

use docent_protocol::{Answers, FieldKind, Form, FormField, Message, MessageContext};

use wasm_bindgen::JsValue;

use super::{Json, Read, object, optional};
use crate::page;

impl Read for Form {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            topics: json.list("topics").unwrap_or_default(),
            reply_time: json.text("reply_time"),
            fields: json.list("fields").unwrap_or_default(),
        })
    }
}

impl Read for FormField {
    fn read(json: &Json) -> Option<Self> {
        let kind = json.text("type")?;
        Some(Self {
            id: json.text("id")?,
            label: json.text("label")?,
            kind: FieldKind::ALL.into_iter().find(|(name, _)| *name == kind)?.1,
            required: json.flag("required"),
            options: json.list("options").unwrap_or_default(),
            help: json.text_or_none("help"),
        })
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
            fields: Answers(json.texts("fields")),
            context: MessageContext {
                search: context.text("search"),
                article: context.text("article"),
                searches: context.list("searches").unwrap_or_default(),
                articles: context.list("articles").unwrap_or_default(),
                page: context.text("page"),
            },
        })
    }
}

/// The JSON of a message.
pub(crate) fn of_message(message: &Message) -> String {
    let Message { id, at, lang, name, email, topic, message, fields, context } = message;
    let MessageContext { search, article, searches, articles, page } = context;
    let context = object(&[
        ("search", optional(search.as_deref())),
        ("article", optional(article.as_deref())),
        ("searches", texts(searches)),
        ("articles", texts(articles)),
        ("page", optional(page.as_deref())),
    ]);
    let answers = object(&[]);
    for (id, answer) in &fields.0 {
        page::set(&answers, id, &answer.into());
    }
    page::print(&object(&[
        ("id", id.into()),
        ("at", (*at as f64).into()),
        ("lang", lang.into()),
        ("name", name.into()),
        ("email", email.into()),
        ("topic", topic.into()),
        ("message", message.into()),
        ("fields", answers),
        ("context", context),
    ]))
}

fn texts(texts: &[String]) -> JsValue {
    let list = texts.iter().map(JsValue::from).collect::<Vec<_>>().into();
    // Old libraries give all lists a `toJSON` that makes texts of them; one of its own hides it.
    page::set(&list, "toJSON", &JsValue::UNDEFINED);
    list
}
