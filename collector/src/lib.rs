//! Keeps what customers tell the widget: votes and messages.
//!
//! [`app`] turns a [`Store`] into an [`axum::Router`] that takes [`docent_protocol::EventBatch`]es
//! and [`docent_protocol::Message`]s. Two promises hold for every request: nothing is acknowledged
//! before it is durably stored, and one id is stored once however often it is sent.
//!
//! Files that come with a message lie in an [`AttachmentFolder`].
//!
//! Neither the address nor the user agent of a customer is stored or logged. This crate knows
//! neither Markdown nor the search index.

mod attachments;
mod body;
mod origin;
mod refusal;
mod routes;
pub mod store;

use std::sync::Arc;

pub use attachments::AttachmentFolder;
pub use body::{EVENTS_BODY_MAX, MESSAGE_BODY_MAX};
pub use origin::{AllowedOrigins, Origin, ParseOriginError};
pub use routes::{app, cors, routes};
pub use store::{Store, StoreError};

/// What the routes work with.
#[derive(Debug)]
pub struct Collector<S> {
    store: Arc<S>,
    attachments: AttachmentFolder,
    origins: AllowedOrigins,
}

impl<S: Store> Collector<S> {
    /// Keeps what arrives in `store`, and files in `attachments`, from pages of the same origin and
    /// of `origins`.
    pub fn new(store: S, attachments: AttachmentFolder, origins: AllowedOrigins) -> Self {
        attachments.tidy();
        Self { store: Arc::new(store), attachments, origins }
    }
}

// By hand, because deriving it would ask for `S: Clone`.
impl<S> Clone for Collector<S> {
    fn clone(&self) -> Self {
        let (store, attachments) = (Arc::clone(&self.store), self.attachments.clone());
        Self { store, attachments, origins: self.origins.clone() }
    }
}
