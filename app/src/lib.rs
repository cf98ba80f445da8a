//! The help widget: a Leptos app inside the frame that the loader has drawn.
//!
//! It shows categories, results, articles, the vote and the contact form. It knows neither
//! Markdown nor how votes and messages are kept by whoever receives them.
//!
//! What happens is a [`state::Message`]; [`state::update_now`] and
//! [`state::update_later`] alone change the [`state::State`] and return [`state::Command`]s, which the
//! runtime carries out. Components show the state.

mod a11y;
mod components;
mod config;
mod debug;
mod engine;
mod events;
mod frame;
mod i18n;
mod json;
#[cfg(target_arch = "wasm32")]
mod memory;
mod model;
mod more;
mod mount;
mod node;
mod outbox;
mod page;
mod runtime;
mod site;
pub mod state;
mod storage;
mod table;

pub use frame::Frame;
pub use mount::{Widget, mount};
