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
    pub(crate) stand_ins: StandIns,
    /// Rules, for a script of the page.
    pub(crate) suggest: JsValue,
    pub(crate) contact: Contact,
    pub(crate) events: Option<String>,
}

/// Articles of another language, which stand in for those that this one does not have.
pub(crate) struct StandIns {
    /// Document number of the first; the last number there is where there are none.
    pub(crate) from: u32,
    pub(crate) lang: String,
    pub(crate) dir: String,
}

impl Site {
    /// Language and direction of the articles, or of those that stand in among them.
    pub(crate) fn written(&self, is_stand_in: bool) -> [&str; 2] {
        let StandIns { lang, dir, .. } = &self.stand_ins;
        if is_stand_in { [lang, dir] } else { [&self.lang, &self.dir] }
    }
}

impl StandIns {
    fn of(json: &Json) -> Self {
        Self {
            from: u32::read(&json.member("from")).unwrap_or(u32::MAX),
            lang: json.text_or_none("lang"),
            dir: json.text_or_none("dir"),
        }
    }
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
            stand_ins: StandIns::of(&json.member("stand_ins")),
            suggest: json.member("suggest").0,
            contact: Contact::of(&json.member("contact")),
            events: json.text("events"),
            lang,
        })
    }
}
