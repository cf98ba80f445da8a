//! The JSON that crosses a program boundary, and nothing else.
//!
//! The build tool writes [`Catalog`], [`Site`] and [`ArticlePage`]; the widget reads them. The
//! widget sends [`Event`]s and [`Message`]s; a collector, or any other endpoint, answers with
//! [`Accepted`], [`Receipt`] or [`Problem`].
//!
//! This crate knows no files, no network and no storage. Paths in it are always relative to the
//! site's root (the folder that holds `docent.js`), with `/` between parts, percent-encoded where
//! a URL needs it.

mod answers;
mod article;
mod attachment;
mod catalog;
mod channel;
mod consent;
mod event;
mod form;
mod message;
mod problem;
mod site;

pub use answers::{ANSWER_MAX, ANSWERS_MAX, Answers, TICKED};
pub use article::{ArticlePage, PageSection};
pub use attachment::{
    ATTACHMENT_MB_MAX, ATTACHMENTS_MAX, ATTACHMENTS_MB_MAX, Attachment, FILE_NAME_MAX, MEGABYTE,
};
pub use catalog::{CATALOG_FORMAT, Catalog, Direction, LanguageFiles, WidgetFiles};
pub use channel::{Channel, Hours};
pub use consent::{Agreement, CONSENT_MAX, Consent};
pub use event::{
    Accepted, COMMENT_MAX, EVENTS_MAX, Event, EventBatch, EventKind, Outcome, Reason, Vote,
    WORDS_MAX,
};
pub use form::{FieldKind, FileLimits, Form, FormField, HONEYPOT};
pub use message::{
    EARLIER_MAX, EMAIL_MAX, MESSAGE_MAX, Message, MessageContext, NAME_MAX, Receipt, TOPIC_MAX,
};
pub use problem::Problem;
pub use site::{Category, Contact, Site, StandIns, Suggestion};
