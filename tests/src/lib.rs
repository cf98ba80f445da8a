//! What a journey in a real browser needs: a help centre built from `fixtures/`, a server that can
//! be told to fail, a browser of its own, and the widget as a visitor sees it.
//!
//! The journeys themselves are in `e2e/`. This crate knows nothing private of the other rooms: it
//! runs the program `docent`, serves with `docent::host`, reads the collector's database, and
//! sees the widget through the page alone. Functions here panic with a sentence when what a
//! visitor would expect does not happen.

pub mod axe;
pub mod browser;
pub mod engine;
pub mod journey;
mod listener;
mod mouse;
mod plug;
pub mod poll;
pub mod preview;
pub mod receiver;
pub mod server;
pub mod site;
pub mod tools;
pub mod visitor;
pub mod webdriver;
pub mod widget;

pub use browser::Browser;
pub use engine::Engine;
pub use journey::{Visit, contact_journey, demo_journey, guarded_journey, journey};
pub use poll::{eventually, eventually_is};
pub use server::{Fault, Server};
pub use visitor::Visitor;
pub use webdriver::Key;
pub use widget::Widget;
