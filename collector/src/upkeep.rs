//! Forgets what is older than the settings allow.

use std::{sync::Arc, time::Duration};

use crate::{
    AttachmentFolder, Store,
    clock::now,
    settings::KeepSettings,
    store::{Horizons, Removed, StoreError},
};

/// How often it is looked for. Periods are days at least.
const LOOK_EVERY: Duration = Duration::from_secs(60 * 60);

/// Forgets what is too old, now and then, until it is dropped.
pub(crate) async fn run<S: Store>(
    store: Arc<S>,
    attachments: AttachmentFolder,
    settings: KeepSettings,
) {
    loop {
        let horizons = horizons(&settings, now());
        if let Err(error) = forget(&*store, &attachments, horizons).await {
            tracing::warn!(%error, "what is older than it may be is still there");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn forget<S: Store>(
    store: &S,
    attachments: &AttachmentFolder,
    horizons: Horizons,
) -> Result<(), StoreError> {
    loop {
        let Removed { rows, files } = store.forget(horizons).await?;
        attachments.remove(&files);
        if rows == 0 {
            return Ok(());
        }
    }
}

fn horizons(settings: &KeepSettings, now: u64) -> Horizons {
    let KeepSettings { messages, votes, searches, visits } = settings;
    Horizons {
        messages: messages.map(|period| period.before(now)),
        votes: votes.map(|period| period.before(now)),
        searches: searches.map(|period| period.before(now)),
        visits: visits.map(|period| period.before(now)),
    }
}
