//! The article on screen.

use std::sync::Arc;

use docent_protocol::ArticlePage;

/// How far the article of the visible screen has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Reading {
    /// It is on its way.
    #[default]
    Loading,
    /// It can be read.
    Ready(Arc<ArticlePage>),
    /// It could not be fetched.
    Failed(Fault),
}

/// Why something could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no connection.
    Offline,
    /// The connection or the answer was broken.
    Broken,
    /// It is not there any more.
    Missing,
}
