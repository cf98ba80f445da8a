//! The only way text becomes tokens, for articles and for queries alike.
//!
//! What this module does is part of the format: whoever changes it raises
//! [`crate::FORMAT_VERSION`], because an index written with other tokens would be searched with
//! these.

mod article;
mod fold;
mod lower;
mod script;
mod tokenizer;

#[cfg(feature = "writer")]
pub(crate) use fold::push_folded;
pub(crate) use tokenizer::{TokenKind, tokenize};
