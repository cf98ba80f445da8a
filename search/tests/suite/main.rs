//! What the search promises, tried from outside.

mod compat;
mod corruption;
mod explain;
mod help_centre;
mod languages;
mod model;
mod relevance;
mod snippets;
mod supplement;
