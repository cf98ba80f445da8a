//! The tools that Docent is built and tested with, one file each: how to find it, how to install
//! it, and what to advise where it cannot be installed.

pub(crate) mod apt;
pub(crate) mod browser;
pub(crate) mod node;
pub(crate) mod npm;
pub(crate) mod peers;
pub(crate) mod postgres;
pub(crate) mod schemathesis;
pub(crate) mod storage;
pub(crate) mod wasm_compiler;
pub(crate) mod wrk;
