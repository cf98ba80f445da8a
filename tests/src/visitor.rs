//! Who visits, and with what kind of browser.

use std::path::Path;

use serde_json::{Value, json};

/// Who visits: what of a browser a page can tell, and the size of its window.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// The language the browser asks for.
    pub language: &'static str,
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// Whether dark pages are preferred.
    pub dark: bool,
    /// Whether scripts run.
    pub javascript: bool,
}

impl Default for Visitor {
    fn default() -> Self {
        Self { language: "en-US", width: 1100, height: 800, dark: false, javascript: true }
    }
}

impl Visitor {
    /// Somebody with a window of this size, such as a telephone.
    #[must_use]
    pub fn with_size(width: u32, height: u32) -> Self {
        Self { width, height, ..Self::default() }
    }

    /// The browser that such a visitor uses, as the protocol asks for it.
    pub(crate) fn capabilities(self, chrome: &Path, profile: &Path) -> Value {
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            // Nothing moves, so that a click hits and colours are what they will be.
            "--force-prefers-reduced-motion",
            // They take as much room as the system likes.
            "--hide-scrollbars",
            "--window-size=1100,800",
        ]
        .map(str::to_owned)
        .into();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        arguments.push(format!("--lang={}", self.language));
        // 1 allows and 2 forbids.
        let scripts = if self.javascript { 1 } else { 2 };
        json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": chrome,
                "args": arguments,
                "prefs": {
                    "intl.accept_languages": self.language,
                    "profile.default_content_setting_values.javascript": scripts,
                },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        })
    }
}
