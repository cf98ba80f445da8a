//! What a message shows: names and values as in the query of an address.

use axum::{
    extract::Query,
    http::{HeaderMap, Uri},
};
use serde::Deserialize;

use super::HEADER;

/// What the header says; empty where it says nothing, or nothing that can be read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shown {
    /// The message that all this belongs to.
    pub(super) id: String,
    /// How long its form was open.
    pub(super) seconds: u32,
    /// The proof of work.
    pub(super) nonce: String,
    /// The answer to the captcha.
    pub(super) captcha: String,
}

impl Shown {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let value = headers.get(HEADER).and_then(|value| value.to_str().ok());
        let address = value.and_then(|value| format!("/?{value}").parse::<Uri>().ok());
        let query = address.and_then(|address| Query::try_from_uri(&address).ok());
        query.map(|Query(shown)| shown).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &'static str) -> Shown {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, axum::http::HeaderValue::from_static(value));
        Shown::of(&headers)
    }

    #[test]
    fn what_cannot_be_read_shows_nothing() {
        let whole = of("id=7&seconds=12&nonce=33&captcha=a%2Bb+c&more=1");
        assert_eq!((whole.id.as_str(), whole.seconds), ("7", 12));
        assert_eq!((whole.nonce.as_str(), whole.captcha.as_str()), ("33", "a+b c"));
        for value in ["", "seconds=soon", "seconds=-1", "seconds=1&seconds=2", "?#", "{}", "%"] {
            let shown = of(value);
            assert_eq!((shown.seconds, shown.nonce.as_str()), (0, ""), "{value}");
        }
    }
}
