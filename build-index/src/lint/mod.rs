//! Rules that need a whole article or several of them. One rule per file; each returns
//! diagnostics and changes nothing.

mod advice;
mod anchors;
mod empty;
mod links;
mod named_articles;
mod related;

pub(crate) use advice::advise;
pub(crate) use anchors::{AnchorLink, broken_anchors};
pub(crate) use empty::empty_article;
pub(crate) use links::Findings;
pub(crate) use named_articles::unknown_named_articles;
pub(crate) use related::unknown_related;
