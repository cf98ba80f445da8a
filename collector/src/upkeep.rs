//! Removes: what is older than the settings allow, and what a person wants erased.

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
    until_none_is_left(attachments, || store.forget(horizons)).await.map(drop)
}

/// Removes all messages of a mail address, with their files, for good. How many they were.
///
/// # Errors
///
/// The store cannot write; some may be gone by then.
pub async fn erase<S: Store>(
    store: &S,
    attachments: &AttachmentFolder,
    email: &str,
) -> Result<usize, StoreError> {
    until_none_is_left(attachments, || store.erase(email)).await
}

/// Removes a part at a time, with the files of each, so that nobody who sends something waits for
/// long. How many rows that were.
async fn until_none_is_left<F: Future<Output = Result<Removed, StoreError>>>(
    attachments: &AttachmentFolder,
    mut remove: impl FnMut() -> F,
) -> Result<usize, StoreError> {
    let mut all = 0;
    loop {
        let Removed { rows, files } = remove().await?;
        attachments.remove(&files);
        all += rows;
        if rows == 0 {
            return Ok(all);
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
