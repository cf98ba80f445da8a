//! Keeps what customers tell the widget: votes and messages.
//!
//! [`app`] turns a [`Store`] into an [`axum::Router`] that takes [`docent_protocol::EventBatch`]es
//! and [`docent_protocol::Message`]s. Two promises hold for every request: nothing is acknowledged
//! before it is durably stored, and one id is stored once however often it is sent.
//!
//! Files that come with a message lie in an [`Attachments`].
//!
//! Neither the address nor the user agent of a customer is stored or logged. This crate knows
//! neither Markdown nor the search index.

mod address;
mod attachments;
mod body;
mod clock;
mod data_args;
mod forward;
mod guard;
mod json;
mod limit;
mod log;
mod metrics;
mod origin;
mod outbound;
mod refusal;
pub mod report;
mod routes;
mod scrub;
mod serve;
pub mod settings;
pub mod store;
mod upkeep;

use std::{future::Future, sync::Arc};

use forward::Forwarding;
use guard::Guard;
use limit::Limits;
use metrics::Metrics;
use report::KnownArticle;
use settings::{KeepSettings, Secret, Settings, SettingsError};

pub use address::{ListenError, listen, url};
pub use attachments::{AttachmentFolder, Attachments, BucketError};
pub use body::{EVENTS_BODY_MAX, MESSAGE_BODY_MAX};
pub use data_args::DataArgs;
pub use log::{LogArgs, LogFormat};
pub use origin::{AllowedOrigins, Origin, ParseOriginError};
pub use routes::{app, cors, routes};
pub use serve::{ServeError, serve};
pub use store::{Store, StoreError};
pub use upkeep::{Erased, erase};

/// What the routes work with.
#[derive(Debug)]
pub struct Collector<S> {
    parts: Arc<Parts<S>>,
}

#[derive(Debug)]
struct Parts<S> {
    store: Arc<S>,
    attachments: Attachments,
    origins: AllowedOrigins,
    forwarding: Arc<Forwarding>,
    limits: Limits,
    guard: Guard,
    metrics: Arc<Metrics>,
    keep: KeepSettings,
    token: Option<String>,
    reply_hours: Option<u32>,
    articles: Vec<KnownArticle>,
}

impl<S: Store> Collector<S> {
    /// Keeps what arrives in `store`, and files in `attachments`. The report names those of
    /// `articles` that nobody opens.
    ///
    /// # Errors
    ///
    /// The settings name an address, a URL or a secret that cannot be used.
    pub fn new(
        store: S,
        attachments: Attachments,
        settings: &Settings,
        articles: Vec<KnownArticle>,
    ) -> Result<Self, SettingsError> {
        let metrics = Arc::new(Metrics::new());
        let forwarding = Forwarding::new(settings, &attachments, Arc::clone(&metrics))?;
        let forwarding = Arc::new(forwarding);
        let token = settings.report.token.as_ref().map(Secret::read).transpose();
        let token = token
            .map_err(|source| SettingsError::Secret { name: "report.token".into(), source })?;
        attachments.tidy();
        let parts = Parts {
            store: Arc::new(store),
            attachments,
            origins: settings.allow_origins.iter().cloned().collect(),
            forwarding,
            limits: Limits::new(&settings.limits),
            guard: Guard::new(&settings.guard)?,
            metrics,
            keep: settings.keep,
            token,
            reply_hours: settings.report.reply_hours,
            articles,
        };
        Ok(Self { parts: Arc::new(parts) })
    }

    /// The pages that may send here besides those of the same origin.
    #[must_use]
    pub fn origins(&self) -> &AllowedOrigins {
        &self.parts.origins
    }

    /// Does what has to be done besides answering, until it is dropped: hands messages on, and
    /// forgets what is older than it may be.
    pub fn work(&self) -> impl Future<Output = ()> + Send + use<S> {
        let Parts { store, attachments, forwarding, keep, .. } = &*self.parts;
        let forward = Arc::clone(forwarding).run(Arc::clone(store));
        let upkeep = upkeep::run(Arc::clone(store), attachments.clone(), *keep);
        let attachments = attachments.clone();
        let check = async move {
            if let Err(error) = attachments.check().await {
                tracing::error!("messages with files are refused until they can be kept: {error}");
            }
        };
        async {
            tokio::join!(check, forward, upkeep);
        }
    }
}

// By hand, because deriving it would ask for `S: Clone`.
impl<S> Clone for Collector<S> {
    fn clone(&self) -> Self {
        Self { parts: Arc::clone(&self.parts) }
    }
}
