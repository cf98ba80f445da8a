//! The contact form and the message that comes of it. Of the second half of the app.

use docent_protocol::{
    Agreement, Answers, Attachment, Consent, FieldKind, Form, FormField, Message, MessageContext,
};

use wasm_bindgen::JsValue;

use super::{Json, Read, object, optional};
use crate::page;

impl Read for Form {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            topics: json.list("topics").unwrap_or_default(),
            reply_time: json.text("reply_time"),
            fields: json.list("fields").unwrap_or_default(),
            consent: Consent::read(&json.member("consent")),
            complaint: json.flag("complaint"),
            copy: json.flag("copy"),
        })
    }
}

impl Read for Consent {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            before: json.text("before")?,
            link: json.text_or_none("link"),
            url: json.text_or_none("url"),
            after: json.text_or_none("after"),
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
            // A script of the page reads it.
            files: None,
        })
    }
}

impl Read for Attachment {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            id: json.text("id")?,
            field: json.text("field")?,
            name: json.text("name")?,
            kind: json.text_or_none("type"),
            size: json.member("size").0.as_f64()? as u64,
            // Whoever sends it finds out.
            lost: false,
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
            attachments: json.list_or_none("attachments"),
            // Read to be written on, and then it is the form that knows of consent.
            consent: None,
            complaint: json.flag("complaint"),
            copy: json.flag("copy"),
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
pub(crate) fn of_message(letter: &Message) -> String {
    let Message { id, at, lang, name, email, topic, message, fields, .. } = letter;
    let Message { attachments, consent, complaint, copy, context, .. } = letter;
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
        ("attachments", of_attachments(attachments)),
        ("consent", consent.as_ref().map_or(JsValue::UNDEFINED, agreement)),
        ("complaint", (*complaint).into()),
        ("copy", (*copy).into()),
        ("context", context),
    ]))
}

/// What a message says of its files.
pub(crate) fn of_attachments(all: &[Attachment]) -> JsValue {
    let one = |Attachment { id, field, name, kind, size, .. }: &Attachment| {
        object(&[
            ("id", id.into()),
            ("field", field.into()),
            ("name", name.into()),
            ("type", kind.into()),
            ("size", (*size as f64).into()),
        ])
    };
    list(all.iter().map(one).collect())
}

fn agreement(Agreement { text, at }: &Agreement) -> JsValue {
    object(&[("text", text.into()), ("at", (*at as f64).into())])
}

fn texts(texts: &[String]) -> JsValue {
    list(texts.iter().map(JsValue::from).collect())
}

fn list(values: Vec<JsValue>) -> JsValue {
    let list = values.into();
    // Old libraries give all lists a `toJSON` that makes texts of them; one of its own hides it.
    page::set(&list, "toJSON", &JsValue::UNDEFINED);
    list
}
