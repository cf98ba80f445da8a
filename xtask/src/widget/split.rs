//! Cuts the compiler's module in two: what first results need, and the rest.
//!
//! The crate `wasm_split_helpers` marks in the source where (`app/src/more.rs`); the linker's
//! relocations say what hangs on what. Both halves share memory, stack and table of functions.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use crate::progress::step;

/// The two halves.
pub(super) struct Halves {
    /// To be bound to JavaScript.
    pub(super) first: PathBuf,
    /// Imports nothing but what it shares with the first.
    pub(super) second: PathBuf,
}

/// Writes the two halves of a module into a folder.
pub(super) fn split(module: &Path, folder: &Path) -> Result<Halves> {
    step("cut it in two", "a moment", || {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let bytes =
            fs::read(module).with_context(|| format!("{} could not be read", module.display()))?;
        let first = folder.join("first.wasm");
        let mut options = Options::new(&bytes);
        options.output_dir = folder;
        options.main_out_path = &first;
        let split = transform(options).map_err(|error| anyhow!("{error:#}"))?;
        ensure!(
            split.split_modules.len() == 1,
            "the module fell into {} parts besides the first; app/src/more.rs makes one",
            split.split_modules.len()
        );
        let second = split.split_modules.into_iter().next().context("there is a second half")?;
        Ok(Halves { first, second })
    })
}
