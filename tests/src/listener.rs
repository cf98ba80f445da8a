//! The listener that the server puts into its pages where a driver does not tell what the console
//! says.
//!
//! It hears scripts, promises and policies of the page; the network's failures are noted by the
//! server. It does not hear what a browser says by itself, such as a warning about a style sheet,
//! nor what is said while a page is left.

/// Where the server has the listener.
pub(crate) const LISTENER_PATH: &str = "/journey-listener.js";

/// The listener.
pub(crate) const LISTENER: &str = include_str!("listener.js");

/// Script that takes what the listener has heard since the last time.
pub(crate) const LISTENER_SAID: &str =
    "return window.journeyListener ? window.journeyListener() : ''";

/// A page with the listener in it, before every other script.
pub(crate) fn with_listener(page: &str) -> String {
    let tag = format!("<head><script src=\"{LISTENER_PATH}\"></script>");
    page.replacen("<head>", &tag, 1)
}
