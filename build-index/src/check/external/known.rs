//! Links that were well within the last day, in the user's folder for what can be made again.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// How long nothing is asked again, in seconds.
const DAY: u64 = 24 * 60 * 60;

/// When each link was well, in seconds since 1970.
pub(super) struct Known {
    /// None where the system has no such folder; then everything is asked each time.
    file: Option<PathBuf>,
    now: u64,
    links: BTreeMap<String, u64>,
}

impl Known {
    /// Reads what earlier checks noted. A file that cannot be read counts as empty.
    pub(super) fn read() -> Self {
        let file = folder().map(|folder| folder.join("docent/external-links.json"));
        let text = file.as_ref().and_then(|file| fs::read(file).ok()).unwrap_or_default();
        let mut links: BTreeMap<String, u64> = serde_json::from_slice(&text).unwrap_or_default();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        links.retain(|_, at| (*at..at.saturating_add(DAY)).contains(&now));
        Self { file, now, links }
    }

    pub(super) fn is_well(&self, url: &str) -> bool {
        self.links.contains_key(url)
    }

    pub(super) fn note_well(&mut self, url: &str) {
        self.links.insert(url.to_owned(), self.now);
    }

    /// Keeps it. Where that fails, the next check asks again.
    pub(super) fn write(&self) {
        let Some(file) = &self.file else { return };
        let Some(folder) = file.parent().filter(|folder| fs::create_dir_all(folder).is_ok()) else {
            return;
        };
        let Ok(text) = serde_json::to_vec(&self.links) else { return };
        if let Ok(fresh) = tempfile::NamedTempFile::new_in(folder)
            && fs::write(fresh.path(), text).is_ok()
        {
            let _ = fresh.persist(file);
        }
    }
}

/// By the rules of the system: that of XDG on Linux, those of Apple and Microsoft on theirs.
fn folder() -> Option<PathBuf> {
    let of = |name: &str| env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    of("XDG_CACHE_HOME").or_else(|| match env::consts::OS {
        "macos" => Some(of("HOME")?.join("Library/Caches")),
        "windows" => of("LOCALAPPDATA"),
        _ => Some(of("HOME")?.join(".cache")),
    })
}
