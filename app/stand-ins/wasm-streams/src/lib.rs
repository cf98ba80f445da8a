//! Stands in for the crate `wasm-streams`, by `[patch.crates-io]` in the workspace's `Cargo.toml`.
//!
//! Leptos always links its server functions, and they this crate, which exports classes to
//! JavaScript. What is exported cannot be told to be unused: it costs every visitor five kilobytes.
//! The widget has no server functions. Here is what they ask for, without anything behind it; to
//! call it is a mistake in the widget.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a stream of the browser.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// A stream of the browser that is fed by Rust.
    ///
    /// # Panics
    ///
    /// Always: the widget has no server functions.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        unreachable!("the widget has no server functions")
    }

    /// The stream of the browser.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// What the stream holds.
    #[must_use]
    pub fn into_stream(self) -> Items {
        Items(self.0)
    }
}

/// The items of a stream.
#[derive(Debug)]
pub struct Items(#[expect(dead_code, reason = "nothing reads it")] web_sys::ReadableStream);

impl Stream for Items {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        unreachable!("the widget has no server functions")
    }
}
