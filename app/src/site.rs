//! The site's settings: of `docent_protocol::Site`, what the widget needs.

use docent_protocol::Category;
use wasm_bindgen::JsValue;

use crate::json::{Json, Read};

/// Settings, texts and categories of the visitor's language.
pub(crate) struct Site {
    pub(crate) lang: String,
    pub(crate) dir: String,
    pub(crate) name: String,
    pub(crate) home: String,
    pub(crate) supplement: String,
    pub(crate) more: String,
    pub(crate) late: String,
    /// Path of the module that explains results.
    pub(crate) debug: String,
    /// Path of the script for opening hours, for another script.
    pub(crate) hours: JsValue,
    pub(crate) categories: Vec<Category>,
    pub(crate) main: Vec<u32>,
    /// Rules, for a script of the page.
    pub(crate) suggest: JsValue,
    pub(crate) contact: Contact,
    pub(crate) events: Option<String>,
}

/// How a customer reaches a person.
pub(crate) struct Contact {
    pub(crate) endpoint: Option<String>,
    pub(crate) email: Option<String>,
    /// A `docent_protocol::Form`, for the second half of the app to read.
    pub(crate) form: Json,
    /// What the paths of the scripts begin with that choose and send files.
    pub(crate) files: Option<String>,
    /// A list of `docent_protocol::Channel`, for a script of the page.
    pub(crate) channels: JsValue,
}

impl Contact {
    /// Whether there is any way to a person.
    pub(crate) fn is_there(&self) -> bool {
        self.endpoint.is_some() || self.email.is_some() || self.has_channels()
    }

    pub(crate) fn has_channels(&self) -> bool {
        self.channels.is_truthy()
    }
}

impl Contact {
    fn of(json: &Json) -> Self {
        Self {
            endpoint: json.text("endpoint"),
            email: json.text("email"),
            form: json.member("form"),
            files: json.text("files"),
            channels: json.member("channels").0,
        }
    }
}

impl Read for Site {
    fn read(json: &Json) -> Option<Self> {
        let lang = json.text("lang")?;
        Some(Self {
            dir: json.text_or_none("dir"),
            name: json.text_or_none("name"),
            home: json.text_or_none("home"),
            supplement: json.text_or_none("supplement"),
            more: json.text_or_none("more"),
            late: json.text_or_none("late"),
            debug: json.text_or_none("debug"),
            hours: json.member("hours").0,
            categories: json.list_or_none("categories"),
            main: json.list_or_none("main"),
            suggest: json.member("suggest").0,
            contact: Contact::of(&json.member("contact")),
            events: json.text("events"),
            lang,
        })
    }
}
