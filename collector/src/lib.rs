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

mod address;
mod attachments;
mod body;
mod clock;
mod forward;
mod limit;
mod origin;
mod refusal;
mod routes;
mod scrub;
mod serve;
pub mod settings;
pub mod store;
mod upkeep;

use std::{future::Future, sync::Arc};

use forward::Forwarding;
use limit::Limits;
use settings::{KeepSettings, Settings, SettingsError};

pub use address::{ListenError, listen, url};
pub use attachments::AttachmentFolder;
pub use body::{EVENTS_BODY_MAX, MESSAGE_BODY_MAX};
pub use origin::{AllowedOrigins, Origin, ParseOriginError};
pub use routes::{app, cors, routes};
pub use serve::{ServeError, serve};
pub use store::{Store, StoreError};

/// What the routes work with.
#[derive(Debug)]
pub struct Collector<S> {
    store: Arc<S>,
    attachments: AttachmentFolder,
    origins: AllowedOrigins,
    forwarding: Arc<Forwarding>,
    limits: Arc<Limits>,
    keep: KeepSettings,
}

impl<S: Store> Collector<S> {
    /// Keeps what arrives in `store`, and files in `attachments`.
    ///
    /// # Errors
    ///
    /// The settings name an address, a URL or a secret that cannot be used.
    pub fn new(
        store: S,
        attachments: AttachmentFolder,
        settings: &Settings,
    ) -> Result<Self, SettingsError> {
        let forwarding = Arc::new(Forwarding::new(settings, &attachments)?);
        let origins = settings.allow_origins.iter().cloned().collect();
        attachments.tidy();
        let limits = Arc::new(Limits::new(&settings.limits));
        let (store, keep) = (Arc::new(store), settings.keep);
        Ok(Self { store, attachments, origins, forwarding, limits, keep })
    }

    /// The pages that may send here besides those of the same origin.
    #[must_use]
    pub fn origins(&self) -> &AllowedOrigins {
        &self.origins
    }

    /// Does what has to be done besides answering, until it is dropped: hands messages on, and
    /// forgets what is older than it may be.
    pub fn work(&self) -> impl Future<Output = ()> + Send + use<S> {
        let forward = Arc::clone(&self.forwarding).run(Arc::clone(&self.store));
        let upkeep = upkeep::run(Arc::clone(&self.store), self.attachments.clone(), self.keep);
        async {
            tokio::join!(forward, upkeep);
        }
    }
}

// By hand, because deriving it would ask for `S: Clone`.
impl<S> Clone for Collector<S> {
    fn clone(&self) -> Self {
        let (store, attachments) = (Arc::clone(&self.store), self.attachments.clone());
        let (origins, forwarding) = (self.origins.clone(), Arc::clone(&self.forwarding));
        let (limits, keep) = (Arc::clone(&self.limits), self.keep);
        Self { store, attachments, origins, forwarding, limits, keep }
    }
}
