//! Removes: what is older than the settings allow, and what a person wants erased.

use std::{path::PathBuf, sync::Arc, time::Duration};

use crate::{
    Attachments, Store,
    clock::now,
    settings::KeepSettings,
    store::{Horizons, Removed, StoreError},
};

/// How often it is looked for. Periods are days at least.
const LOOK_EVERY: Duration = Duration::from_secs(60 * 60);

/// What was removed for good.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// How many rows.
    pub rows: usize,
    /// Where files are that could not be removed with them: somebody has to.
    pub files_left: Vec<PathBuf>,
}

/// Forgets what is too old, now and then, until it is dropped.
pub(crate) async fn run<S: Store>(store: Arc<S>, attachments: Attachments, settings: KeepSettings) {
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
    attachments: &Attachments,
    horizons: Horizons,
) -> Result<(), StoreError> {
    until_none_is_left(attachments, || store.forget(horizons)).await.map(drop)
}

/// Removes all messages of a mail address, with their files, for good.
///
/// # Errors
///
/// The store cannot write; some may be gone by then.
pub async fn erase<S: Store>(
    store: &S,
    attachments: &Attachments,
    email: &str,
) -> Result<Erased, StoreError> {
    until_none_is_left(attachments, || store.erase(email)).await
}

/// Removes a part at a time, with the files of each, so that nobody who sends something waits for
/// long.
async fn until_none_is_left<F: Future<Output = Result<Removed, StoreError>>>(
    attachments: &Attachments,
    mut remove: impl FnMut() -> F,
) -> Result<Erased, StoreError> {
    let mut erased = Erased::default();
    loop {
        let Removed { rows, files } = remove().await?;
        erased.files_left.extend(attachments.remove(&files).await);
        erased.rows += rows;
        if rows == 0 {
            return Ok(erased);
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
